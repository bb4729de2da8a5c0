//! Sends requests through the SDK's client, which signs, sends, retries and reads errors.
//!
//! By default, the SDK gets an input that says only the table. An interceptor on the request replaces the body that the SDK
//! serialized, before it is signed, and keeps the body of the answer away from the SDK's deserializer. For a client whose own code
//! sees inputs and outputs, the SDK gets the whole input instead, parsed from the same body, and its output becomes JSON.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{Builder as ConfigBuilder, ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::{BoxError, SdkError};
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::wire::attempts::Attempts;
use crate::wire::captured::Captured;
use crate::wire::lean::lane::Lane;
use crate::wire::lean::replay::ReplayClient;
use crate::wire::operation::{Failure, Operation};
use crate::wire::typed_input::TypedInput;
use crate::wire::typed_output::TypedOutput;

/// An operation on items. Its requests and answers are JSON, and can be converted to and from the SDK's types.
pub(crate) trait DataOperation: Operation<Output: TypedOutput> + TypedInput {}
impl<O: Operation<Output: TypedOutput> + TypedInput> DataOperation for O {}

/// The JSON body of an answer to a request that succeeded.
pub(crate) struct Answer(SdkBody);

impl Answer {
    pub(super) fn new(body: SdkBody) -> Self {
        Answer(body)
    }

    /// Converts the SDK's output.
    pub(super) fn of(output: impl TypedOutput) -> Self {
        Answer(SdkBody::from(output.into_json()))
    }

    pub(crate) async fn text(self) -> Result<String> {
        let bytes = ByteStream::new(self.0).collect().await;
        let bytes = bytes.map_err(|error| Error::broken_answer(CodecError::new(error.to_string())))?;
        // Nothing else holds the bytes any more, so they are not copied.
        String::from_utf8(bytes.into_bytes().into())
            .map_err(|_| Error::broken_answer(CodecError::new("the response is not UTF-8")))
    }

    /// Returns the bytes without consuming them.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.bytes().unwrap_or_default()
    }
}

/// Sends the body of a request as it is, and keeps the body of the answer.
///
/// The answer to the first attempt may be here already. The request is learnt from if the lane has no route yet.
pub(super) async fn send<O: DataOperation>(
    body: SdkBody,
    attempts: Option<Attempts>,
    client: &Client,
    table: &str,
    lane: &Arc<Lane>,
    first: Option<ReplayClient>,
) -> Result<Answer, Failure<O>> {
    let input = O::addressed(client, table).map_err(SdkError::construction_failure)?;
    let interceptor = BodyInterceptor(Arc::new(Slots {
        body: Mutex::new(Some(body)),
        answer: Captured::default(),
        keeps_answer: true,
        attempts,
        sent: AtomicU32::new(0),
        learning: learning::<O>(lane),
    }));
    let slots = Arc::clone(&interceptor.0);
    let overrides = first.map(|first| ConfigBuilder::new().http_client(first));
    let output = O::send(input, interceptor, overrides).await;
    let retries = slots.sent.load(Ordering::Relaxed).saturating_sub(1);
    lane.sdk_sent(retries, output.is_ok());
    let output = output?;
    // Another interceptor may have replaced the body again.
    Ok(slots.answer.take().map_or_else(|| Answer::of(output), Answer::new))
}

/// Sends an input that the SDK serializes, and returns the output that the SDK deserializes. The request is learnt from if the
/// lane has no route yet.
pub(super) async fn send_typed<O: Operation>(
    input: O::Builder,
    attempts: Option<Attempts>,
    lane: &Arc<Lane>,
) -> Result<O::Output, Failure<O>> {
    let interceptor = BodyInterceptor(Arc::new(Slots {
        body: Mutex::default(),
        answer: Captured::default(),
        keeps_answer: false,
        attempts,
        sent: AtomicU32::new(0),
        learning: learning::<O>(lane),
    }));
    O::send(input, interceptor, None).await
}

