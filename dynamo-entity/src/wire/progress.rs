//! How far a batch is.

/// How far a batch is, after an answer to one of its requests.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// Items written, or keys read, so far. A key that was given twice counts once.
    pub done: usize,
    /// How many there are in all; `None` for a stream.
    pub total: Option<usize>,
    /// How often one was sent again, because DynamoDB left it unprocessed or throttled its request.
    pub retried: usize,
    /// Requests that were sent, without those that the SDK's client repeated by itself.
    pub requests: u64,
    /// The capacity units that DynamoDB counted.
    pub consumed_capacity: f64,
}
