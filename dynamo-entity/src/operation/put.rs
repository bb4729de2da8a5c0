//! `PutItem`: `put` and `create`.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::put_item::builders::PutItemInputBuilder;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure as OnFailure;

use super::unique::{Before, Claim};
use super::{Guard, Nothing, Old, Returning, Target};
use crate::entity::{Entity, Version, encode_item};
use crate::error::{Error, Result};
use crate::expression::{IntoCondition, Node, Placeholders};

/// Writes a whole item: `PutItem`.
///
/// [`put`](crate::Operations::put) replaces what is there; [`create`](crate::Operations::create) fails with
/// [`is_already_exists`](crate::Error::is_already_exists) if there is something.
/// Costs a write capacity unit for each KB of the larger of the old and the new item.
#[derive(Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Put<E, R = Nothing> {
    pub(crate) entity: E,
    pub(crate) guard: Guard,
    /// The version, if there is none after it.
    exhausted: Option<Version>,
    conditions: Vec<Node>,
    marker: PhantomData<fn() -> R>,
}

// The entity may hold what must not be printed.
impl<E: Entity, R> fmt::Debug for Put<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Put")
            .field("entity", &E::SCHEMA.name)
            .field("guard", &self.guard)
            .field("conditions", &self.conditions)
            .finish_non_exhaustive()
    }
}

impl<E: Entity> Put<E> {
    pub(super) fn replacing(entity: E) -> Self {
        let guard = Guard::replacing::<E>(entity.__version());
        Put::new(entity, guard)
    }

    pub(super) fn creating(entity: E) -> Self {
        Put::new(entity, Guard::MustNotExist)
    }

    /// From here on the entity is what is written: `on_write` evaluated, the version advanced.
    fn new(mut entity: E, guard: Guard) -> Self {
        let exhausted = entity.__version().filter(|version| version.next().is_none());
        entity.__touch();
        Put {
            entity,
            guard,
            exhausted,
            conditions: Vec::new(),
            marker: PhantomData,
        }
    }

    /// Gives back the item that was replaced: `ReturnValues = ALL_OLD`.
    pub fn return_old(self) -> Put<E, Old> {
        Put {
            entity: self.entity,
            guard: self.guard,
            exhausted: self.exhausted,
            conditions: self.conditions,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, R: Returning<E>> Put<E, R> {
    /// Writes only if `condition` holds for the item that is there; several must all hold.
    pub fn condition(mut self, condition: impl IntoCondition<E>) -> Self {
        self.conditions.push(condition.into_condition().node);
        self
    }

    /// What the item claims of unique fields; a new item has claimed nothing before.
    pub(crate) fn claims(&self) -> Result<Vec<Claim>> {
        let before = match self.guard {
            Guard::MustNotExist => Before::Nothing,
            _ => Before::Unknown,
        };
        Claim::of_entity(&self.entity, &before)
    }

    pub(crate) fn build(&self, target: &Target<'_>, held: &[Node]) -> Result<PutItemInputBuilder> {
        if let Some(version) = self.exhausted {
            return Err(Error::input(version.exhausted()));
        }
        let mut placeholders = Placeholders::default();
        let conditions = self.guard.with(target, &self.conditions, held);
        let condition = Node::render_all(conditions, &mut placeholders)?;
        let (names, values) = placeholders.finish(&[&condition])?;
        let on_failure = condition.is_some().then_some(OnFailure::AllOld);
        Ok(PutItemInputBuilder::default()
            .table_name(target.name)
            .set_item(Some(encode_item(&self.entity, target.schema)?))
            .set_return_values(R::VALUES)
            .set_return_values_on_condition_check_failure(on_failure)
            .set_condition_expression(condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values))
    }
}
