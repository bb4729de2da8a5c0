//! Sends requests and receives answers as DynamoDB's JSON. The SDK's client signs, sends, retries and reads errors. Members
//! of a request that hold values are spliced into the body that the SDK serializes; the body of the answer is decoded in
//! place.
//!
//! An interceptor on each request wraps the SDK's serializer, and replaces the SDK's deserializer once an attempt
//! succeeded.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::{BoxError, SdkError};
use aws_sdk_dynamodb::operation as sdk;
use aws_smithy_runtime_api::client::interceptors::context::{
    Error as AnyError, Input as AnyInput, Output as AnyOutput,
};
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use crate::codec::json::members::Members;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::wire::operation::{Call, CallResult};
use crate::wire::request::{Attempts, Request};

/// An operation whose values can bypass the SDK's types.
pub(crate) trait Direct: Call<Output: fmt::Debug + Sync> {
    /// Whether the answer is decoded in place.
    const IN_PLACE: bool;

    /// Returns an empty output.
    fn nothing() -> Self::Output;

    /// Removes the input member that the SDK needs before it serializes the input, and that is spliced in instead.
    fn take_written(input: &mut Self::Input) {
        let _ = input;
    }

    /// Sends the request with this interceptor.
    fn send_with_interceptor(
        self,
        client: &Client,
        interceptor: impl Intercept + 'static,
    ) -> impl Future<Output = CallResult<Self>> + Send;
}

// Input builders send without interceptors. The builders that take an interceptor cannot be made from them, so each member
// is moved.
macro_rules! direct {
    ($($module:ident: $builder:ident, $output:ident, in place $in_place:literal $(without $written:ident)?,
       $($member:ident $set:ident),*;)*) => {$(
        impl Direct for sdk::$module::builders::$builder {
            const IN_PLACE: bool = $in_place;

            $(
                fn take_written(input: &mut Self::Input) {
                    input.$written = None;
                }
            )?

            fn nothing() -> Self::Output {
                sdk::$module::$output::builder().build()
            }

            async fn send_with_interceptor(
                self,
                client: &Client,
                interceptor: impl Intercept + 'static,
            ) -> CallResult<Self> {
                let input = self.build().map_err(SdkError::construction_failure)?;
                let request = client.$module()$(.$set(input.$member))*;
                request.customize().interceptor(interceptor).send().await
            }
        }
    )*};
}
direct! {
    get_item: GetItemInputBuilder, GetItemOutput, in place true,
        table_name set_table_name, key set_key, consistent_read set_consistent_read,
        return_consumed_capacity set_return_consumed_capacity, projection_expression set_projection_expression,
        expression_attribute_names set_expression_attribute_names;
    query: QueryInputBuilder, QueryOutput, in place true,
        table_name set_table_name, index_name set_index_name, select set_select, limit set_limit,
        consistent_read set_consistent_read, scan_index_forward set_scan_index_forward,
        exclusive_start_key set_exclusive_start_key, return_consumed_capacity set_return_consumed_capacity,
        projection_expression set_projection_expression, filter_expression set_filter_expression,
        key_condition_expression set_key_condition_expression,
        expression_attribute_names set_expression_attribute_names,
        expression_attribute_values set_expression_attribute_values;
    scan: ScanInputBuilder, ScanOutput, in place true,
        table_name set_table_name, index_name set_index_name, select set_select, limit set_limit,
        consistent_read set_consistent_read, total_segments set_total_segments, segment set_segment,
        exclusive_start_key set_exclusive_start_key, return_consumed_capacity set_return_consumed_capacity,
        projection_expression set_projection_expression, filter_expression set_filter_expression,
        expression_attribute_names set_expression_attribute_names,
        expression_attribute_values set_expression_attribute_values;
    batch_get_item: BatchGetItemInputBuilder, BatchGetItemOutput, in place true without request_items,
        request_items set_request_items, return_consumed_capacity set_return_consumed_capacity;
    transact_get_items: TransactGetItemsInputBuilder, TransactGetItemsOutput, in place true without transact_items,
        transact_items set_transact_items, return_consumed_capacity set_return_consumed_capacity;
    put_item: PutItemInputBuilder, PutItemOutput, in place true,
        table_name set_table_name, item set_item, return_values set_return_values,
        return_consumed_capacity set_return_consumed_capacity, condition_expression set_condition_expression,
        return_values_on_condition_check_failure set_return_values_on_condition_check_failure,
        expression_attribute_names set_expression_attribute_names,
        expression_attribute_values set_expression_attribute_values;
    update_item: UpdateItemInputBuilder, UpdateItemOutput, in place true,
        table_name set_table_name, key set_key, return_values set_return_values,
        return_consumed_capacity set_return_consumed_capacity, update_expression set_update_expression,
        condition_expression set_condition_expression,
        return_values_on_condition_check_failure set_return_values_on_condition_check_failure,
        expression_attribute_names set_expression_attribute_names,
        expression_attribute_values set_expression_attribute_values;
    delete_item: DeleteItemInputBuilder, DeleteItemOutput, in place true,
        table_name set_table_name, key set_key, return_values set_return_values,
        return_consumed_capacity set_return_consumed_capacity, condition_expression set_condition_expression,
        return_values_on_condition_check_failure set_return_values_on_condition_check_failure,
        expression_attribute_names set_expression_attribute_names,
        expression_attribute_values set_expression_attribute_values;
    batch_write_item: BatchWriteItemInputBuilder, BatchWriteItemOutput, in place false without request_items,
        request_items set_request_items, return_consumed_capacity set_return_consumed_capacity;
    transact_write_items: TransactWriteItemsInputBuilder, TransactWriteItemsOutput, in place false without transact_items,
        transact_items set_transact_items, return_consumed_capacity set_return_consumed_capacity,
        client_request_token set_client_request_token;
}

