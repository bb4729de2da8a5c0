//! Hands the first answer to a request back to the SDK, as the answer to the SDK's own first attempt.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents, SharedHttpClient};
use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::result::ConnectorError;

pub(super) const INVOCATION: &str = "amz-sdk-invocation-id";

/// An answer that is not a success.
pub(super) struct FirstAnswer {
    pub(super) answer: Result<HttpResponse, ConnectorError>,
    /// The connection that it came on.
    pub(super) connection: CaptureSmithyConnection,
    /// The id that all attempts at one request share.
    pub(super) invocation: String,
}

/// An HTTP client that has the answer to its first request already, and sends the others.
#[derive(Clone)]
pub(crate) struct ReplayClient(Arc<Replay>);

struct Replay {
    first: Mutex<Option<(Result<HttpResponse, ConnectorError>, CaptureSmithyConnection)>>,
    invocation: String,
    client: SharedHttpClient,
}

impl ReplayClient {
    pub(super) fn new(first: FirstAnswer, client: SharedHttpClient) -> Self {
        ReplayClient(Arc::new(Replay {
            first: Mutex::new(Some((first.answer, first.connection))),
            invocation: first.invocation,
            client,
        }))
    }
}

impl fmt::Debug for ReplayClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplayClient(..)")
    }
}

impl HttpClient for ReplayClient {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(ReplayConnector {
            replay: Arc::clone(&self.0),
            connector: self.0.client.http_connector(settings, components),
        })
    }
}

struct ReplayConnector {
    replay: Arc<Replay>,
    connector: SharedHttpConnector,
}

impl fmt::Debug for ReplayConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplayConnector(..)")
    }
}

impl HttpConnector for ReplayConnector {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let first = self.replay.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((answer, connection)) = first else {
            // The signature does not cover the header.
            request.headers_mut().insert(INVOCATION, self.replay.invocation.clone());
            return self.connector.call(request);
        };
        // The SDK closes the connection of an attempt that failed in transit.
        if let Some(capture) = request.extension::<CaptureSmithyConnection>() {
            capture.set_connection_retriever(move || connection.get());
        }
        HttpConnectorFuture::ready(answer)
    }
}
