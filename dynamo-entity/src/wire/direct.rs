//! Sends requests through the SDK's client, which signs, sends, retries and reads errors.
//!
//! By default, the SDK gets an input that says only the table. An interceptor on the request replaces the body that the SDK
//! serialized, before it is signed, and takes the body of the answer before it is deserialized. For a client whose own code
//! sees inputs and outputs, the SDK gets the whole input instead, parsed from the same body, and its output becomes JSON.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::{BoxError, SdkError};
use aws_smithy_runtime_api::client::interceptors::context::{Error as AnyError, Output as AnyOutput};
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::wire::attempts::Attempts;
use crate::wire::operation::{Failure, Operation};
use crate::wire::request::Request;
use crate::wire::typed_input::TypedInput;
use crate::wire::typed_output::TypedOutput;

/// An operation on items. Its requests and answers are JSON, and can be converted to and from the SDK's types.
pub(crate) trait DataOperation: Operation<Output: TypedOutput> + TypedInput {}
impl<O: Operation<Output: TypedOutput> + TypedInput> DataOperation for O {}

/// The JSON body of an answer to a request that succeeded.
pub(crate) struct Answer(SdkBody);

impl Answer {
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
pub(super) async fn send<O: DataOperation>(
    request: Request<O>,
    client: &Client,
    table: &str,
) -> Result<Answer, Failure<O>> {
    let input = O::addressed(client, table).map_err(SdkError::construction_failure)?;
    let interceptor = BodyInterceptor(Arc::new(Slots {
        body: Mutex::new(Some(request.body.finish())),
        answer: Mutex::default(),
        empty_output: Some(|| AnyOutput::erase(O::Output::empty())),
        attempts: request.attempts,
    }));
    let slots = Arc::clone(&interceptor.0);
    let output = O::send(input, interceptor).await?;
    // Without a body, the SDK's deserializer ran.
    Ok(match take(&slots.answer) {
        Some(body) => Answer(body),
        None => Answer::of(output),
    })
}

/// Sends an input that the SDK serializes, and returns the output that the SDK deserializes.
pub(super) async fn send_typed<O: Operation>(
    input: O::Builder,
    attempts: Option<Attempts>,
) -> Result<O::Output, Failure<O>> {
    let interceptor = BodyInterceptor(Arc::new(Slots {
        body: Mutex::default(),
        answer: Mutex::default(),
        empty_output: None,
        attempts,
    }));
    O::send(input, interceptor).await
}

/// The data that passes by the SDK's types.
struct Slots {
    /// The body, until it is in the request.
    body: Mutex<Option<Vec<u8>>>,
    /// The body of the answer.
    answer: Mutex<Option<SdkBody>>,
    /// The output that the SDK gets instead of the answer; `None` if the SDK deserializes the answer.
    empty_output: Option<fn() -> AnyOutput>,
    attempts: Option<Attempts>,
}

fn take<T>(slot: &Mutex<Option<T>>) -> Option<T> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Replaces the body of the request, and keeps the body of the answer, for [`send`]. Counts the attempts.
#[derive(Clone)]
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
        if let Some(body) = take(&self.0.body) {
            let request = context.request_mut();
            request.headers_mut().insert(CONTENT_LENGTH, body.len().to_string());
            *request.body_mut() = SdkBody::from(body);
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
        if self.0.empty_output.is_some() && context.response().status().is_success() {
            let deserializer = SharedResponseDeserializer::new(self.clone());
            config.interceptor_state().store_put(deserializer);
        }
        Ok(())
    }
}

impl DeserializeResponse for BodyInterceptor {
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
        let (Some(body), Some(empty_output)) = (response.body().try_clone(), self.0.empty_output) else {
            return Err(OrchestratorError::other("the body is not in memory"));
        };
        *self.0.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        Ok(empty_output())
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
    use crate::codec::json::object::Object;
    use crate::wire::request::RequestFacts;

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
        let mut body = Object::default();
        body.member("Item").extend_from_slice(b"{}");
        let request = Request::<PutItem>::new(body, RequestFacts::default());
        let error = send(request, &client, "table").await.err().unwrap();
        let text = aws_sdk_dynamodb::error::DisplayErrorContext(error).to_string();
        assert!(text.contains("the request was looked at"), "{text}");
        assert_eq!(strange.0.lock().unwrap().as_deref(), Some(&br#"{"Item":{}}"#[..]));
    }
}
