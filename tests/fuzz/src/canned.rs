//! A client that receives the bytes of an input for its first request, and an empty response for later requests.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{
    BehaviorVersion, Config, Credentials, HttpClient, Region, RuntimeComponents, StalledStreamProtectionConfig,
};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

/// The response to the next request.
#[derive(Clone, Default)]
pub(crate) struct Next(Arc<Mutex<Option<Vec<u8>>>>);

impl Next {
    pub(crate) fn is(&self, bytes: &[u8]) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes.to_vec());
    }
}

pub(crate) fn client() -> (Client, Next) {
    let next = Next::default();
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .endpoint_url("http://canned.invalid")
        .credentials_provider(Credentials::new("canned", "canned", None, None, "canned"))
        .retry_config(RetryConfig::disabled())
        .timeout_config(TimeoutConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .http_client(next.clone());
    (Client::from_conf(config.build()), next)
}

impl HttpConnector for Next {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let next = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let body = SdkBody::from(next.unwrap_or_else(|| b"{}".to_vec()));
        let status = StatusCode::try_from(200).expect("200 is a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, body)))
    }
}

impl HttpClient for Next {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl fmt::Debug for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next").finish_non_exhaustive()
    }
}
