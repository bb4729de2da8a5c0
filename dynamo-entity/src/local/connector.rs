//! The transport that the SDK calls instead of a socket: it takes a signed request and returns a response.

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;

use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use dynoxide::Database;

use crate::local::operation;
use crate::local::refusal::Refusal;

/// The prefixes of the targets that the engine answers: `DynamoDB_20120810.GetItem`.
const TARGET_PREFIXES: [&str; 2] = ["DynamoDB_20120810.", "DynamoDBStreams_20120810."];

/// The SDK's view of the engine. No connection exists to be pooled or to time out: the SDK's operation and attempt
/// timeouts apply, its connect and read timeouts do not.
#[derive(Clone)]
pub(super) struct Embedded {
    database: Database,
    requests: Arc<AtomicU64>,
}

impl Embedded {
    pub(super) fn new(database: Database) -> Self {
        Self {
            database,
            requests: Arc::default(),
        }
    }

    fn respond(&self, request: &HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let body = request.body().bytes().ok_or_else(|| {
            ConnectorError::user("a streamed request body cannot be read; send it from memory".into())
        })?;
        let answer = match request.headers().get("x-amz-target").and_then(operation_of) {
            Some(operation) => operation::run(&self.database, operation, body),
            None => Err(Refusal::unknown_operation()),
        };
        let (status, body) = match answer {
            Ok(body) => (200, body),
            Err(refusal) => (refusal.status, refusal.body),
        };

        let status = StatusCode::try_from(status).map_err(|error| ConnectorError::other(error.into(), None))?;
        let request_id = self.requests.fetch_add(1, Ordering::Relaxed);
        let mut response = HttpResponse::new(status, body.into());
        // No `x-amz-crc32`: the SDK does not check it, and no network can corrupt the body.
        let headers = response.headers_mut();
        headers.insert("content-type", "application/x-amz-json-1.0");
        // The same format as DynamoDB's, 52 letters and digits, but recognizable as the engine's.
        headers.insert("x-amzn-requestid", format!("EMBEDDED{request_id:044}"));
        Ok(response)
    }
}

impl HttpConnector for Embedded {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let engine = self.clone();
        HttpConnectorFuture::new(async move {
            yield_once().await;
            engine.respond(&request)
        })
    }
}

impl HttpClient for Embedded {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").finish_non_exhaustive()
    }
}

fn operation_of(target: &str) -> Option<&str> {
    TARGET_PREFIXES.iter().find_map(|prefix| target.strip_prefix(prefix))
}

/// Suspends the caller once, as every round trip to AWS does. Otherwise tasks on one thread would run one after the other
/// instead of interleaving, which hides the races that a test looks for.
async fn yield_once() {
    let mut yielded = false;
    poll_fn(|context| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