/// The data that passes by the SDK's types.
struct Slots {
    /// The body, until it is in the request.
    body: Mutex<Option<SdkBody>>,
    /// The body of the answer.
    answer: Captured,
    /// Whether the SDK gets an empty output instead of the answer.
    keeps_answer: bool,
    attempts: Option<Attempts>,
    /// How many attempts were sent.
    sent: AtomicU32,
    /// The lane that learns from the first attempt at a request of this operation.
    learning: Option<(Arc<Lane>, &'static str)>,
}

/// Returns the lane with the name of the operation, if the lane has no route yet.
fn learning<O: Operation>(lane: &Arc<Lane>) -> Option<(Arc<Lane>, &'static str)> {
    lane.is_learning().then(|| (Arc::clone(lane), O::NAME))
}

/// Replaces the body of the request, and keeps the body of the answer, for [`send`]. Counts the attempts.
struct BodyInterceptor(Arc<Slots>);

impl fmt::Debug for BodyInterceptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BodyInterceptor(..)")
    }
}

#[dyn_dispatch_hint]
impl Intercept for BodyInterceptor {
    fn name(&self) -> &'static str {
        "dynamo-entity"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(body) = self.0.body.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let request = context.request_mut();
            let length = body.bytes().unwrap_or_default().len();
            request.headers_mut().insert(CONTENT_LENGTH, length.to_string());
            *request.body_mut() = body;
        }
        Ok(())
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(attempts) = &self.0.attempts {
            attempts.sent();
        }
        let earlier = self.0.sent.fetch_add(1, Ordering::Relaxed);
        if earlier == 0
            && let Some((lane, operation)) = &self.0.learning
        {
            lane.learn(operation, context.request(), components, config);
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        if let Some(attempts) = &self.0.attempts {
            attempts.answered(response.status().as_u16());
        }
        if self.0.keeps_answer && response.status().is_success() {
            let body = std::mem::replace(response.body_mut(), SdkBody::taken());
            *response.body_mut() = self.0.answer.capture(body);
        }
        Ok(())
    }
}

const CONTENT_LENGTH: &str = "content-length";

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::config::http::HttpRequest;
    use aws_sdk_dynamodb::config::interceptors::{
        BeforeSerializationInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    };
    use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region};
    use aws_sdk_dynamodb::operation::put_item::PutItem;
    use aws_smithy_runtime_api::client::interceptors::context::Input as AnyInput;
    use aws_smithy_runtime_api::client::ser_de::{SerializeRequest, SharedRequestSerializer};

    use super::*;

    /// Replaces the SDK's serializer with one that writes no item, and looks at the request that is about to be sent.
    #[derive(Debug, Clone, Default)]
    struct Strange(Arc<Mutex<Option<Vec<u8>>>>);

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
            config
                .interceptor_state()
                .store_put(SharedRequestSerializer::new(self.clone()));
            Ok(())
        }

        fn read_before_transmit(
            &self,
            context: &BeforeTransmitInterceptorContextRef<'_>,
            _: &RuntimeComponents,
            _: &mut ConfigBag,
        ) -> Result<(), BoxError> {
            let body = context.request().body().bytes().unwrap_or_default();
            let length = context.request().headers().get(CONTENT_LENGTH);
            assert_eq!(length, Some(body.len().to_string().as_str()));
            *self.0.lock().unwrap() = Some(body.to_vec());
            Err("the request was looked at".into())
        }
    }

    impl SerializeRequest for Strange {
        fn serialize_input(&self, _: AnyInput, _: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
            Ok(HttpRequest::new(SdkBody::from("[]")))
        }
    }

    /// A table sends the requests of a client with interceptors through the SDK's types. A request that still gets here must
    /// not be sent without its items.
    #[tokio::test]
    async fn nothing_is_sent_without_its_items() {
        let strange = Strange::default();
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("us-east-1"))
            .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
            .interceptor(strange.clone());
        let client = Client::from_conf(config.build());
        let body = SdkBody::from(r#"{"Item":{}}"#);
        let lane = Arc::new(Lane::of(&client));
        let error = send::<PutItem>(body, None, &client, "table", &lane, None)
            .await
            .err()
            .unwrap();
        let text = aws_sdk_dynamodb::error::DisplayErrorContext(error).to_string();
        assert!(text.contains("the request was looked at"), "{text}");
        assert_eq!(strange.0.lock().unwrap().as_deref(), Some(&br#"{"Item":{}}"#[..]));
    }
}
