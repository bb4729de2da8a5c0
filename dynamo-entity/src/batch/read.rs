//! Batch reads of any number of keys and of several entities: `Table::batch_get`.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemInput;

use crate::batch::get::{BatchGet, BatchReads};
use crate::batch::unread::Unread;
use crate::entity::Entity;
use crate::entity::projection::Projected;
use crate::entity::registry::{Registers, Schema};
use crate::error::{Error, Result};
use crate::read::keys::plan::{Decoding, ReadPlan};
use crate::read::keys::send::read;
use crate::read::lenient::Lenient;
use crate::read::page::Readable;
use crate::wire::options::{Options, option_methods};
use crate::wire::sending::Sending;
use crate::wire::table::{Table, TableClient};

/// Reads any number of items of several entities by their primary keys: `BatchGetItem`, up to 100 keys per request.
///
/// Keys of different reads share requests if the reads have the same `ConsistentRead` and `ProjectionExpression`, because
/// a request has only one of each for its table. Duplicate keys are read once, and the item is returned at each of their
/// positions. DynamoDB cuts a response at 16 MB. The missing keys, and those that DynamoDB throttles, are retried; see
/// [`retries`](BatchRead::retries).
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
/// Card::put(Card::builder().card_id("c2")).send(&table).await?;
/// let reads = (User::batch_get(["ada"]), Card::batch_get(["c1", "c2"]));
/// let (users, cards) = table.batch_get(reads).send().await?;
/// assert!(users[0].is_none() && cards[0].is_none() && cards[1].is_some());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "local"))]
/// # fn main() {}
/// ```
#[must_use = "a batch does nothing until it is sent"]
pub struct BatchRead<O> {
    pub(crate) table: Arc<TableClient>,
    plan: Result<ReadPlan>,
    output: Output<O>,
    options: Options,
}

/// A function that makes the output from the found items.
type Output<O> = fn(&mut Decoding) -> Result<O>;

impl<S: Schema> Table<S> {
    /// Reads the items of several `E::batch_get(…)`s, as a tuple, in as few requests as possible: `BatchGetItem`.
    pub fn batch_get<R: BatchReads<S>>(&self, reads: R) -> BatchRead<R::Output> {
        let mut plan = ReadPlan::of(&self.target());
        let planned = reads.__add(&mut plan);
        BatchRead {
            table: self.inner(),
            plan: planned.map(|()| plan),
            output: R::__output,
            options: Options::default(),
        }
    }
}

impl<O: Send + 'static> BatchRead<O> {
    option_methods!(options);

    /// Returns the requests that [`send`](BatchRead::send) would send if DynamoDB processed all of them completely.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn requests(&self) -> Result<Vec<BatchGetItemInput>> {
        self.options.check()?;
        requests(&self.table, self.plan.as_ref().map_err(Error::duplicate)?)
    }

    /// Sends requests until every key is read, and returns an item, or `None`, for each key in the order of the keys.
    ///
    /// # Errors
    /// Before anything is sent: if a part cannot be part of a key, or [`in_flight`](BatchRead::in_flight) or the attempts of
    /// [`retries`](BatchRead::retries) are zero.
    ///
    /// After that: the error of the first request that failed, or [`is_throttled`](Error::is_throttled) if the budget of
    /// [`retries`](BatchRead::retries) is used up. Requests in flight are completed, no more are sent, and
    /// [`Error::unread`] returns the items that were read and the keys that were not. If all keys are read but a stored
    /// item does not match its entity, the error names that item; [`Error::into_readable`] returns the others.
    pub fn send(self) -> Sending<O> {
        Sending::boxed_in_place(|| async move { self.read().await?.strictly(|| Ok(None)) })
    }

    /// Returns the readable items, and separately the key and error of each unreadable item: [`Lenient`].
    pub fn lenient(self) -> Lenient<Self> {
        Lenient(self)
    }

    async fn read(self) -> Result<Readable<O>> {
        let mut plan = self.plan?;
        self.options.check()?;
        if let Err(error) = read(self.table, &mut plan, self.options).await {
            return Err(left(error, plan));
        }
        let mut decoding = plan.into_decoding();
        let items = (self.output)(&mut decoding)?;
        Ok(Readable {
            items,
            unreadable: decoding.unreadable,
        })
    }
}

impl<O: Send + 'static> Lenient<BatchRead<O>> {
    /// Sends requests until every key is read. Returns an item, or `None`, for each key in the order of the keys, and
    /// separately the items that cannot be read; their positions hold `None`.
    ///
    /// # Errors
    /// Fails as [`BatchRead::send`] does, except that an unreadable item is no error.
    pub fn send(self) -> Sending<Readable<O>> {
        Sending::boxed_in_place(|| self.0.read())
    }
}

impl<E: Entity, T: Projected<E>> Lenient<BatchGet<E, T>> {
    /// Sends requests until every key is read. Returns an item, or `None`, for each key in the order of the keys, and
    /// separately the items that cannot be read; their positions hold `None`.
    ///
    /// # Errors
    /// Fails as [`BatchRead::send`] does, except that an unreadable item is no error.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Readable<Vec<Option<T>>>> {
        table.batch_get(self.0).lenient().send()
    }
}

impl<E: Entity, T: Projected<E>> BatchGet<E, T> {
    /// Returns the requests that [`send`](BatchGet::send) would send if DynamoDB processed all of them completely.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn requests<S: Registers<E>>(&self, table: &Table<S>) -> Result<Vec<BatchGetItemInput>> {
        table.batch_get(self.clone()).requests()
    }

    /// Sends requests until every key is read, and returns an item, or `None`, for each key in the order of the keys.
    ///
    /// # Errors
    /// Fails as [`BatchRead::send`] does.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Vec<Option<T>>> {
        table.batch_get(self).send()
    }
}

fn requests(table: &TableClient, plan: &ReadPlan) -> Result<Vec<BatchGetItemInput>> {
    let reading = plan.reading();
    let chunks = plan.chunks().into_iter();
    chunks.map(|chunk| table.shown(reading.request(&chunk))).collect()
}

fn left(error: Error, plan: ReadPlan) -> Error {
    let all: usize = plan.groups.iter().map(|group| group.found.len()).sum();
    let unread = Unread {
        key_names: plan.key_names().to_vec(),
        groups: plan.groups,
        schema: plan.schema,
    };
    let message = format!(
        "{} of {all} keys were not read; `unread` has the keys and the items that were read",
        unread.len()
    );
    error.with_undone(unread, message)
}

impl<O> fmt::Debug for BatchRead<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchRead")
            .field("table", &self.table.name)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
