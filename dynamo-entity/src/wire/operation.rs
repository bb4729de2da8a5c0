//! DynamoDB's operations: their types in the SDK, and how the SDK sends them.

use std::fmt;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::config::{Builder as ConfigBuilder, Intercept};
use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation as sdk;
use aws_sdk_dynamodb::types::ConsumedCapacity;

/// An operation of DynamoDB. The implementors are the SDK's markers, such as `PutItem`.
pub(crate) trait Operation: 'static {
    /// The SDK's input under construction, with its client.
    type Builder: Send;
    /// The SDK's input.
    type Input: Send + Sync + 'static;
    /// The SDK's output.
    type Output: fmt::Debug + Send + Sync + 'static;
    /// The SDK's error.
    type Error: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static;

    const NAME: &'static str;

    /// Returns an empty input.
    fn builder(client: &Client) -> Self::Builder;

    /// Returns the input that [`send`](Operation::send) sends.
    fn input(builder: &Self::Builder) -> Result<Self::Input, BuildError>;

    /// Sends the input. The client's configuration is used, but for the settings in `overrides`.
    fn send(
        builder: Self::Builder,
        interceptor: impl Intercept + 'static,
        overrides: Option<ConfigBuilder>,
    ) -> impl Future<Output = Result<Self::Output, Failure<Self>>> + Send;

    fn answered(output: &Self::Output) -> ResponseFacts<'_>;
}

/// The SDK's error of a request.
pub(crate) type Failure<O> = SdkError<<O as Operation>::Error, HttpResponse>;

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

/// The consumed capacity in an output: none, of one table, or of each table.
macro_rules! capacity {
    (none $output:ident) => {
        &[]
    };
    (one $output:ident) => {
        $output.consumed_capacity.as_slice()
    };
    (each $output:ident) => {
        $output.consumed_capacity.as_deref().unwrap_or_default()
    };
}

macro_rules! operations {
    ($($operation:ident of $module:ident: $builder:ident, $input:ident, $output:ident, $error:ident,
       capacity $capacity:ident $(, counts $counts:ident)?;)*) => {$(
        impl Operation for sdk::$module::$operation {
            type Builder = sdk::$module::builders::$builder;
            type Input = sdk::$module::$input;
            type Output = sdk::$module::$output;
            type Error = sdk::$module::$error;

            const NAME: &'static str = stringify!($operation);

            fn builder(client: &Client) -> Self::Builder {
                client.$module()
            }

            fn input(builder: &Self::Builder) -> Result<Self::Input, BuildError> {
                builder.as_input().clone().build()
            }

            async fn send(
                builder: Self::Builder,
                interceptor: impl Intercept + 'static,
                overrides: Option<ConfigBuilder>,
            ) -> Result<Self::Output, Failure<Self>> {
                let mut operation = builder.customize().interceptor(interceptor);
                if let Some(overrides) = overrides {
                    operation = operation.config_override(overrides);
                }
                operation.send().await
            }

            fn answered(output: &Self::Output) -> ResponseFacts<'_> {
                // Some outputs have neither capacity nor counts.
                let _ = output;
                #[allow(clippy::needless_update)]
                ResponseFacts {
                    capacity: capacity!($capacity output),
                    $(
                        count: u64::try_from(output.$counts).ok(),
                        scanned_count: u64::try_from(output.scanned_count).ok(),
                    )?
                    ..ResponseFacts::default()
                }
            }
        }
    )*};
}
operations! {
    GetItem of get_item: GetItemFluentBuilder, GetItemInput, GetItemOutput, GetItemError, capacity one;
    PutItem of put_item: PutItemFluentBuilder, PutItemInput, PutItemOutput, PutItemError, capacity one;
    UpdateItem of update_item: UpdateItemFluentBuilder, UpdateItemInput, UpdateItemOutput, UpdateItemError, capacity one;
    DeleteItem of delete_item: DeleteItemFluentBuilder, DeleteItemInput, DeleteItemOutput, DeleteItemError, capacity one;
    Query of query: QueryFluentBuilder, QueryInput, QueryOutput, QueryError, capacity one, counts count;
    Scan of scan: ScanFluentBuilder, ScanInput, ScanOutput, ScanError, capacity one, counts count;
    BatchGetItem of batch_get_item: BatchGetItemFluentBuilder, BatchGetItemInput, BatchGetItemOutput, BatchGetItemError,
        capacity each;
    BatchWriteItem of batch_write_item: BatchWriteItemFluentBuilder, BatchWriteItemInput, BatchWriteItemOutput,
        BatchWriteItemError, capacity each;
    TransactGetItems of transact_get_items: TransactGetItemsFluentBuilder, TransactGetItemsInput, TransactGetItemsOutput,
        TransactGetItemsError, capacity each;
    TransactWriteItems of transact_write_items: TransactWriteItemsFluentBuilder, TransactWriteItemsInput,
        TransactWriteItemsOutput, TransactWriteItemsError, capacity each;
    CreateTable of create_table: CreateTableFluentBuilder, CreateTableInput, CreateTableOutput, CreateTableError,
        capacity none;
    DescribeTable of describe_table: DescribeTableFluentBuilder, DescribeTableInput, DescribeTableOutput,
        DescribeTableError, capacity none;
    UpdateTimeToLive of update_time_to_live: UpdateTimeToLiveFluentBuilder, UpdateTimeToLiveInput, UpdateTimeToLiveOutput,
        UpdateTimeToLiveError, capacity none;
    DescribeTimeToLive of describe_time_to_live: DescribeTimeToLiveFluentBuilder, DescribeTimeToLiveInput,
        DescribeTimeToLiveOutput, DescribeTimeToLiveError, capacity none;
}
