//! Sending reads of any number of keys and of several entities.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemInput;

use crate::batch::get::{BatchGet, BatchReads};
use crate::batch::unread::Unread;
use crate::codec::written::Encoding;
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
use crate::wire::target::incomplete;

/// Reads any number of items of several entities by their primary keys: `BatchGetItem`, up to 100 keys to a request.
///
/// The keys of all reads are packed together, but for those that are read in another way: a request has one
/// `ConsistentRead` and one `ProjectionExpression` for its table. A key that comes twice is read once and given to each
/// place. An answer is cut at 16 MB; what it lacks, and what DynamoDB throttles, is asked for again, see
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

/// What makes the result of what was found.
type Output<O> = fn(&mut Decoding) -> Result<O>;

impl<S: Schema> Table<S> {
    /// Reads the items of several `E::batch_get(…)`s, as a tuple, in as few requests as DynamoDB allows: `BatchGetItem`.
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
    option_methods!();

    /// The requests that [`send`](BatchRead::send) would send if DynamoDB did all that they say.
    ///
    /// # Errors
    /// If a part cannot be part of a key.
    pub fn requests(self) -> Result<Vec<BatchGetItemInput>> {
        self.options.check()?;
        self.plan.and_then(requests)
    }

    /// Sends the requests until every key is read, and gives an item, or `None`, for each key in the order of the keys.
    ///
    /// # Errors
    /// Before anything is sent: if a part cannot be part of a key.
    ///
    /// After that: the first request that failed, or [`is_throttled`](Error::is_throttled) if the budget of
    /// [`retries`](BatchRead::retries) is used up. Requests under way are answered, no further ones are sent, and
    /// [`Error::unread`] has the items that were read and the keys that were not. If all are read, and a stored item is not
    /// what the entity says, an error that names it; [`Error::into_readable`] has the others.
    pub fn send(self) -> Sending<O> {
        Sending::boxed_in_place(|| async move { self.read().await?.strictly(|| Ok(None)) })
    }

    /// Gives the items that can be read, and beside them the key and the error of each that cannot: [`Lenient`].
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
    /// Sends the requests until every key is read, and gives an item, or `None`, for each key in the order of the keys; and
    /// the items that cannot be read, whose places are `None`.
    ///
    /// # Errors
    /// As [`BatchRead::send`], but for an item that cannot be read.
    pub fn send(self) -> Sending<Readable<O>> {
        Sending::boxed_in_place(|| self.0.read())
    }
}

impl<E: Entity, T: Projected<E>> Lenient<BatchGet<E, T>> {
    /// Sends the requests until every key is read, and gives an item, or `None`, for each key in the order of the keys; and
    /// the items that cannot be read, whose places are `None`.
    ///
    /// # Errors
    /// As [`BatchRead::send`], but for an item that cannot be read.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Readable<Vec<Option<T>>>> {
        table.batch_get(self.0).lenient().send()
    }
}

impl<E: Entity, T: Projected<E>> BatchGet<E, T> {
    /// The requests that [`send`](BatchGet::send) would send if DynamoDB did all that they say.
    ///
    /// # Errors
    /// If a part cannot be part of a key.
    pub fn requests<S: Registers<E>>(&self, table: &Table<S>) -> Result<Vec<BatchGetItemInput>> {
        table.batch_get(self.clone()).requests()
    }

    /// Sends the requests until every key is read, and gives an item, or `None`, for each key in the order of the keys.
    ///
    /// # Errors
    /// As [`BatchRead::send`].
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Vec<Option<T>>> {
        table.batch_get(self).send()
    }
}

fn requests(mut plan: ReadPlan) -> Result<Vec<BatchGetItemInput>> {
    let chunks = plan.take_chunks().into_iter();
    let reading = plan.reading(Encoding::Attributes);
    chunks
        .map(|chunk| reading.build(&chunk)?.input.build().map_err(incomplete))
        .collect()
}

fn left(error: Error, plan: ReadPlan) -> Error {
    let all: usize = plan.groups.iter().map(|group| group.found.len()).sum();
    let unread = Unread {
        key_names: plan.key_names().to_vec(),
        groups: plan.groups,
        schema: plan.schema,
    };
    let message = format!("{} of {all} keys were not read, `unread` has what was", unread.len());
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
