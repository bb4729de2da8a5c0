//! `UpdateItem` of the index keys of a loaded item: `reindex`.

use std::fmt;

use aws_sdk_dynamodb::operation::update_item::UpdateItemInput;

use crate::entity::Entity;
use crate::entity::registry::Registers;
use crate::error::Result;
use crate::expression::condition::IntoCondition;
use crate::expression::set_in::Loaded;
use crate::transact::once::Once;
use crate::transact::operation::{AnyWrite, WriteOperation};
use crate::wire::returning::{GivesNothing, New, Nothing, Old, Returning};
use crate::wire::sending::Sending;
use crate::wire::table::Table;
use crate::write::update::builder::Update;
use crate::write::update::draft::Draft;

/// Rewrites every index key of a loaded item from its parts, and changes nothing else: `UpdateItem`.
///
/// See [`reindex`](crate::Operations::reindex). An index key with an absent part is removed. Costs a write capacity unit
/// for each KB of the item, and as much again for each index that the item enters, leaves or moves in. If the entity has
/// `unique` fields, it is a transaction, which costs twice as much and returns nothing.
///
/// The chapter [Indexes](mod@crate::guide::indexes) of the guide has examples.
#[must_use = "an operation does nothing until it is sent"]
pub struct Reindex<E, R = Nothing> {
    pub(crate) update: Update<E, Loaded, R>,
}

impl<E: Entity> Reindex<E> {
    pub(crate) fn new(entity: &E) -> Self {
        Reindex {
            update: Update::of(Draft::reindexing(entity)),
        }
    }

    /// Returns the item after the write: `ReturnValues = ALL_NEW`.
    pub fn return_new(self) -> Reindex<E, New> {
        Reindex {
            update: self.update.return_new(),
        }
    }

    /// Returns the item before the write from `send`: `ReturnValues = ALL_OLD`.
    pub fn return_old(self) -> Reindex<E, Old> {
        Reindex {
            update: self.update.return_old(),
        }
    }
}

impl<E: Entity, R> Reindex<E, R> {
    /// Rewrites the keys only if `condition` holds for the stored item. All conditions that are given must hold.
    pub fn condition(self, condition: impl IntoCondition<E>) -> Self {
        Reindex {
            update: self.update.condition(condition),
        }
    }
}

impl<E, R> Clone for Reindex<E, R> {
    fn clone(&self) -> Self {
        Reindex {
            update: self.update.clone(),
        }
    }
}

impl<E, R> fmt::Debug for Reindex<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reindex").field(&self.update).finish()
    }
}

impl<S: Registers<E>, E: Entity, R: Returning<E> + GivesNothing + 'static> WriteOperation<S> for Reindex<E, R> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self.update))
    }
}

impl<E: Entity, R: Returning<E> + 'static> Reindex<E, R> {
    /// Rewrites the keys only once, even if DynamoDB's response is lost; see [`once`](Update::once) of an update.
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        self.update.once()
    }
}

impl<E: Entity, R: Returning<E> + 'static> Reindex<E, R> {
    /// Returns the request that [`send`](Reindex::send) would send.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<UpdateItemInput> {
        self.update.request(table)
    }

    /// Sends the `UpdateItem`.
    ///
    /// # Errors
    /// `is_not_found`; `is_version_conflict`; `is_unique_violation`; `is_condition_failed` where a part of an index was changed since it was loaded;
    /// if a part cannot be part of a key; or if the request fails.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {
        self.update.send(table)
    }
}
