//! Batches: any number of reads and writes, packed into the requests that DynamoDB accepts, with retries until all are
//! done.

pub(crate) mod get;
pub(crate) mod put;
mod queue;
pub(crate) mod read;
mod send;
pub(crate) mod stream;
pub(crate) mod unprocessed;
pub(crate) mod unread;
pub(crate) mod write;
pub(crate) mod writing;
