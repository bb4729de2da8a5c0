//! A client whose requests, including retries, are observed on any engine.
//!
//! Requests are observed at the transport, because a client with an interceptor would send items in another way.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents, SharedHttpClient};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};

type Look = Arc<dyn Fn(&HttpRequest) + Send + Sync>;

/// Makes a client of the same engine as `client`. `look` sees its signed and serialized requests.
///
/// # Panics
/// If the configuration of `client` names no transport. Those of [`engine::client`](crate::engine::client) and of the
/// embedded engine name one.
#[must_use]
pub fn looked_at(client: &Client, look: impl Fn(&HttpRequest) + Send + Sync + 'static) -> Client {
    let transport = Transport {
        inner: client.config().http_client().expect("the client has a transport"),
        look: Arc::new(look),
    };
    Client::from_conf(client.config().to_builder().http_client(transport).build())
}

/// Returns the operation of a request, such as `BatchWriteItem`, from its header `x-amz-target`.
#[must_use]
pub fn operation(request: &HttpRequest) -> String {
    let target = request.headers().get("x-amz-target").unwrap_or_default();
    target.rsplit('.').next().unwrap_or_default().to_owned()
}

#[derive(Clone)]
struct Transport {
    inner: SharedHttpClient,
    look: Look,
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport").finish_non_exhaustive()
    }
}

impl HttpClient for Transport {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(Connector {
            inner: self.inner.http_connector(settings, components),
            look: Arc::clone(&self.look),
        })
    }
}

struct Connector {
    inner: SharedHttpConnector,
    look: Look,
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connector").finish_non_exhaustive()
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        (self.look)(&request);
        self.inner.call(request)
    }
}
