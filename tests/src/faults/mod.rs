//! Fault injection for the embedded engine: throttling, lost responses, partially processed batches.
//!
//! Faults are injected at the transport, so the SDK's retries, timeouts and error parsing are real, and the state of the
//! engine shows what happened. Each request of the SDK, including retries, consumes one [`Fault`] of the plan.
//!
//! ```
//! use dynamo_entity::local::Engine;
//! use dynamo_entity_tests::faults::{Fault, Faults};
//!
//! # fn main() -> Result<(), dynamo_entity::local::LocalError> {
//! let engine = Engine::memory()?;
//! // The first request is throttled, the second is answered but the answer is lost, every other is served.
//! let faults = Faults::new(vec![Fault::throttle(), Fault::AnswerLost]);
//! let client = faults.client(&engine);
//! // A schedule may depend on the request, and on anything random with a seed.
//! let every_other = Faults::by(|request| match request.number % 2 {
//!     0 => Fault::None,
//!     _ => Fault::Process(1),
//! });
//! # let _ = (client, every_other);
//! # Ok(())
//! # }
//! ```

mod answer;
mod batch;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryPartition};
use aws_sdk_dynamodb::config::{Builder, HttpClient, RuntimeComponents, SharedHttpClient};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::result::ConnectorError;
use dynamo_entity::local::Engine;
use dynamo_entity::{Schema, Table};
use futures::executor::block_on;
use serde_json::Value;
use tokio::time::Instant;
use uuid::Uuid;

/// The fate of one request.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The request is served.
    None,
    /// The request is refused with status 400 and this code, such as `ThrottlingException`.
    Refuse(&'static str),
    /// The request is throttled: refused with status 400, this code, and DynamoDB's reasons, each with the ARN of a resource.
    Throttle(&'static str, Vec<(&'static str, &'static str)>),
    /// The request fails with status 500 and `InternalServerError`, and is not applied.
    InternalServerError,
    /// The connection is reset before the request is applied.
    Reset,
    /// The request is applied, and the connection is reset before the response arrives.
    AnswerLost,
    /// The request is applied, and the connection breaks after the status of its answer.
    AnswerCut,
    /// The request is neither answered nor applied.
    Hang,
    /// The request is served after this pause.
    Slow(Duration),
    /// Only this number of first entries of a batch are processed; the others are returned as unprocessed.
    Process(usize),
    /// Only this number of last entries of a batch are processed; the others are returned as unprocessed.
    ProcessLast(usize),
    /// A transaction is canceled with these reasons, one for each operation, and not applied.
    Cancel(Vec<Reason>),
}

impl Fault {
    /// Makes DynamoDB's error for exceeded throughput.
    #[must_use]
    pub const fn throttle() -> Self {
        Fault::Refuse("ProvisionedThroughputExceededException")
    }

    /// Makes a fault in which nothing of a batch is processed.
    #[must_use]
    pub const fn unprocessed() -> Self {
        Fault::Process(0)
    }
}

/// The reason for which one operation of a transaction was canceled.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// `None`, `ConditionalCheckFailed`, `TransactionConflict`, …
    pub code: &'static str,
    /// DynamoDB's message.
    pub message: Option<String>,
    /// The current item, in DynamoDB's JSON.
    pub item: Option<Value>,
}

impl Reason {
    /// Makes a reason with only a code. `Reason::code("None")` is the reason of an operation that did not fail.
    #[must_use]
    pub const fn code(code: &'static str) -> Self {
        Reason {
            code,
            message: None,
            item: None,
        }
    }
}

/// Returns a table whose requests are lean from the first on, or go through the SDK if the variable `DYNAMO_ENTITY_WIRE` is
/// `sdk`.
///
/// # Panics
/// If the table cannot be warmed up.
#[must_use]
pub fn on_chosen_wire<S: Schema>(table: Table<S>) -> Table<S> {
    if std::env::var("DYNAMO_ENTITY_WIRE").is_ok_and(|wire| wire == "sdk") {
        return table.through_sdk();
    }
    // Static credentials are there at once.
    block_on(table.warm_up()).expect("the table is warmed up");
    table
}

