//! `ConditionCheck`: `check`.

use std::fmt;
use std::marker::PhantomData;

use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::registry::Registers;
use crate::error::Result;
use crate::expression::condition::{IntoCondition, Node};
use crate::expression::requirement::Requirements;
use crate::transact::operation::{AnyWrite, Prepare, PreparedWrite, WriteOperation, member};
use crate::transact::unique::claim::Claim;
use crate::wire::guard::Guard;
use crate::wire::single::{Expressions, MemberKind};
use crate::wire::target::Target;
use crate::wire::type_filter::{is_absent, is_entity};

/// Requires a condition of one item that a transaction does not change: `ConditionCheck`.
///
/// If the condition does not hold, the whole transaction is canceled; see
/// [`transact_write`](crate::Table::transact_write). A check needs at least one [`condition`](Check::condition). The item
/// may be absent, but if it exists it must be of this entity. Costs two write capacity units for each KB of the item,
/// although nothing is written.
///
/// The chapter [Transactions](mod@crate::guide::transactions) of the guide has examples.
#[must_use = "an operation does nothing until it is sent"]
pub struct Check<E, C = Unconditional> {
    pub(crate) key: PrimaryKey<E>,
    conditions: Vec<Node>,
    marker: PhantomData<fn() -> C>,
}

/// A check without a condition.
///
/// The chapter [Transactions](mod@crate::guide::transactions) of the guide has examples.
#[derive(Debug)]
pub enum Unconditional {}

/// A check with a condition.
///
/// The chapter [Transactions](mod@crate::guide::transactions) of the guide has examples.
#[derive(Debug)]
pub enum Conditional {}

/// A check that has a condition.
#[diagnostic::on_unimplemented(
    message = "a check needs a condition",
    label = "no condition yet",
    note = "add `.condition(…)`; to check that the item exists, write `.condition(field.exists())` with a field that is never absent"
)]
pub trait HasCondition: 'static {}
impl HasCondition for Conditional {}

impl<E, C> fmt::Debug for Check<E, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check")
            .field("key", &self.key)
            .field("conditions", &self.conditions)
            .finish()
    }
}

impl<E, C> Clone for Check<E, C> {
    fn clone(&self) -> Self {
        Check {
            key: self.key.clone(),
            conditions: self.conditions.clone(),
            marker: PhantomData,
        }
    }
}

impl<E: Entity> Check<E> {
    pub(crate) fn new(key: PrimaryKey<E>) -> Self {
        Check {
            key,
            conditions: Vec::new(),
            marker: PhantomData,
        }
    }
}

impl<E: Entity, C> Check<E, C> {
    /// Requires that `condition` holds for the stored item, or for a missing one. All conditions that are given must
    /// hold.
    pub fn condition(mut self, condition: impl IntoCondition<E>) -> Check<E, Conditional> {
        self.conditions.push(condition.into_condition().node);
        Check {
            key: self.key,
            conditions: self.conditions,
            marker: PhantomData,
        }
    }

    /// Renders the conditions. They include that the item, if it exists, is of the entity.
    pub(crate) fn expressions(&self, target: &Target<'_>) -> Result<Expressions> {
        let (table, schema) = (target.schema, E::SCHEMA);
        let is_own = match schema.dialect.requests_identify() {
            false => None,
            true if schema.accepts_untyped => Some(is_entity(table, schema)),
            true => Some(Node::Any(vec![is_absent(table.primary.pk), is_entity(table, schema)])),
        };
        let conditions = self.conditions.iter().cloned();
        let conditions = conditions.map(|condition| condition.of_item(table.primary.pk));
        Expressions::of(is_own.into_iter().chain(conditions).collect())
    }
}

impl<S: Registers<E>, E: Entity, C: HasCondition> WriteOperation<S> for Check<E, C> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<E: Entity, C> Prepare for Check<E, C> {
    fn prepare(&self, target: &Target<'_>, _: &[Node]) -> Result<PreparedWrite> {
        let expressions = || Ok((self.expressions(target)?, 0));
        member(
            target,
            &self.key,
            Guard::None,
            MemberKind::Check,
            expressions,
            Requirements::default(),
        )
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        Ok(Vec::new())
    }
}
