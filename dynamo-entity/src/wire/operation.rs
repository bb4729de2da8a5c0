//! The operations of DynamoDB: how each is sent, and what observers learn of it.

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use aws_sdk_dynamodb::{Client, operation as sdk};

/// A request of one DynamoDB operation, ready to be sent.
pub(crate) trait Call: Clone + Send + Sized {
    /// The SDK's input.
    type Input: std::fmt::Debug + Send + Sync + 'static;
    /// The SDK's output.
    type Output: Send + 'static;
    /// The SDK's error.
    type Error: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static;

    const OPERATION: &'static str;

    fn send(self, client: &Client) -> impl Future<Output = CallResult<Self>> + Send;
    /// Asks for the consumed capacity, unless the request already has a setting for it.
    fn returning_capacity(self) -> Self;
    fn asked(&self) -> RequestFacts;
    fn answered(output: &Self::Output) -> ResponseFacts<'_>;
    fn input(self) -> Option<Self::Input>;
}

/// The result of a request.
pub(super) type CallResult<C> = Result<<C as Call>::Output, SdkError<<C as Call>::Error, HttpResponse>>;

/// Facts about a request that reveal no values.
#[derive(Debug, Default)]
pub(crate) struct RequestFacts {
    pub(crate) index: Option<String>,
    pub(crate) limit: Option<i32>,
    pub(crate) consistent: Option<bool>,
    /// The number of items in a batch or transaction.
    pub(crate) batch_size: Option<usize>,
}

/// Facts about an answer that reveal no values.
#[derive(Debug, Default)]
pub(crate) struct ResponseFacts<'o> {
    pub(crate) capacity: &'o [ConsumedCapacity],
    pub(crate) count: Option<u64>,
    pub(crate) scanned_count: Option<u64>,
}

impl ResponseFacts<'_> {
    /// Returns the capacity units of all tables together; `None` if DynamoDB did not report any.
    pub(crate) fn units(&self) -> Option<f64> {
        let units = self.capacity.iter().filter_map(|capacity| capacity.capacity_units);
        units.reduce(|sum, units| sum + units)
    }
}

/// How an operation reports the capacity it consumed: not at all, for one table, or for each table.
macro_rules! capacity {
    (ask none $request:ident) => {
        $request
    };
    (ask $some:ident $request:ident) => {
        match $request.get_return_consumed_capacity() {
            Some(_) => $request,
            None => $request.return_consumed_capacity(ReturnConsumedCapacity::Total),
        }
    };
    (of none $output:ident) => {
        &[]
    };
    (of one $output:ident) => {
        $output.consumed_capacity.as_slice()
    };
    (of each $output:ident) => {
        $output.consumed_capacity.as_deref().unwrap_or_default()
    };
}

macro_rules! calls {
    ($($name:ident of $module:ident: $builder:ident, $input:ident, $output:ident, $error:ident,
       capacity $capacity:ident $(, asked |$request:ident| $asked:expr)? $(, counts $counts:ident)?;)*) => {$(
        impl Call for sdk::$module::builders::$builder {
            type Input = sdk::$module::$input;
            type Output = sdk::$module::$output;
            type Error = sdk::$module::$error;

            const OPERATION: &'static str = stringify!($name);

            async fn send(self, client: &Client) -> CallResult<Self> {
                self.send_with(client).await
            }

            fn returning_capacity(self) -> Self {
                let request = self;
                capacity!(ask $capacity request)
            }

            fn asked(&self) -> RequestFacts {
                $(
                    let $request = self;
                    return $asked;
                )?
                #[allow(unreachable_code)]
                RequestFacts::default()
            }

            fn answered(output: &Self::Output) -> ResponseFacts<'_> {
                // Some outputs have neither capacity nor counts.
                let _ = output;
                #[allow(clippy::needless_update)]
                ResponseFacts {
                    capacity: capacity!(of $capacity output),
                    $(
                        count: u64::try_from(output.$counts).ok(),
                        scanned_count: u64::try_from(output.scanned_count).ok(),
                    )?
                    ..ResponseFacts::default()
                }
            }

            fn input(self) -> Option<Self::Input> {
                self.build().ok()
            }
        }
    )*};
}
calls! {
    GetItem of get_item: GetItemInputBuilder, GetItemInput, GetItemOutput, GetItemError, capacity one,
        asked |request| RequestFacts { consistent: *request.get_consistent_read(), ..RequestFacts::default() };
    PutItem of put_item: PutItemInputBuilder, PutItemInput, PutItemOutput, PutItemError, capacity one;
    UpdateItem of update_item: UpdateItemInputBuilder, UpdateItemInput, UpdateItemOutput, UpdateItemError, capacity one;
    DeleteItem of delete_item: DeleteItemInputBuilder, DeleteItemInput, DeleteItemOutput, DeleteItemError, capacity one;
    Query of query: QueryInputBuilder, QueryInput, QueryOutput, QueryError, capacity one,
        asked |request| RequestFacts {
            index: request.get_index_name().clone(),
            limit: *request.get_limit(),
            consistent: *request.get_consistent_read(),
            batch_size: None,
        },
        counts count;
    Scan of scan: ScanInputBuilder, ScanInput, ScanOutput, ScanError, capacity one,
        asked |request| RequestFacts {
            index: request.get_index_name().clone(),
            limit: *request.get_limit(),
            consistent: *request.get_consistent_read(),
            batch_size: None,
        },
        counts count;
    BatchGetItem of batch_get_item: BatchGetItemInputBuilder, BatchGetItemInput, BatchGetItemOutput, BatchGetItemError,
        capacity each,
        asked |request| {
            let tables = request.get_request_items().iter().flat_map(|tables| tables.values());
            batch(tables.map(|table| table.keys.len()).sum())
        };
    BatchWriteItem of batch_write_item: BatchWriteItemInputBuilder, BatchWriteItemInput, BatchWriteItemOutput,
        BatchWriteItemError, capacity each,
        asked |request| {
            let tables = request.get_request_items().iter().flat_map(|tables| tables.values());
            batch(tables.map(Vec::len).sum())
        };
    TransactGetItems of transact_get_items: TransactGetItemsInputBuilder, TransactGetItemsInput, TransactGetItemsOutput,
        TransactGetItemsError, capacity each,
        asked |request| batch(request.get_transact_items().iter().flatten().count());
    TransactWriteItems of transact_write_items: TransactWriteItemsInputBuilder, TransactWriteItemsInput,
        TransactWriteItemsOutput, TransactWriteItemsError, capacity each,
        asked |request| batch(request.get_transact_items().iter().flatten().count());
    CreateTable of create_table: CreateTableInputBuilder, CreateTableInput, CreateTableOutput, CreateTableError,
        capacity none;
    DescribeTable of describe_table: DescribeTableInputBuilder, DescribeTableInput, DescribeTableOutput,
        DescribeTableError, capacity none;
    UpdateTimeToLive of update_time_to_live: UpdateTimeToLiveInputBuilder, UpdateTimeToLiveInput, UpdateTimeToLiveOutput,
        UpdateTimeToLiveError, capacity none;
    DescribeTimeToLive of describe_time_to_live: DescribeTimeToLiveInputBuilder, DescribeTimeToLiveInput,
        DescribeTimeToLiveOutput, DescribeTimeToLiveError, capacity none;
}

fn batch(size: usize) -> RequestFacts {
    RequestFacts {
        batch_size: Some(size),
        ..RequestFacts::default()
    }
}
