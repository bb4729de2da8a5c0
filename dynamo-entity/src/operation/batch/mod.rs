//! `BatchGetItem` and `BatchWriteItem`: what is read or written, in the pieces that DynamoDB takes.

mod get;
mod identity;
mod plan;
mod reading;
mod unprocessed;
mod unread;
mod values;
mod write;

pub use get::{BatchGet, BatchReads};
pub(crate) use identity::{HashIdentity, Identity};
pub(crate) use plan::{Decoding, Found, Plan, Wanted};
pub(super) use plan::{Group, How};
pub(crate) use reading::{BatchFound, Reading};
pub use unprocessed::Unprocessed;
pub use unread::{BatchAnswer, Unread};
pub use values::{BatchDelete, BatchItem, BatchPut};
pub(crate) use write::{Write, WriteChunk, Writes, Writing};

use crate::error::Error;

/// What became of the entries of one request.
#[derive(Debug)]
pub(crate) struct Settled<Entry, Done> {
    pub(crate) done: Vec<Done>,
    /// What is to be sent again.
    pub(crate) left: Vec<Entry>,
    pub(crate) consumed_capacity: f64,
    /// Why the answer makes no sense.
    pub(crate) error: Option<Error>,
}

/// The capacity units of an answer.
fn units(capacity: Option<Vec<aws_sdk_dynamodb::types::ConsumedCapacity>>) -> f64 {
    let tables = capacity.unwrap_or_default();
    tables.iter().filter_map(|table| table.capacity_units).sum()
}
