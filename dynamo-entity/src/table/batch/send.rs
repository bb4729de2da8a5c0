//! Sending writes, whoever gathered them, and the batches of one entity.

use std::any::TypeId;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use futures_core::Stream;
use futures_util::stream;

use crate::entity::Entity;
use crate::entity::registry::{Registers, Schema};
use crate::error::Result;
use crate::operation::batch::unprocessed::Unprocessed;
use crate::operation::batch::values::{BatchDelete, BatchPut};
use crate::operation::batch::write::{BatchWritten, Write, Writes, Writing};
use crate::table::batch::stream::{Gather, Gathered};
use crate::wire::in_flight::Flights;
use crate::wire::options::Options;
use crate::wire::sending::Sending;
use crate::wire::table::{Inner, Table};
use crate::wire::target::{Target, incomplete};

impl<E: Entity> BatchPut<E> {
    /// The requests that [`send`](BatchPut::send) would send if DynamoDB did all that they say.
    ///
    /// # Errors
    /// As `send`, before anything is sent.
    pub fn requests<S: Registers<E>>(&self, table: &Table<S>) -> Result<Vec<BatchWriteItemInput>> {
        requests(&table.target(), self.writes(&table.target())?)
    }

    /// Sends the requests until every item is written.
    ///
    /// # Errors
    /// As [`BatchWrite::send`](crate::BatchWrite::send).
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<BatchWritten> {
        send_checked(table, self.writes(&table.inner.target()))
    }
}

impl<E: Entity> BatchDelete<E> {
    /// The requests that [`send`](BatchDelete::send) would send if DynamoDB did all that they say.
    ///
    /// # Errors
    /// As `send`, before anything is sent.
    pub fn requests<S: Registers<E>>(&self, table: &Table<S>) -> Result<Vec<BatchWriteItemInput>> {
        requests(&table.target(), self.writes(&table.target())?)
    }

    /// Sends the requests until every item is deleted.
    ///
    /// # Errors
    /// As [`BatchWrite::send`](crate::BatchWrite::send).
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<BatchWritten> {
        send_checked(table, self.writes(&table.inner.target()))
    }
}

pub(super) fn requests(target: &Target<'_>, writes: Writes) -> Result<Vec<BatchWriteItemInput>> {
    let writing = Writing::to(target);
    let chunks = writes.into_chunks().into_iter();
    chunks
        .map(|chunk| writing.build(&chunk)?.input.build().map_err(incomplete))
        .collect()
}

fn send_checked<S: Schema>(table: &Table<S>, writes: Result<Writes>) -> Sending<BatchWritten> {
    match writes {
        Ok(writes) => send(table.inner(), TypeId::of::<S>(), writes, Options::default()),
        Err(bad) => Sending::new(async { Err(bad) }),
    }
}

/// Sends writes that are all there.
pub(super) fn send(table: Arc<Inner>, shape: TypeId, writes: Writes, options: Options) -> Sending<BatchWritten> {
    Sending::made_by(|| async move {
        let writing = Writing::to(&table.target());
        let flights = Flights::together(Arc::clone(&table), writing, options, writes.len());
        let gathered = Gather::new(flights, writes).run(stream::empty()).await;
        conclude(gathered, &table, shape)
    })
}

/// Sends writes that are there, and then others as they come.
pub(super) async fn send_stream(
    table: Arc<Inner>,
    shape: TypeId,
    first: Writes,
    writes: impl Stream<Item = Result<Write>>,
    options: Options,
) -> Result<BatchWritten> {
    let writing = Writing::to(&table.target());
    let flights = Flights::separately(Arc::clone(&table), writing, options);
    let gathered = Gather::new(flights, first).run(writes).await;
    conclude(gathered, &table, shape)
}

/// What the batch took, or why it ended and what it left.
fn conclude(gathered: Gathered, table: &Inner, shape: TypeId) -> Result<BatchWritten> {
    let progress = gathered.flights.progress;
    let (error, mut left) = gathered.flights.into_left();
    left.extend(gathered.left);
    left.sort_by_key(|write| write.place);
    // Of a stream, items before a bad one may be written.
    let bad = gathered.error.map(|bad| match progress.requests {
        0 => bad,
        _ => bad.after_sending(),
    });
    let Some(error) = error.or(bad) else {
        return Ok(BatchWritten {
            items: progress.done,
            requests: progress.requests,
            consumed_capacity: progress.consumed_capacity,
        });
    };
    if left.is_empty() {
        return Err(error);
    }
    let message = format!(
        "{} of {} writes are not known to be done, `unprocessed` has them",
        left.len(),
        progress.done + left.len()
    );
    let unprocessed = Unprocessed {
        writes: left,
        shape,
        schema: table.schema,
    };
    Err(error.with_undone(unprocessed, message))
}
