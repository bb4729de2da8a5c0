//! `DeleteItem`: `delete` and `remove`.

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemInputBuilder;

use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::error::Result;
use crate::expression::condition::{IntoCondition, Node};
use crate::operation::unique::claim::Claim;
use crate::wire::guard::Guard;
use crate::wire::request::Request;
use crate::wire::returning::{Nothing, Old, Returning};
use crate::wire::single::{Expressions, SingleWrite};
use crate::wire::target::Target;

/// Deletes one item by its primary key: `DeleteItem`.
///
/// [`delete`](crate::Operations::delete) is content if there is none; [`remove`](crate::Operations::remove) fails with
/// [`is_not_found`](crate::Error::is_not_found). Costs a write capacity unit for each KB of the item.
#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Delete<E, R = Nothing> {
    pub(crate) key: PrimaryKey<E>,
    pub(crate) guard: Guard,
    conditions: Vec<Node>,
    marker: PhantomData<fn() -> R>,
}

impl<E: Entity> Delete<E> {
    pub(crate) fn deleting(key: PrimaryKey<E>) -> Self {
        let guard = Guard::deleting::<E>(key.version());
        Delete::new(key, guard)
    }

    pub(super) fn removing(key: PrimaryKey<E>) -> Self {
        let guard = Guard::editing::<E>(key.version());
        Delete::new(key, guard)
    }

    fn new(key: PrimaryKey<E>, guard: Guard) -> Self {
        Delete {
            key,
            guard,
            conditions: Vec::new(),
            marker: PhantomData,
        }
    }

    /// Gives back the item that was deleted, if there was one: `ReturnValues = ALL_OLD`.
    pub fn return_old(self) -> Delete<E, Old> {
        Delete {
            key: self.key,
            guard: self.guard,
            conditions: self.conditions,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, R: Returning<E>> Delete<E, R> {
    /// Deletes only if `condition` holds for the item that is there; several must all hold.
    pub fn condition(mut self, condition: impl IntoCondition<E>) -> Self {
        self.conditions.push(condition.into_condition().node);
        self
    }

    /// What the item no longer claims of unique fields.
    pub(crate) fn claims() -> Vec<Claim> {
        Claim::of_nothing(E::SCHEMA)
    }

    /// The conditions on which the item is deleted.
    pub(crate) fn expressions(&self, target: &Target<'_>, held: &[Node]) -> Result<Expressions> {
        Expressions::of(self.guard.with((target, E::SCHEMA), &self.conditions, held))
    }

    pub(crate) fn build(&self, target: &Target<'_>) -> Result<Request<DeleteItemInputBuilder>> {
        let expressions = self.expressions(target, &[])?;
        SingleWrite::of_key(target.key_attributes(&self.key)?, expressions).delete(target, R::VALUES)
    }
}
