//! `BatchGetItem` and `BatchWriteItem`: what is read or written, in the pieces that DynamoDB takes.

pub(crate) mod get;
pub(crate) mod identity;
pub(crate) mod plan;
pub(crate) mod reading;
pub(crate) mod unprocessed;
pub(crate) mod unread;
pub(crate) mod values;
pub(crate) mod write;

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
