//! Sends the writes of a batch and concludes with the result or the unprocessed writes.

use std::any::TypeId;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use futures_core::Stream;
use futures_util::stream;

use crate::batch::queue::{Gathered, WriteQueue};
use crate::batch::unprocessed::Unprocessed;
use crate::batch::writing::{BatchWritten, Write, Writes, Writing};
use crate::error::Result;
use crate::wire::in_flight::InFlight;
use crate::wire::options::Options;
use crate::wire::sending::Sending;
use crate::wire::table::TableClient;

pub(super) fn requests(table: &TableClient, writes: Writes) -> Result<Vec<BatchWriteItemInput>> {
    let writing = Writing::to(&table.target());
    let chunks = writes.into_chunks().into_iter();
    chunks.map(|chunk| table.shown(writing.request(&chunk))).collect()
}

/// Sends a complete set of writes.
pub(super) fn send(table: Arc<TableClient>, shape: TypeId, writes: Writes, options: Options) -> Sending<BatchWritten> {
    Sending::boxed_in_place(|| async move {
        let writing = Writing::to(&table.target());
        let in_flight = InFlight::together(Arc::clone(&table), writing, options, writes.len());
        let gathered = WriteQueue::new(in_flight, writes).run(stream::empty()).await;
        conclude(gathered, &table, shape)
    })
}

/// Sends a set of writes, and then the writes of a stream.
pub(super) async fn send_stream(
    table: Arc<TableClient>,
    shape: TypeId,
    first: Writes,
    writes: impl Stream<Item = Result<Write>>,
    options: Options,
) -> Result<BatchWritten> {
    let writing = Writing::to(&table.target());
    let in_flight = InFlight::separately(Arc::clone(&table), writing, options);
    let gathered = WriteQueue::new(in_flight, first).run(writes).await;
    conclude(gathered, &table, shape)
}

/// Returns the totals of the batch, or its error with the unprocessed writes.
fn conclude(gathered: Gathered, table: &TableClient, shape: TypeId) -> Result<BatchWritten> {
    let progress = gathered.in_flight.progress;
    let (error, mut left) = gathered.in_flight.into_left();
    left.extend(gathered.left);
    left.sort_by_key(|write| write.place);
    // In a stream, the items before a bad one may have been written.
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
        "{} of {} writes may not have been done; `unprocessed` has them",
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
