//! The event of a request, which observers receive.

use std::any::Any;
use std::fmt;
use std::time::Duration;

/// A request that was answered or failed, after all attempts of the SDK's client.
///
/// The fields and the `Debug` output hold names and numbers, but no keys and no values. The
/// [request](RequestEvent::request) and the [response](RequestEvent::response) hold the keys and values themselves,
/// including sensitive ones.
///
/// The chapter [Observability](mod@crate::guide::observability) of the guide has examples.
#[non_exhaustive]
pub struct RequestEvent<'e> {
    /// DynamoDB's name of the operation, such as `PutItem`.
    pub operation: &'static str,
    /// The name, or ARN, of the table.
    pub table: &'e str,
    /// The secondary index that is read.
    pub index: Option<&'e str>,
    /// DynamoDB's `Limit` of a query or scan.
    pub limit: Option<i32>,
    /// Whether the read is consistent; `None` if the request does not say.
    pub consistent: Option<bool>,
    /// The number of items in a batch or transaction.
    pub batch_size: Option<usize>,
    /// The time from sending to the answer, including the attempts and pauses of the SDK's client.
    pub elapsed: Duration,
    /// DynamoDB's error code; or, without an answer, `timeout`, `dispatch_failure`, `construction_failure` or
    /// `response_error`. `None` after success.
    pub error_type: Option<&'e str>,
    /// The read or write capacity units that DynamoDB counted. A failed request consumes some too, but DynamoDB does not
    /// report them.
    pub consumed_capacity: Option<f64>,
    /// How many items a query or scan returned.
    pub count: Option<u64>,
    /// How many items a query or scan read, before filters.
    pub scanned_count: Option<u64>,
    pub(crate) request: &'e dyn Any,
    pub(crate) response: Option<&'e dyn Any>,
    pub(crate) error: Option<&'e (dyn std::error::Error + Send + Sync + 'static)>,
}

impl<'e> RequestEvent<'e> {
    /// Returns the SDK's input, with its keys and values; `None` if `I` is the input of another operation.
    ///
    /// ```
    /// # use dynamo_entity::observe::RequestEvent;
    /// use aws_sdk_dynamodb::operation::query::QueryInput;
    ///
    /// # fn hook(event: &RequestEvent<'_>) {
    /// if let Some(query) = event.request::<QueryInput>() {
    ///     println!("{:?}", query.filter_expression());
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn request<I: 'static>(&self) -> Option<&'e I> {
        self.request.downcast_ref()
    }

    /// Returns the SDK's output, with its values; `None` if `O` is the output of another operation, or the request failed.
    #[must_use]
    pub fn response<O: 'static>(&self) -> Option<&'e O> {
        self.response?.downcast_ref()
    }

    /// Returns the SDK's error, which may hold an item; `None` after success.
    #[must_use]
    pub fn error(&self) -> Option<&'e (dyn std::error::Error + Send + Sync + 'static)> {
        self.error
    }
}

impl fmt::Debug for RequestEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestEvent")
            .field("operation", &self.operation)
            .field("table", &self.table)
            .field("index", &self.index)
            .field("limit", &self.limit)
            .field("consistent", &self.consistent)
            .field("batch_size", &self.batch_size)
            .field("elapsed", &self.elapsed)
            .field("error_type", &self.error_type)
            .field("consumed_capacity", &self.consumed_capacity)
            .field("count", &self.count)
            .field("scanned_count", &self.scanned_count)
            .finish_non_exhaustive()
    }
}
