//! Answers as DynamoDB's JSON: the SDK's client signs, sends, tries again and reads errors, and leaves what an answer says to
//! be read in place.
//!
//! An interceptor of the one request puts its own deserializer in the place of the SDK's once there is an answer that is no
//! error.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::config::interceptors::BeforeDeserializationInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::{BoxError, SdkError};
use aws_sdk_dynamodb::operation as sdk;
use aws_smithy_runtime_api::client::interceptors::context::{Error as AnyError, Output as AnyOutput};
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use super::call::{Answer, Call};
use crate::codec::CodecError;
use crate::error::{Error, Result};

/// An operation whose answer can be read in place.
pub(super) trait Direct: Call<Output: fmt::Debug + Sync> {
    /// An answer that says nothing.
    fn nothing() -> Self::Output;

    /// Sends the request with an interceptor of its own.
    fn send_with_interceptor(
        self,
        client: &Client,
        interceptor: impl Intercept + 'static,
    ) -> impl Future<Output = Answer<Self>> + Send;
}

// The builders of inputs send without interceptors, and those that take one are not made of them, so that each member moves.
macro_rules! direct {
    ($($module:ident: $builder:ident, $output:ident, $($member:ident $set:ident),*;)*) => {$(
        impl Direct for sdk::$module::builders::$builder {
            fn nothing() -> Self::Output {
                sdk::$module::$output::builder().build()
            }

            async fn send_with_interceptor(
                self,
                client: &Client,
                interceptor: impl Intercept + 'static,
            ) -> Answer<Self> {
                let input = self.build().map_err(SdkError::construction_failure)?;
                let request = client.$module()$(.$set(input.$member))*;
                request.customize().interceptor(interceptor).send().await
            }
        }
    )*};
}
direct! {
    get_item: GetItemInputBuilder, GetItemOutput,
        table_name set_table_name, key set_key, consistent_read set_consistent_read,
        return_consumed_capacity set_return_consumed_capacity, projection_expression set_projection_expression,
        expression_attribute_names set_expression_attribute_names;
    query: QueryInputBuilder, QueryOutput,
        table_name set_table_name, index_name set_index_name, select set_select, limit set_limit,
        consistent_read set_consistent_read, scan_index_forward set_scan_index_forward,
        exclusive_start_key set_exclusive_start_key, return_consumed_capacity set_return_consumed_capacity,
        projection_expression set_projection_expression, filter_expression set_filter_expression,
        key_condition_expression set_key_condition_expression,
        expression_attribute_names set_expression_attribute_names,
        expression_attribute_values set_expression_attribute_values;
    scan: ScanInputBuilder, ScanOutput,
        table_name set_table_name, index_name set_index_name, select set_select, limit set_limit,
        consistent_read set_consistent_read, total_segments set_total_segments, segment set_segment,
        exclusive_start_key set_exclusive_start_key, return_consumed_capacity set_return_consumed_capacity,
        projection_expression set_projection_expression, filter_expression set_filter_expression,
        expression_attribute_names set_expression_attribute_names,
        expression_attribute_values set_expression_attribute_values;
    batch_get_item: BatchGetItemInputBuilder, BatchGetItemOutput,
        request_items set_request_items, return_consumed_capacity set_return_consumed_capacity;
    transact_get_items: TransactGetItemsInputBuilder, TransactGetItemsOutput,
        transact_items set_transact_items, return_consumed_capacity set_return_consumed_capacity;
}

/// What comes of a request that succeeded.
pub(super) enum Received<O> {
    /// As the SDK has it.
    Output(O),
    Json(Body),
}

/// The body of an answer, in memory.
pub(super) struct Body(SdkBody);

impl Body {
    pub(super) async fn text(self) -> Result<String> {
        let bytes = ByteStream::new(self.0).collect().await;
        let bytes = bytes.map_err(|error| Error::broken_answer(CodecError::new(error.to_string())))?;
        // Nobody else has them any more, so that they are not copied.
        String::from_utf8(bytes.into_bytes().into())
            .map_err(|_| Error::broken_answer(CodecError::new("the response is not UTF-8")))
    }

    /// The bytes, to look at and leave where they are.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.bytes().unwrap_or_default()
    }
}

/// Sends a request and keeps the answer as it is.
pub(super) async fn send<C: Direct + 'static>(call: C, client: &Client) -> Result<Received<C::Output>, Failure<C>> {
    let keep = Keep::<C>(Slot::default(), PhantomData);
    let slot = Arc::clone(&keep.0);
    let output = call.send_with_interceptor(client, keep).await?;
    let body = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    // Without a body the SDK's deserializer has had its turn.
    Ok(match body {
        Some(body) => Received::Json(Body(body)),
        None => Received::Output(output),
    })
}

pub(super) type Failure<C> = SdkError<<C as Call>::Error, HttpResponse>;

type Slot = Arc<Mutex<Option<SdkBody>>>;

/// Keeps the body of an answer for [`send`].
struct Keep<C>(Slot, PhantomData<fn() -> C>);

impl<C> fmt::Debug for Keep<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keep(..)")
    }
}

#[dyn_dispatch_hint]
impl<C: Direct + 'static> Intercept for Keep<C> {
    fn name(&self) -> &'static str {
        "dynamo-entity"
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if context.response().status().is_success() {
            let deserializer = Keep::<C>(Arc::clone(&self.0), PhantomData);
            let deserializer = SharedResponseDeserializer::new(deserializer);
            config.interceptor_state().store_put(deserializer);
        }
        Ok(())
    }
}

impl<C: Direct + 'static> DeserializeResponse for Keep<C> {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        _: &ConfigBag,
    ) -> Result<AnyOutput, OrchestratorError<AnyError>> {
        // An attempt before this one may have succeeded, and an interceptor refused what came of it.
        if !response.status().is_success() {
            let status = response.status();
            return Err(OrchestratorError::other(format!("status {status} after a success")));
        }
        let Some(body) = response.body().try_clone() else {
            return Err(OrchestratorError::other("the body is not in memory"));
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        Ok(AnyOutput::erase(C::nothing()))
    }
}
