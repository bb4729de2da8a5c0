//! A client whose requests are looked at as they leave it, retries included, on any engine.
//!
//! The look is at the transport: a client with an interceptor would see, and take, another way than plain clients do.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents, SharedHttpClient};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};

type Look = Arc<dyn Fn(&HttpRequest) + Send + Sync>;

/// A client of the same engine as `client`, whose requests `look` sees, signed and serialized.
///
/// # Panics
/// When the configuration of `client` names no transport; those of [`engine::client`](crate::engine::client) and of the
/// embedded engine do.
#[must_use]
pub fn looked_at(client: &Client, look: impl Fn(&HttpRequest) + Send + Sync + 'static) -> Client {
    let transport = Transport {
        inner: client.config().http_client().expect("the client has a transport"),
        look: Arc::new(look),
    };
    Client::from_conf(client.config().to_builder().http_client(transport).build())
}

/// `BatchWriteItem`: the operation of a request, of its header `x-amz-target`.
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
