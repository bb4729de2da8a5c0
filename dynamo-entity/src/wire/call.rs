//! Sends requests, with their spans and observers. Every request leaves the library here.

use std::time::Instant;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

use crate::wire::answer::Summary;
use crate::wire::attempts::Counted;
use crate::wire::direct::{self, Direct, Failure, Received};
use crate::wire::event::RequestEvent;
use crate::wire::operation::{Call, CallResult};
use crate::wire::request::Request;
use crate::wire::span::Span;
use crate::wire::table::TableClient;

impl TableClient {
    /// Sends a request in a span, and reports the result to the observers and meters, if there are any.
    pub(crate) async fn call<C: Call>(&self, call: C) -> CallResult<C> {
        let span = Span::new(self, C::OPERATION);
        if !span.is_on() && self.watch.is_off() {
            return call.send(&self.client).await;
        }
        // The future of a request is large, and this one holds it a second time.
        Box::pin(self.watched(call, span)).await
    }

    /// Sends a request and leaves the answer to be decoded in place, unless the SDK's types must be used.
    pub(crate) async fn receive<C: Direct + 'static>(&self, call: C) -> Result<Received<C::Output>, Failure<C>> {
        self.exchange(call.into()).await
    }

    /// Does the same as `receive` for a request that may have serialized members.
    pub(crate) async fn exchange<C: Direct + 'static>(
        &self,
        request: Request<C>,
    ) -> Result<Received<C::Output>, Failure<C>> {
        if self.shows_values() && request.members.is_empty() {
            return self.typed(request).await.map(Received::Output);
        }
        let span = Span::new(self, C::OPERATION);
        if !span.is_on() && self.watch.is_off() {
            return direct::send(request, &self.client).await;
        }
        Box::pin(self.measured(request, span)).await
    }

    /// Sends a request that the SDK serializes completely.
    async fn typed<C: Direct + 'static>(&self, request: Request<C>) -> CallResult<C> {
        match request.attempts {
            Some(attempts) => self.call(Counted(request.input, attempts)).await,
            None => self.call(request.input).await,
        }
    }

    /// Sends a request whose answer is needed without its items.
    pub(crate) async fn write<C: Direct + 'static>(&self, request: Request<C>) -> CallResult<C> {
        if request.members.is_empty() {
            return self.typed(request).await;
        }
        self.exchange(request).await.map(|received| match received {
            Received::Output(output) => output,
            Received::Json(_) => C::nothing(),
        })
    }

    /// Sends a request, and keeps the items of its answer if `wants_items`.
    pub(crate) async fn exchange_for<C: Direct + 'static>(
        &self,
        request: Request<C>,
        wants_items: bool,
    ) -> Result<Received<C::Output>, Failure<C>> {
        if wants_items {
            return self.exchange(request).await;
        }
        self.write(request).await.map(Received::Output)
    }

    async fn measured<C: Direct + 'static>(
        &self,
        request: Request<C>,
        span: Span,
    ) -> Result<Received<C::Output>, Failure<C>> {
        let request = Request {
            input: request.input.returning_capacity(),
            ..request
        };
        let mut asked = request.input.asked();
        asked.batch_size = request.entries.or(asked.batch_size);
        span.asked(&asked, &self.name);
        let received = span.within(direct::send(request, &self.client)).await;
        let summary = match &received {
            Ok(Received::Json(body)) => Summary::of(body.bytes()).unwrap_or_default(),
            _ => Summary::default(),
        };
        let answered = match &received {
            Ok(Received::Output(output)) => C::answered(output),
            _ => summary.answered(),
        };
        span.answered(&answered, received.as_ref().err().map(failure));
        self.watch.measure(C::OPERATION, answered.units());
        received
    }

    async fn watched<C: Call>(&self, call: C, span: Span) -> CallResult<C> {
        let call = call.returning_capacity();
        let asked = call.asked();
        span.asked(&asked, &self.name);
        // Sending consumes the request, so observers get a copy.
        let input = self.watch.has_observers().then(|| call.clone().input()).flatten();
        let started = Instant::now();
        let answer = span.within(call.send(&self.client)).await;
        let elapsed = started.elapsed();

        let answered = answer.as_ref().map(C::answered).unwrap_or_default();
        let failure = answer.as_ref().err().map(failure);
        span.answered(&answered, failure);
        self.watch.measure(C::OPERATION, answered.units());
        if let Some(input) = &input {
            self.watch.observe(&RequestEvent {
                operation: C::OPERATION,
                table: &self.name,
                index: asked.index.as_deref(),
                limit: asked.limit,
                consistent: asked.consistent,
                batch_size: asked.batch_size,
                elapsed,
                error_type: failure,
                consumed_capacity: answered.units(),
                count: answered.count,
                scanned_count: answered.scanned_count,
                request: input,
                response: answer.as_ref().ok().map(|output| output as _),
                error: answer.as_ref().err().map(|error| error as _),
            });
        }
        answer
    }
}

/// Returns DynamoDB's error code, or one word that says why there is none.
fn failure<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> &str {
    match error {
        SdkError::ServiceError(context) => context.err().code().unwrap_or("unknown"),
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(_) => "dispatch_failure",
        SdkError::ConstructionFailure(_) => "construction_failure",
        SdkError::ResponseError(_) => "response_error",
        _ => "other",
    }
}