/// The answer to a request that succeeded.
pub(crate) enum Received<O> {
    /// The SDK's output.
    Output(O),
    Json(Body),
}

/// The body of an answer, in memory.
pub(crate) struct Body(SdkBody);

impl Body {
    pub(crate) async fn text(self) -> Result<String> {
        let bytes = ByteStream::new(self.0).collect().await;
        let bytes = bytes.map_err(|error| Error::broken_answer(CodecError::new(error.to_string())))?;
        // Nothing else holds the bytes any more, so they are not copied.
        String::from_utf8(bytes.into_bytes().into())
            .map_err(|_| Error::broken_answer(CodecError::new("the response is not UTF-8")))
    }

    /// Returns the bytes without consuming them.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.bytes().unwrap_or_default()
    }
}

/// Sends a request with its serialized members, and keeps the body of the answer undecoded.
pub(super) async fn send<C: Direct + 'static>(
    request: Request<C>,
    client: &Client,
) -> Result<Received<C::Output>, Failure<C>> {
    let passage = BodyInterceptor::<C>(Arc::new(Slots {
        members: Mutex::new((!request.members.is_empty()).then_some(request.members)),
        body: Mutex::default(),
        attempts: request.attempts,
        marker: PhantomData,
    }));
    let slots = Arc::clone(&passage.0);
    let output = request.input.send_with_interceptor(client, passage).await?;
    let body = take(&slots.body);
    // Without a body, the SDK's deserializer ran.
    Ok(match body {
        Some(body) => Received::Json(Body(body)),
        None => Received::Output(output),
    })
}

pub(crate) type Failure<C> = SdkError<<C as Call>::Error, HttpResponse>;

/// The data that bypasses the SDK's types.
struct Slots<C> {
    /// The serialized members, until they are in the body of the request.
    members: Mutex<Option<Members>>,
    /// The body of the answer.
    body: Mutex<Option<SdkBody>>,
    attempts: Option<Attempts>,
    marker: PhantomData<fn() -> C>,
}

fn take<T>(slot: &Mutex<Option<T>>) -> Option<T> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).take()
}

fn is_some<T>(slot: &Mutex<Option<T>>) -> bool {
    slot.lock().unwrap_or_else(PoisonError::into_inner).is_some()
}

/// Splices members into the request, and keeps the body of the answer, for [`send`].
struct BodyInterceptor<C>(Arc<Slots<C>>);

impl<C> BodyInterceptor<C> {
    fn share(&self) -> Self {
        BodyInterceptor(Arc::clone(&self.0))
    }
}

impl<C> fmt::Debug for BodyInterceptor<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passage(..)")
    }
}

