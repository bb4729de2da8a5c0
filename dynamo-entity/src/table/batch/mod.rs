//! Sending batches: any number of reads and writes, in the requests that DynamoDB takes, until all is done.

mod flights;
mod options;
mod progress;
mod read;
mod send;
mod stream;
mod write;

pub use progress::{BatchWritten, Progress};
pub use read::BatchRead;
pub(super) use read::read_all;
pub use write::BatchWrite;

use options::Options;
