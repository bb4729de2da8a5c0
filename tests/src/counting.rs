//! A client of an embedded engine that counts what reaches it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents, SharedHttpClient};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use dynamo_entity::local::Engine;

/// How many requests have reached the engine.
#[derive(Clone, Debug, Default)]
pub struct Requests(Arc<AtomicUsize>);

impl Requests {
    /// Since the client was made.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// A client of a new, empty embedded engine, and the count of its requests.
///
/// # Panics
/// When the engine cannot be opened.
#[must_use]
pub fn counting_client() -> (Client, Requests) {
    let engine = Engine::memory().expect("the embedded engine opens in memory");
    let requests = Requests::default();
    let counting = Counting {
        inner: engine.http_client(),
        requests: requests.clone(),
    };
    let config = engine.config().http_client(counting).build();
    (Client::from_conf(config), requests)
}

#[derive(Clone)]
struct Counting {
    inner: SharedHttpClient,
    requests: Requests,
}

impl fmt::Debug for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Counting").finish_non_exhaustive()
    }
}

impl HttpClient for Counting {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(CountingConnector {
            inner: self.inner.http_connector(settings, components),
            requests: self.requests.clone(),
        })
    }
}

#[derive(Debug)]
struct CountingConnector {
    inner: SharedHttpConnector,
    requests: Requests,
}

impl HttpConnector for CountingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.requests.0.fetch_add(1, Ordering::SeqCst);
        self.inner.call(request)
    }
}
