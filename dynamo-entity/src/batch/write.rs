//! Batch writes of any number of items and of several entities: `Table::batch_write`.

use std::any::TypeId;
use std::fmt;

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;

use crate::batch::put::BatchItem;
use crate::batch::send::{requests, send};
use crate::batch::unprocessed::Unprocessed;
use crate::batch::writing::{BatchWritten, Write, Writes};
use crate::entity::alone::Batchable;
use crate::entity::key::IntoKey;
use crate::entity::registry::{Registers, Schema};
use crate::error::{Error, Result};
use crate::wire::options::{Options, option_methods};
use crate::wire::sending::Sending;
use crate::wire::table::Table;

/// Puts and deletes any number of items of several entities: `BatchWriteItem`, up to 25 items and 16 MB per request.
///
/// Each item is written as by [`put`](crate::Operations::put) or [`delete`](crate::Operations::delete), but without a
/// condition. A batch is not a transaction: each write succeeds or fails on its own. Of several writes of one key the
/// last one wins; earlier ones may be left out. Writes that DynamoDB leaves unprocessed are retried with backoff; see
/// [`retries`](BatchWrite::retries). The batch costs as much as the same number of single writes.
///
/// ```
/// # #[cfg(feature = "local")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_entity::Result<()> {
/// # use dynamo_entity::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
/// # pub struct User { pub user_id: String }
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "CARD#<card_id>", sk = "CARD")]
/// # pub struct Card { pub card_id: String }
/// # #[derive(Table)]
/// # #[table(entities(User, Card))]
/// # pub struct App;
/// # let table = Table::<App>::local().await.expect("a table");
/// let written = table
///     .batch_write()
///     .put(User::builder().user_id("ada"))
///     .put_all((0..40).map(|n| Card::builder().card_id(format!("c{n}"))))
///     .delete::<User>("grace")
///     .delete_all::<Card>(["x1", "x2"])
///     .in_flight(8)
///     .on_progress(|progress| println!("{} of {:?}", progress.done, progress.total))
///     .send()
///     .await?;
/// assert_eq!((written.items, written.requests), (44, 2));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "local"))]
/// # fn main() {}
/// ```
#[must_use = "a batch does nothing until it is sent"]
pub struct BatchWrite<S> {
    pub(super) table: Table<S>,
    pub(super) writes: Writes,
    /// The error of the first write that cannot be sent.
    pub(super) bad: Option<Error>,
    pub(super) options: Options,
}

impl<S: Schema> Table<S> {
    /// Puts and deletes any number of items of several entities: `BatchWriteItem`.
    pub fn batch_write(&self) -> BatchWrite<S> {
        BatchWrite {
            table: self.clone(),
            writes: Writes::default(),
            bad: None,
            options: Options::default(),
        }
    }
}

impl<S: Schema> BatchWrite<S> {
    option_methods!(options);

    /// Puts an item and replaces a stored item with the same key.
    pub fn put<T: BatchItem<S>>(self, item: T) -> Self {
        self.put_all([item])
    }

    /// Puts items of one entity and replaces stored items with the same keys.
    ///
    /// The items are encoded immediately and kept in memory until the batch is sent. For more items than fit in memory,
    /// use [`put_stream`](BatchWrite::put_stream).
    pub fn put_all<T: BatchItem<S>>(mut self, items: impl IntoIterator<Item = T>) -> Self {
        for item in items {
            let write = Write::put(item.into_entity(), &self.table.inner.target());
            self.push(write);
        }
        self
    }

    /// Deletes the item of `E` with this key, if it exists: `.delete::<User>("ada")`.
    pub fn delete<E>(self, key: impl IntoKey<E>) -> Self
    where
        S: Registers<E>,
        E: Batchable,
    {
        self.delete_all::<E>([key])
    }

    /// Deletes the items of `E` with these keys, if they exist: `.delete_all::<Card>(ids)`.
    pub fn delete_all<E>(mut self, keys: impl IntoIterator<Item: IntoKey<E>>) -> Self
    where
        S: Registers<E>,
        E: Batchable,
    {
        for key in keys {
            let write = Write::delete(key.into_key(), &self.table.inner.target());
            self.push(write);
        }
        self
    }

    /// Repeats the unprocessed writes of another batch, as returned by its error.
    pub fn again(mut self, unprocessed: Unprocessed) -> Self {
        if unprocessed.shape == TypeId::of::<S>() {
            for write in unprocessed.writes {
                self.push(Ok(write));
            }
        } else {
            self.push(Err(Error::input(
                "the unprocessed writes belong to a table of another shape; send them to that table",
            )));
        }
        self
    }

    fn push(&mut self, write: Result<Write>) {
        match write {
            Ok(write) => self.writes.push(write),
            Err(bad) => {
                self.bad.get_or_insert(bad);
            }
        }
    }

    /// Returns the requests that [`send`](BatchWrite::send) would send if DynamoDB processed all of them completely.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn requests(&self) -> Result<Vec<BatchWriteItemInput>> {
        if let Some(bad) = &self.bad {
            return Err(bad.duplicate());
        }
        self.options.check()?;
        requests(&self.table.inner, self.writes.clone())
    }

    /// Sends requests until every item is written.
    ///
    /// # Errors
    /// Before anything is sent: the error of the first invalid item or key, if a part cannot be part of a key, a value
    /// cannot be an attribute or the item is over 400 KB; or if [`in_flight`](BatchWrite::in_flight) or the attempts of
    /// [`retries`](BatchWrite::retries) are zero.
    ///
    /// After that: the error of the first request that failed, or [`is_throttled`](Error::is_throttled) if the budget of
    /// [`retries`](BatchWrite::retries) is used up. Requests in flight are completed, no more are sent, and
    /// [`Error::unprocessed`] returns the writes that are not known to be done.
    ///
    /// If the future is dropped, it is unknown which items were written. Instead of a timeout around the future, set
    /// timeouts on the SDK's client and a budget with `retries`.
    pub fn send(self) -> Sending<BatchWritten> {
        let table = self.table.inner();
        match self.bad.or(self.options.check().err()) {
            Some(bad) => Sending::new(async { Err(bad) }),
            None => send(table, TypeId::of::<S>(), self.writes, self.options),
        }
    }
}

impl<S> fmt::Debug for BatchWrite<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchWrite")
            .field("table", &self.table)
            .field("writes", &self.writes)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