/// A request, as the plan sees it and as it is recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestInfo {
    /// The number of earlier requests.
    pub number: usize,
    /// The time at which the SDK sent the request, in tokio's time.
    pub at: Instant,
    /// The operation from the header `x-amz-target`, such as `BatchWriteItem`.
    pub operation: String,
    /// The body, in DynamoDB's JSON.
    pub body: Value,
    /// The size of the body in bytes.
    pub bytes: usize,
    /// The number of writes, keys or operations; 1 for a request that is neither a batch nor a transaction.
    pub entries: usize,
}

/// A plan of faults, and the record of requests.
#[derive(Clone)]
pub struct Faults(Arc<Mutex<State>>);

type Plan = Box<dyn FnMut(&RequestInfo) -> Fault + Send>;

struct State {
    plan: Plan,
    requests: Vec<(RequestInfo, Fault)>,
    under_way: usize,
    most_under_way: usize,
}

impl Faults {
    /// Makes a plan with one fault for each request. Later requests are served.
    #[must_use]
    pub fn new(plan: Vec<Fault>) -> Self {
        let mut plan = plan.into_iter();
        Faults::by(move |_| plan.next().unwrap_or(Fault::None))
    }

    /// Makes a plan that chooses the fault of each request with `plan`.
    ///
    /// The pauses between attempts come from the thread's random generator, which is seeded here, so every run is the same.
    #[must_use]
    pub fn by(plan: impl FnMut(&RequestInfo) -> Fault + Send + 'static) -> Self {
        fastrand::seed(0);
        Faults(Arc::new(Mutex::new(State {
            plan: Box::new(plan),
            requests: Vec::new(),
            under_way: 0,
            most_under_way: 0,
        })))
    }

    /// Makes a client of `engine` whose requests meet these faults, with the SDK's standard retries.
    #[must_use]
    pub fn client(&self, engine: &Engine) -> Client {
        Client::from_conf(self.config(engine).build())
    }

    /// Makes a table of `engine` whose requests meet these faults, from its first request on. They are lean, or go through
    /// the SDK if the variable `DYNAMO_ENTITY_WIRE` is `sdk`.
    ///
    /// # Panics
    /// If a plain client's requests are not lean.
    #[must_use]
    pub fn table<S: Schema>(&self, engine: &Engine, name: &str) -> Table<S> {
        on_chosen_wire(Table::new(self.client(engine), name))
    }

    /// Makes a client of `engine` without the SDK's retries, so that each request meets one fault.
    #[must_use]
    pub fn client_without_retries(&self, engine: &Engine) -> Client {
        Client::from_conf(self.config(engine).retry_config(RetryConfig::disabled()).build())
    }

    /// Makes the configuration of [`client`](Self::client), to which timeouts and retries can be added.
    #[must_use]
    pub fn config(&self, engine: &Engine) -> Builder {
        let faulty = Faulty {
            inner: engine.http_client(),
            faults: self.clone(),
        };
        // The clients of a partition share the SDK's quota of retries, so each test needs its own partition.
        let partition = RetryPartition::custom(Uuid::new_v4().to_string()).build();
        engine.config().retry_partition(partition).http_client(faulty)
    }

    /// Returns every request so far, including the SDK's retries, with its fault.
    #[must_use]
    pub fn requests(&self) -> Vec<(RequestInfo, Fault)> {
        self.state().requests.clone()
    }

    /// Returns the number of requests.
    #[must_use]
    pub fn count(&self) -> usize {
        self.state().requests.len()
    }

    /// Returns the number of requests of one operation.
    #[must_use]
    pub fn count_of(&self, operation: &str) -> usize {
        let state = self.state();
        let of_it = |(request, _): &&(RequestInfo, Fault)| request.operation == operation;
        state.requests.iter().filter(of_it).count()
    }

