//! `DeleteItem`: `delete` and `remove`.

use std::collections::HashMap;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::delete_item::{DeleteItem, DeleteItemInput};

use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::registry::Registers;
use crate::error::Result;
use crate::error::fault::Fault;
use crate::expression::condition::{IntoCondition, Node};
use crate::expression::requirement::Requirements;
use crate::transact::once::Once;
use crate::transact::operation::{AnyWrite, Prepare, PreparedWrite, WriteOperation, member};
use crate::transact::unique::claim::Claim;
use crate::wire::fault::{self, FailedCondition};
use crate::wire::guard::Guard;
use crate::wire::request::Request;
use crate::wire::returning::{GivesNothing, Nothing, Old, Returning, returned};
use crate::wire::sending::Sending;
use crate::wire::single::{Expressions, MemberKind, SingleWrite};
use crate::wire::table::Table;
use crate::wire::target::Target;

/// Deletes one item by its primary key: `DeleteItem`.
///
/// [`delete`](crate::Operations::delete) succeeds if no item exists; [`remove`](crate::Operations::remove) fails with
/// [`is_not_found`](crate::Error::is_not_found). Costs a write capacity unit for each KB of the item.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
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

    pub(crate) fn removing(key: PrimaryKey<E>) -> Self {
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

    /// Returns the deleted item, if it existed: `ReturnValues = ALL_OLD`.
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
    /// Deletes only if `condition` holds for the current item. Several conditions must all hold.
    pub fn condition(mut self, condition: impl IntoCondition<E>) -> Self {
        self.conditions.push(condition.into_condition().node);
        self
    }

    /// Returns the unique values that the item releases.
    pub(crate) fn claims(&self) -> Result<Vec<Claim>> {
        Claim::of_nothing(&self.key)
    }

    /// Returns the conditions of the delete.
    pub(crate) fn expressions(&self, target: &Target<'_>, required: &[Node]) -> Result<Expressions> {
        Expressions::of(self.guard.with((target, E::SCHEMA), &self.conditions, required))
    }

    pub(crate) fn build(&self, target: &Target<'_>) -> Result<Request<DeleteItem>> {
        let expressions = self.expressions(target, &[])?;
        Ok(SingleWrite::of_key(target.key_attributes(&self.key)?, expressions).delete(target, R::VALUES.as_ref()))
    }
}

impl<E: Entity, R: Returning<E>> Delete<E, R> {
    /// Returns the request that `send` would send.
    ///
    /// # Errors
    /// If a part cannot be part of a key.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<DeleteItemInput> {
        table.inner.shown(self.build(&table.target())?)
    }
}

impl<E: Entity, R: Returning<E> + 'static> Delete<E, R> {
    /// Sends the `DeleteItem`.
    ///
    /// # Errors
    /// `is_not_found` from `remove`; `is_version_conflict` if a loaded entity has a `version`; `is_outcome_unknown`;
    /// `is_condition_failed`; if a part cannot be part of a key; or if the request fails.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {
        let table = table.inner();
        Sending::boxed_in_place(|| async move {
            let locate = |error| table.target().locate(&self.key, error);
            let mut request = self.build(&table.target()).map_err(locate)?;
            let attempts = request.counting(self.guard != Guard::None);
            if table.write_claims::<E, R>(&self).await.map_err(locate)? {
                return R::__output(None, table.schema);
            }
            let received = table.exchange(request).await;
            let failed = |error| {
                let is_gone = matches!(fault::failed_condition(&error), Some(FailedCondition(item)) if item.is_none_or(HashMap::is_empty));
                let error = fault::write::<E, _, _>(error, self.guard, table.schema);
                // Either an earlier attempt or another writer may have deleted the item.
                locate(if is_gone && attempts.lost_answer() {
                    error.explained(Fault::OutcomeUnknown)
                } else {
                    error
                })
            };
            returned::<E, R>(received.map_err(failed)?, table.schema).await
        })
    }
}

impl<S: Registers<E>, E: Entity, R: Returning<E> + GivesNothing + 'static> WriteOperation<S> for Delete<E, R> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<E: Entity, R: Returning<E>> Prepare for Delete<E, R> {
    fn prepare(&self, target: &Target<'_>, required: &[Node]) -> Result<PreparedWrite> {
        let expressions = || Ok((self.expressions(target, required)?, 0));
        member(
            target,
            &self.key,
            self.guard,
            MemberKind::Delete,
            expressions,
            Requirements::default(),
        )
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }
}

impl<E: Entity, R: Returning<E> + 'static> Delete<E, R> {
    /// Deletes the item exactly once, even if DynamoDB's answer is lost: `TransactWriteItems` of this one item, with a client request
    /// token.
    ///
    /// Without it, a `remove` whose answer was lost finds no item when the SDK's client sends it again, and fails with
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown). It costs twice the write capacity units and returns nothing; see
    /// [`Update::once`](crate::Update::once).
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        Once::of(self)
    }
}
