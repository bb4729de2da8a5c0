//! Counts the SDK client's attempts at one request, where it matters whether an earlier attempt may have been applied.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

use crate::wire::direct::Direct;
use crate::wire::operation::{Call, CallResult, RequestFacts, ResponseFacts};
use crate::wire::request::Attempts;

/// A request whose attempts are counted.
#[derive(Clone)]
pub(super) struct Counted<C>(pub(crate) C, pub(crate) Attempts);

impl<C: Direct> Call for Counted<C> {
    type Input = C::Input;
    type Output = C::Output;
    type Error = C::Error;

    const OPERATION: &'static str = C::OPERATION;

    async fn send(self, client: &Client) -> CallResult<Self> {
        self.0.send_with_interceptor(client, CountAttempts(self.1)).await
    }

    fn returning_capacity(self) -> Self {
        Counted(self.0.returning_capacity(), self.1)
    }

    fn asked(&self) -> RequestFacts {
        self.0.asked()
    }

    fn answered(output: &Self::Output) -> ResponseFacts<'_> {
        C::answered(output)
    }

    fn input(self) -> Option<Self::Input> {
        self.0.input()
    }
}

#[derive(Debug)]
struct CountAttempts(Attempts);

#[dyn_dispatch_hint]
impl Intercept for CountAttempts {
    fn name(&self) -> &'static str {
        "dynamo-entity attempts"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.sent();
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.answered(context.response().status().as_u16());
        Ok(())
    }
}
