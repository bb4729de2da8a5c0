//! A client that receives the same response for every request.

use std::fmt;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, HttpClient, Region, RuntimeComponents, SharedHttpClient};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_types::body::SdkBody;

/// Makes a client that receives this status and body for every request, without retries.
#[must_use]
pub fn answering_client(status: u16, body: impl Into<Vec<u8>>) -> Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "tests"))
        .retry_config(RetryConfig::disabled())
        .http_client(SharedHttpClient::new(Canned(status, body.into())))
        .build();
    Client::from_conf(config)
}

/// Answers every request in the same way.
#[derive(Clone)]
struct Canned(u16, Vec<u8>);

impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Canned({})", self.0)
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let response = self
            .0
            .try_into()
            .map(|status| HttpResponse::new(status, SdkBody::from(self.1.clone())));
        HttpConnectorFuture::ready(Ok(response.expect("a status of HTTP")))
    }
}
