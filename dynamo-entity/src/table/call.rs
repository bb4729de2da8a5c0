//! The one place where a request leaves: every operation of every module of `table` goes through [`Inner::call`].

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation as sdk;

use super::Inner;

/// One operation of DynamoDB, as a request that is ready to be sent.
pub(super) trait Call: Send + Sized {
    /// What DynamoDB answers.
    type Output: Send;
    /// How it refuses.
    type Error: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static;

    fn send(self, client: &Client) -> impl Future<Output = Answer<Self>> + Send;
}

/// What comes back of a request.
pub(super) type Answer<C> = Result<<C as Call>::Output, SdkError<<C as Call>::Error, HttpResponse>>;

macro_rules! calls {
    ($($module:ident: $builder:ident, $output:ident, $error:ident;)*) => {$(
        impl Call for sdk::$module::builders::$builder {
            type Output = sdk::$module::$output;
            type Error = sdk::$module::$error;

            async fn send(self, client: &Client) -> Answer<Self> {
                self.send_with(client).await
            }
        }
    )*};
}
calls! {
    get_item: GetItemInputBuilder, GetItemOutput, GetItemError;
    put_item: PutItemInputBuilder, PutItemOutput, PutItemError;
    update_item: UpdateItemInputBuilder, UpdateItemOutput, UpdateItemError;
    delete_item: DeleteItemInputBuilder, DeleteItemOutput, DeleteItemError;
    query: QueryInputBuilder, QueryOutput, QueryError;
    scan: ScanInputBuilder, ScanOutput, ScanError;
    batch_get_item: BatchGetItemInputBuilder, BatchGetItemOutput, BatchGetItemError;
    batch_write_item: BatchWriteItemInputBuilder, BatchWriteItemOutput, BatchWriteItemError;
    transact_get_items: TransactGetItemsInputBuilder, TransactGetItemsOutput, TransactGetItemsError;
    transact_write_items: TransactWriteItemsInputBuilder, TransactWriteItemsOutput, TransactWriteItemsError;
    create_table: CreateTableInputBuilder, CreateTableOutput, CreateTableError;
    describe_table: DescribeTableInputBuilder, DescribeTableOutput, DescribeTableError;
    update_time_to_live: UpdateTimeToLiveInputBuilder, UpdateTimeToLiveOutput, UpdateTimeToLiveError;
    describe_time_to_live: DescribeTimeToLiveInputBuilder, DescribeTimeToLiveOutput, DescribeTimeToLiveError;
}

impl Inner {
    /// Sends a request.
    pub(super) async fn call<C: Call>(&self, call: C) -> Answer<C> {
        call.send(&self.client).await
    }
}
