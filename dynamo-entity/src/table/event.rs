//! What those who look on are told of a request.

use std::fmt;
use std::time::Duration;

use aws_sdk_dynamodb::operation as sdk;

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
    pub(super) request: Request<'e>,
    pub(super) response: Option<Response<'e>>,
    pub(super) error: Option<&'e (dyn std::error::Error + Send + Sync + 'static)>,
}

impl<'e> RequestEvent<'e> {
    /// The request, with its keys and values.
    #[must_use]
    pub fn request(&self) -> Request<'e> {
        self.request
    }

    /// The answer, with its values; `None` if the request failed.
    #[must_use]
    pub fn response(&self) -> Option<Response<'e>> {
        self.response
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

macro_rules! operations {
    ($($name:ident: $module:ident, $input:ident, $output:ident;)*) => {
        /// A request as the SDK has it. It holds keys and values, sensitive ones too.
        #[derive(Clone, Copy)]
        #[non_exhaustive]
        pub enum Request<'e> {
            $(#[doc = concat!("`", stringify!($name), "`")] $name(&'e sdk::$module::$input),)*
        }

        /// An answer as the SDK has it. It holds keys and values, sensitive ones too.
        #[derive(Clone, Copy)]
        #[non_exhaustive]
        pub enum Response<'e> {
            $(#[doc = concat!("`", stringify!($name), "`")] $name(&'e sdk::$module::$output),)*
        }

        impl fmt::Debug for Request<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Request::$name(_) => f.write_str(concat!(stringify!($name), "(..)")),)*
                }
            }
        }

        impl fmt::Debug for Response<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Response::$name(_) => f.write_str(concat!(stringify!($name), "(..)")),)*
                }
            }
        }
    };
}
operations! {
    GetItem: get_item, GetItemInput, GetItemOutput;
    PutItem: put_item, PutItemInput, PutItemOutput;
    UpdateItem: update_item, UpdateItemInput, UpdateItemOutput;
    DeleteItem: delete_item, DeleteItemInput, DeleteItemOutput;
    Query: query, QueryInput, QueryOutput;
    Scan: scan, ScanInput, ScanOutput;
    BatchGetItem: batch_get_item, BatchGetItemInput, BatchGetItemOutput;
    BatchWriteItem: batch_write_item, BatchWriteItemInput, BatchWriteItemOutput;
    TransactGetItems: transact_get_items, TransactGetItemsInput, TransactGetItemsOutput;
    TransactWriteItems: transact_write_items, TransactWriteItemsInput, TransactWriteItemsOutput;
    CreateTable: create_table, CreateTableInput, CreateTableOutput;
    DescribeTable: describe_table, DescribeTableInput, DescribeTableOutput;
    UpdateTimeToLive: update_time_to_live, UpdateTimeToLiveInput, UpdateTimeToLiveOutput;
    DescribeTimeToLive: describe_time_to_live, DescribeTimeToLiveInput, DescribeTimeToLiveOutput;
}