    /// Returns the maximum number of requests that were in flight.
    #[must_use]
    pub fn most_under_way(&self) -> usize {
        self.state().most_under_way
    }

    /// Clears the record of requests; the plan continues.
    pub fn forget(&self) {
        let mut state = self.state();
        state.requests.clear();
        state.most_under_way = state.under_way;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, request: &HttpRequest) -> (RequestInfo, Fault) {
        let mut state = self.state();
        let info = batch::read(state.requests.len(), request);
        let fault = (state.plan)(&info);
        state.requests.push((info.clone(), fault.clone()));
        state.under_way += 1;
        state.most_under_way = state.most_under_way.max(state.under_way);
        (info, fault)
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = self
            .requests()
            .into_iter()
            .map(|(request, fault)| (request.operation, fault));
        f.debug_list().entries(faults).finish()
    }
}

/// A request in flight, until it is answered or dropped.
struct UnderWay(Faults);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.state().under_way -= 1;
    }
}

#[derive(Debug, Clone)]
struct Faulty {
    inner: SharedHttpClient,
    faults: Faults,
}

impl HttpClient for Faulty {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(FaultyConnector {
            inner: self.inner.http_connector(settings, components),
            faults: self.faults.clone(),
        })
    }
}

#[derive(Debug, Clone)]
struct FaultyConnector {
    inner: SharedHttpConnector,
    faults: Faults,
}

impl HttpConnector for FaultyConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let connector = self.clone();
        HttpConnectorFuture::new(async move {
            let (info, fault) = connector.faults.next(&request);
            let _under_way = UnderWay(connector.faults.clone());
            connector.answer(request, &info, fault).await
        })
    }
}

impl FaultyConnector {
    async fn answer(
        &self,
        request: HttpRequest,
        info: &RequestInfo,
        fault: Fault,
    ) -> Result<HttpResponse, ConnectorError> {
        match fault {
            Fault::None => self.inner.call(request).await,
            Fault::Refuse(code) => Ok(answer::refusal(400, code, "refused by the plan of faults")),
            Fault::Throttle(code, reasons) => Ok(answer::throttled(code, &reasons)),
            Fault::InternalServerError => Ok(answer::refusal(
                500,
                "InternalServerError",
                "failed by the plan of faults",
            )),
            Fault::Reset => Err(answer::reset()),
            Fault::AnswerLost => {
                self.inner.call(request).await?;
                Err(answer::reset())
            }
            Fault::AnswerCut => Ok(answer::cut(self.inner.call(request).await?)),
            Fault::Hang => std::future::pending().await,
            Fault::Slow(pause) => {
                tokio::time::sleep(pause).await;
                self.inner.call(request).await
            }
            Fault::Process(first) => self.process(request, info, 0..first.min(info.entries)).await,
            Fault::ProcessLast(last) => {
                let start = info.entries.saturating_sub(last);
                self.process(request, info, start..info.entries).await
            }
            Fault::Cancel(reasons) => Ok(answer::canceled(&reasons)),
        }
    }

    /// Forwards only the entries of a batch at `places`, and adds the others to the response as unprocessed.
    async fn process(
        &self,
        request: HttpRequest,
        info: &RequestInfo,
        places: std::ops::Range<usize>,
    ) -> Result<HttpResponse, ConnectorError> {
        let Some((sent_on, kept)) = batch::split(info, &places) else {
            return self.inner.call(request).await;
        };
        if places.is_empty() {
            return Ok(answer::json(
                200,
                &batch::with_unprocessed(info, batch::nothing(info), kept),
            ));
        }
        let response = self.inner.call(answer::with_body(request, &sent_on)).await?;
        let body = response.body().bytes().unwrap_or_default();
        match serde_json::from_slice(body) {
            Ok(answered) if response.status().is_success() => {
                Ok(answer::json(200, &batch::with_unprocessed(info, answered, kept)))
            }
            _ => Ok(response),
        }
    }
}
