//! What those who look on are told of a request.

use std::any::Any;
use std::fmt;
use std::time::Duration;

/// One request that was sent and answered, or failed, after all the attempts of the SDK's client.
///
/// Its fields hold names and numbers, no keys and no values, and so does its `Debug`. The
/// [request](RequestEvent::request) and the [response](RequestEvent::response) hold the keys and values themselves,
/// sensitive ones too.
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
    /// Whether the read is consistent, where the request says so.
    pub consistent: Option<bool>,
    /// How many items a batch or transaction is of.
    pub batch_size: Option<usize>,
    /// From sending to the answer, the attempts and pauses of the SDK's client included.
    pub elapsed: Duration,
    /// DynamoDB's error code, or `timeout`, `dispatch_failure`, `construction_failure` or `response_error` where there was
    /// no answer; `None` after success.
    pub error_type: Option<&'e str>,
    /// The read or write capacity units that DynamoDB counted; a request that fails consumes some too, which it does not say.
    pub consumed_capacity: Option<f64>,
    /// How many items a query or scan gave.
    pub count: Option<u64>,
    /// How many items a query or scan read, before filters.
    pub scanned_count: Option<u64>,
    pub(crate) request: &'e dyn Any,
    pub(crate) response: Option<&'e dyn Any>,
    pub(crate) error: Option<&'e (dyn std::error::Error + Send + Sync + 'static)>,
}

impl<'e> RequestEvent<'e> {
    /// The request as the SDK has it, with its keys and values; `None` if it is of another operation.
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

    /// The answer as the SDK has it, with its values; `None` if it is of another operation, or the request failed.
    #[must_use]
    pub fn response<O: 'static>(&self) -> Option<&'e O> {
        self.response?.downcast_ref()
    }

    /// The SDK's error, which may hold an item; `None` after success.
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
