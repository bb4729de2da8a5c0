//! Sending batches: any number of reads and writes, in the requests that DynamoDB takes, until all is done.

pub(crate) mod read;
mod send;
mod stream;
pub(crate) mod write;
