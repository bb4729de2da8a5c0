//! The progress of a batch.

/// The progress of a batch, after an answer to one of its requests.
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// Items written, or keys read, so far. A duplicate key counts once.
    pub done: usize,
    /// The total number of items or keys; `None` for a stream.
    pub total: Option<usize>,
    /// How many times an item or key was retried, because DynamoDB left it unprocessed or throttled its request.
    pub retried: usize,
    /// Requests sent, not counting the SDK client's own retries.
    pub requests: u64,
    /// The capacity units that DynamoDB counted.
    pub consumed_capacity: f64,
}
