//! `BatchGetItem` and `BatchWriteItem`: what is read or written, in the pieces that DynamoDB takes.

pub(crate) mod get;
pub(crate) mod unprocessed;
pub(crate) mod unread;
pub(crate) mod values;
pub(crate) mod write;
