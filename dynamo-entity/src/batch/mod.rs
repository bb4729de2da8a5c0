//! Batches: any number of reads and writes, in the requests that DynamoDB takes, until all is done.

pub(crate) mod get;
pub(crate) mod put;
mod queue;
pub(crate) mod read;
mod send;
pub(crate) mod unprocessed;
pub(crate) mod unread;
pub(crate) mod write;
pub(crate) mod writing;
