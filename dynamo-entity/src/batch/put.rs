//! The items that a batch of writes accepts, and the builders of `E::batch_put` and `E::batch_delete`.

use std::any::TypeId;
use std::fmt;

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;

use crate::batch::send::{requests, send};
use crate::batch::writing::{BatchWritten, Write, Writes};
use crate::entity::Entity;
use crate::entity::alone::Batchable;
use crate::entity::create::IntoEntity;
use crate::entity::key::PrimaryKey;
use crate::entity::registry::{Registers, Schema};
use crate::error::Result;
use crate::wire::options::Options;
use crate::wire::sending::Sending;
use crate::wire::table::Table;
use crate::wire::target::Target;

/// An item that can be put in a batch of a table of shape `S`: an entity of the table that is [`Batchable`], or a
/// complete builder of such an entity.
pub trait BatchItem<S>: IntoEntity {}

// One trait instead of bounds on `T::Entity`: the compiler then knows the entity before it checks that the table has it.
impl<S: Registers<T::Entity>, T: IntoEntity<Entity: Batchable>> BatchItem<S> for T {}

/// Puts any number of items of one entity: `BatchWriteItem`, 25 per request.
///
/// Stored items with the same keys are replaced. To write several entities, observe progress or set options, use
/// [`Table::batch_write`](crate::Table::batch_write).
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[derive(Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchPut<E> {
    items: Vec<E>,
}

// The entities may hold values that must not be printed.
impl<E: Entity> fmt::Debug for BatchPut<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchPut")
            .field("entity", &E::SCHEMA.name)
            .field("items", &self.items.len())
            .finish()
    }
}

impl<E: Entity> BatchPut<E> {
    /// Makes the entities what will be written: evaluates `on_write`.
    pub(crate) fn new(mut items: Vec<E>) -> Self {
        items.iter_mut().for_each(E::__touch);
        BatchPut { items }
    }

    pub(crate) fn writes(&self, target: &Target<'_>) -> Result<Writes> {
        let mut writes = Writes::default();
        for item in &self.items {
            writes.push(Write::encoded(item, target)?);
        }
        Ok(writes)
    }
}

/// Deletes any number of items of one entity by their keys: `BatchWriteItem`, 25 per request.
///
/// Keys without an item are ignored. To write several entities, observe progress or set options, use
/// [`Table::batch_write`](crate::Table::batch_write).
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchDelete<E> {
    keys: Vec<PrimaryKey<E>>,
}

impl<E: Entity> BatchDelete<E> {
    pub(crate) fn new(keys: Vec<PrimaryKey<E>>) -> Self {
        BatchDelete { keys }
    }

    pub(crate) fn writes(&self, target: &Target<'_>) -> Result<Writes> {
        let mut writes = Writes::default();
        for key in &self.keys {
            writes.push(Write::delete(key.clone(), target)?);
        }
        Ok(writes)
    }
}

impl<E: Entity> BatchPut<E> {
    /// Returns the requests that [`send`](BatchPut::send) would send if DynamoDB processed all of them completely.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn requests<S: Registers<E>>(&self, table: &Table<S>) -> Result<Vec<BatchWriteItemInput>> {
        requests(&table.inner, self.writes(&table.target())?)
    }

    /// Sends the requests until every item is written.
    ///
    /// # Errors
    /// Fails as [`BatchWrite::send`](crate::BatchWrite::send) does.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<BatchWritten> {
        send_checked(table, self.writes(&table.inner.target()))
    }
}

impl<E: Entity> BatchDelete<E> {
    /// Returns the requests that [`send`](BatchDelete::send) would send if DynamoDB processed all of them completely.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn requests<S: Registers<E>>(&self, table: &Table<S>) -> Result<Vec<BatchWriteItemInput>> {
        requests(&table.inner, self.writes(&table.target())?)
    }

    /// Sends the requests until every item is deleted.
    ///
    /// # Errors
    /// Fails as [`BatchWrite::send`](crate::BatchWrite::send) does.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<BatchWritten> {
        send_checked(table, self.writes(&table.inner.target()))
    }
}

fn send_checked<S: Schema>(table: &Table<S>, writes: Result<Writes>) -> Sending<BatchWritten> {
    match writes {
        Ok(writes) => send(table.inner(), TypeId::of::<S>(), writes, Options::default()),
        Err(bad) => Sending::new(async { Err(bad) }),
    }
}
