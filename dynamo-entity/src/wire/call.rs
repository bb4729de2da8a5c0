//! Sends requests, with their spans and observers. Every request leaves the library here.

use std::time::Instant;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_types::body::SdkBody;

use crate::wire::answer::Summary;
use crate::wire::attempts::Attempts;
use crate::wire::direct::{self, Answer, DataOperation};
use crate::wire::event::RequestEvent;
use crate::wire::lean::lane::Sent;
use crate::wire::operation::{Failure, Operation};
use crate::wire::request::{Request, RequestFacts};
use crate::wire::span::Span;
use crate::wire::table::TableClient;

impl TableClient {
    /// Sends a request about items and returns the body of the answer. The SDK's types are made only if an observer or the
    /// client's own code sees them.
    pub(crate) async fn exchange<O: DataOperation>(&self, request: Request<O>) -> Result<Answer, Failure<O>> {
        let span = Span::new(self, O::NAME);
        if self.shows_values() {
            return Box::pin(self.typed(request, span)).await;
        }
        if !span.is_on() && self.watch.is_off() {
            return self.send(request).await;
        }
        Box::pin(self.measured(request, span)).await
    }

    /// Sends the body of a request on the table's lane, or through the SDK.
    async fn send<O: DataOperation>(&self, request: Request<O>) -> Result<Answer, Failure<O>> {
        let body = SdkBody::from(request.body.finish());
        let first = match self.lane.send(O::NAME, &body).await {
            Sent::Succeeded(answer) => return Ok(Answer::new(answer)),
            Sent::Failed(first) => Some(first),
            Sent::Not => None,
        };
        let send = direct::send::<O>(body, request.attempts, &self.client, &self.name, &self.lane, first);
        // The SDK's future is large.
        Box::pin(send).await
    }

    /// Sends a request about the table.
    pub(crate) async fn call<O: Operation>(&self, input: O::Builder) -> Result<O::Output, Failure<O>> {
        let span = Span::new(self, O::NAME);
        Box::pin(self.watched::<O>(input, RequestFacts::default(), None, span)).await
    }

    async fn measured<O: DataOperation>(&self, request: Request<O>, span: Span) -> Result<Answer, Failure<O>> {
        let request = request.returning_capacity();
        span.asked(&request.facts, &self.name);
        let answer = span.within(self.send(request)).await;
        let summary = answer.as_ref().ok().and_then(|answer| Summary::of(answer.bytes()).ok());
        let answered = summary.as_ref().map(Summary::answered).unwrap_or_default();
        span.answered(&answered, answer.as_ref().err().map(failure));
        self.watch.measure(O::NAME, answered.units());
        answer
    }

    /// Sends a request as the SDK's input.
    async fn typed<O: DataOperation>(&self, request: Request<O>, span: Span) -> Result<Answer, Failure<O>> {
        let request = if span.is_on() || !self.watch.is_off() {
            request.returning_capacity()
        } else {
            request
        };
        let input = O::parsed(&self.client, &request.body.finish()).map_err(SdkError::construction_failure)?;
        let output = self.watched::<O>(input, request.facts, request.attempts, span).await;
        output.map(Answer::of)
    }

    async fn watched<O: Operation>(
        &self,
        input: O::Builder,
        facts: RequestFacts,
        attempts: Option<Attempts>,
        span: Span,
    ) -> Result<O::Output, Failure<O>> {
        span.asked(&facts, &self.name);
        // Sending consumes the input, so observers get a copy.
        let shown = self.watch.has_observers().then(|| O::input(&input).ok()).flatten();
        let started = Instant::now();
        let answer = span.within(direct::send_typed::<O>(input, attempts, &self.lane)).await;
        let elapsed = started.elapsed();

        let answered = answer.as_ref().map(O::answered).unwrap_or_default();
        let failure = answer.as_ref().err().map(failure);
        span.answered(&answered, failure);
        self.watch.measure(O::NAME, answered.units());
        if let Some(shown) = &shown {
            self.watch.observe(&RequestEvent {
                operation: O::NAME,
                table: &self.name,
                index: facts.index,
                limit: facts.limit,
                consistent: facts.consistent,
                batch_size: facts.batch_size,
                elapsed,
                error_type: failure,
                consumed_capacity: answered.units(),
                count: answered.count,
                scanned_count: answered.scanned_count,
                request: shown,
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