#[dyn_dispatch_hint]
impl<C: Direct + 'static> Intercept for BodyInterceptor<C> {
    fn name(&self) -> &'static str {
        "dynamo-entity"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if is_some(&self.0.members) {
            let sdk = config
                .load::<SharedRequestSerializer>()
                .ok_or("there is no serializer")?;
            let passage = self.share();
            let serializer = SharedRequestSerializer::new(BodySplicer {
                sdk: sdk.clone(),
                passage,
            });
            config.interceptor_state().store_put(serializer);
        }
        Ok(())
    }

    fn read_after_serialization(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // Another interceptor may have replaced this serializer.
        if is_some(&self.0.members) {
            return Err("the request was serialized without its items: use `Table::through_attribute_values`".into());
        }
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(attempts) = &self.0.attempts {
            attempts.sent();
        }
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(attempts) = &self.0.attempts {
            attempts.answered(context.response().status().as_u16());
        }
        if C::IN_PLACE && context.response().status().is_success() {
            let deserializer = SharedResponseDeserializer::new(self.share());
            config.interceptor_state().store_put(deserializer);
        }
        Ok(())
    }
}

/// Serializes with the SDK, and splices in the members that are serialized already.
struct BodySplicer<C> {
    sdk: SharedRequestSerializer,
    passage: BodyInterceptor<C>,
}

impl<C> fmt::Debug for BodySplicer<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Splice(..)")
    }
}

impl<C: Direct + 'static> SerializeRequest for BodySplicer<C> {
    fn serialize_input(&self, input: AnyInput, config: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let mut input = input;
        let known = input
            .downcast_mut::<C::Input>()
            .ok_or("the input is another operation's")?;
        C::take_written(known);
        let mut request = self.sdk.serialize_input(input, config)?;
        let body = request.body().bytes().ok_or("the body is not in memory")?;
        let members = take(&self.passage.0.members).ok_or("the request was serialized before")?;
        let body = members.before(body).ok_or("the body is not a JSON object")?;
        if request.headers().contains_key(CONTENT_LENGTH) {
            request.headers_mut().insert(CONTENT_LENGTH, body.len().to_string());
        }
        *request.body_mut() = SdkBody::from(body);
        Ok(request)
    }
}

impl<C: Direct + 'static> DeserializeResponse for BodyInterceptor<C> {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        _: &ConfigBag,
    ) -> Result<AnyOutput, OrchestratorError<AnyError>> {
        // An earlier attempt installed this deserializer: it succeeded, and then an interceptor refused its result.
        if !response.status().is_success() {
            let status = response.status();
            return Err(OrchestratorError::other(format!("status {status} after a success")));
        }
        let Some(body) = response.body().try_clone() else {
            return Err(OrchestratorError::other("the body is not in memory"));
        };
        *self.0.body.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        Ok(AnyOutput::erase(C::nothing()))
    }
}

const CONTENT_LENGTH: &str = "content-length";

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::config::interceptors::BeforeSerializationInterceptorContextMut;
    use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Region};
    use aws_sdk_dynamodb::operation::put_item::builders::PutItemInputBuilder;

    use super::*;

    /// Replaces the SDK's serializer with one that writes no object.
    #[derive(Debug, Clone, Copy)]
    struct Strange;

    impl Intercept for Strange {
        fn name(&self) -> &'static str {
            "Strange"
        }

        fn modify_before_serialization(
            &self,
            _: &mut BeforeSerializationInterceptorContextMut<'_>,
            _: &RuntimeComponents,
            config: &mut ConfigBag,
        ) -> Result<(), BoxError> {
            let serializer = SharedRequestSerializer::new(Strange);
            config.interceptor_state().store_put(serializer);
            Ok(())
        }
    }

    impl SerializeRequest for Strange {
        fn serialize_input(&self, _: AnyInput, _: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
            Ok(HttpRequest::new(SdkBody::from("[]")))
        }
    }

    /// A table sends the requests of such a client through the SDK's types. A request that still gets here must not be sent
    /// without its items.
    #[tokio::test]
    async fn nothing_is_sent_if_items_cannot_be_inserted() {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("us-east-1"))
            .interceptor(Strange);
        let mut members = Members::default();
        members.member("Item").extend_from_slice(b"{}");
        let request = Request::new(PutItemInputBuilder::default().table_name("table"), members);
        let error = send(request, &Client::from_conf(config.build())).await.err().unwrap();
        let text = aws_sdk_dynamodb::error::DisplayErrorContext(error).to_string();
        assert!(text.contains("the body is not a JSON object"), "{text}");
    }
}
