//! Sending writes of any number and of several entities.

use std::any::TypeId;
use std::fmt;

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use futures_core::Stream;
use futures_util::StreamExt;

use crate::batch::put::BatchItem;
use crate::batch::send::{requests, send, send_stream};
use crate::batch::unprocessed::Unprocessed;
use crate::batch::writing::{BatchWritten, Write, Writes};
use crate::entity::alone::Batchable;
use crate::entity::key::IntoKey;
use crate::entity::registry::{Registers, Schema};
use crate::error::{Error, Result};
use crate::wire::options::{Options, option_methods};
use crate::wire::sending::Sending;
use crate::wire::table::Table;

/// Puts and deletes any number of items of several entities: `BatchWriteItem`, up to 25 items and 16 MB to a request.
///
/// Each item is written as [`put`](crate::Operations::put) and [`delete`](crate::Operations::delete) do, without a condition,
/// and by itself: a batch is no transaction. Of several writes of one key the last one counts; earlier ones may be left out.
/// What DynamoDB leaves unprocessed is sent again, with pauses; see [`retries`](BatchWrite::retries). What it costs is what
/// as many single writes would.
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
    table: Table<S>,
    writes: Writes,
    /// The first write that DynamoDB would refuse.
    bad: Option<Error>,
    options: Options,
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
    option_methods!();

    /// Puts an item, and replaces what is there.
    pub fn put<T: BatchItem<S>>(self, item: T) -> Self {
        self.put_all([item])
    }

    /// Puts items of one entity, and replaces what is there.
    ///
    /// They are encoded here and now, and held until the batch is sent; [`put_stream`](BatchWrite::put_stream) is for more
    /// than fit in memory.
    pub fn put_all<T: BatchItem<S>>(mut self, items: impl IntoIterator<Item = T>) -> Self {
        for item in items {
            let write = Write::put(item.into_entity(), &self.table.inner.target());
            self.push(write);
        }
        self
    }

    /// Deletes the item of `E` with this key, if there is one: `.delete::<User>("ada")`.
    pub fn delete<E>(self, key: impl IntoKey<E>) -> Self
    where
        S: Registers<E>,
        E: Batchable,
    {
        self.delete_all::<E>([key])
    }

    /// Deletes the items of `E` with these keys, where there is one: `.delete_all::<Card>(ids)`.
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

    /// Writes again what another batch did not do, as its error gave it back.
    pub fn again(mut self, unprocessed: Unprocessed) -> Self {
        if unprocessed.shape == TypeId::of::<S>() {
            for write in unprocessed.writes {
                self.push(Ok(write));
            }
        } else {
            self.push(Err(Error::input(
                "what was not done is of a table of another shape, give it to a table of its own",
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

    /// The requests that [`send`](BatchWrite::send) would send if DynamoDB did all that they say.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn requests(self) -> Result<Vec<BatchWriteItemInput>> {
        match self.bad {
            Some(bad) => Err(bad),
            None => self
                .options
                .check()
                .and_then(|()| requests(&self.table.target(), self.writes)),
        }
    }

    /// Sends the requests until every item is written.
    ///
    /// # Errors
    /// Before anything is sent: the first item or key that DynamoDB would refuse, if a part cannot be part of a key, a value
    /// cannot be an attribute or the item is over 400 KB.
    ///
    /// After that: the first request that failed, or [`is_throttled`](Error::is_throttled) if the budget of
    /// [`retries`](BatchWrite::retries) is used up. Requests under way are answered, no further ones are sent, and
    /// [`Error::unprocessed`] has what is not known to be done.
    ///
    /// Dropping the future leaves unknown what was written; a timeout is better given to the SDK's client, and a budget to
    /// `retries`.
    pub fn send(self) -> Sending<BatchWritten> {
        let table = self.table.inner();
        match self.bad.or(self.options.check().err()) {
            Some(bad) => Sending::new(async { Err(bad) }),
            None => send(table, TypeId::of::<S>(), self.writes, self.options),
        }
    }

    /// Puts the items of a stream, and replaces what is there, after the writes that the batch has already. No more is held
    /// than the requests under way, and one that waits for them.
    ///
    /// A request is sent as soon as it is full. Two writes of one key are done in their order, and the earlier one may be left
    /// out. An iterator is a stream by `futures::stream::iter`, and given a `&mut` stream what was not pulled stays in it.
    ///
    /// ```
    /// # #[cfg(feature = "local")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_entity::Result<()> {
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "CARD#<card_id>", sk = "CARD")]
    /// # pub struct Card { pub card_id: String }
    /// # #[derive(Table)]
    /// # #[table(entities(Card))]
    /// # pub struct App;
    /// # let table = Table::<App>::local().await.expect("a table");
    /// let cards = (0..100).map(|n| Card::builder().card_id(format!("c{n}")));
    /// let cards = futures_util::stream::iter(cards);
    /// let written = table.batch_write().in_flight(8).put_stream(cards).await?;
    /// assert_eq!(written.items, 100);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "local"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// As [`send`](BatchWrite::send), but that an item is checked when it comes: what came before a bad one is written. The
    /// error then says nothing of [`is_invalid_key`](Error::is_invalid_key) and the like, by which nothing was sent; the one that
    /// does is its `source()`.
    pub async fn put_stream<T: BatchItem<S>>(self, items: impl Stream<Item = T>) -> Result<BatchWritten> {
        let table = self.table.clone();
        let writes = items.map(|item| Write::put(item.into_entity(), &table.inner.target()));
        self.send_stream(writes).await
    }

    /// Deletes the items of `E` with the keys of a stream, after the writes that the batch has already, as
    /// [`put_stream`](BatchWrite::put_stream) puts.
    ///
    /// # Errors
    /// As `put_stream`.
    pub async fn delete_stream<E>(self, keys: impl Stream<Item: IntoKey<E>>) -> Result<BatchWritten>
    where
        S: Registers<E>,
        E: Batchable,
    {
        let table = self.table.clone();
        let writes = keys.map(|key| Write::delete(key.into_key(), &table.inner.target()));
        self.send_stream(writes).await
    }

    async fn send_stream(self, writes: impl Stream<Item = Result<Write>>) -> Result<BatchWritten> {
        if let Some(bad) = self.bad {
            return Err(bad);
        }
        self.options.check()?;
        send_stream(self.table.inner(), TypeId::of::<S>(), self.writes, writes, self.options).await
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
