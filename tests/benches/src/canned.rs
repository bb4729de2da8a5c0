//! A transport that answers every request with the same bytes and keeps the body of the last request.
//!
//! Serialization, endpoint, signing, retries, interceptors and deserialization are the SDK's own. The body arrives in
//! pieces of 16 KB, the size of a TLS record, as it does from a socket.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Config, Credentials, HttpClient, Region, RuntimeComponents};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

const RECORD: usize = 16 * 1024;

/// A record of the requests of a client.
#[derive(Clone, Debug, Default)]
pub struct Recorded(Arc<Mutex<Bytes>>);

impl Recorded {
    /// The body of the last request.
    #[must_use]
    pub fn body(&self) -> Bytes {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Makes a client that receives `answer` for every request.
#[must_use]
pub fn client(answer: Bytes) -> Client {
    Client::from_conf(config(answer).build())
}

/// Makes the configuration of [`client`]: the SDK's defaults and invented credentials.
#[must_use]
pub fn config(answer: Bytes) -> Builder {
    configured(Canned { answer, recorded: None })
}

/// Makes a client that receives `answer` for every request, and the record of its requests.
#[must_use]
pub fn recording_client(answer: Bytes) -> (Client, Recorded) {
    let recorded = Recorded::default();
    let canned = Canned {
        answer,
        recorded: Some(recorded.clone()),
    };
    (Client::from_conf(configured(canned).build()), recorded)
}

fn configured(canned: Canned) -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .endpoint_url("http://canned.invalid")
        .credentials_provider(Credentials::new("canned", "canned", None, None, "canned"))
        .http_client(canned)
}

#[derive(Clone)]
struct Canned {
    answer: Bytes,
    recorded: Option<Recorded>,
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        if let Some(Recorded(last)) = &self.recorded
            && let Some(body) = request.body().bytes()
        {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = Bytes::copy_from_slice(body);
        }
        let status = StatusCode::try_from(200).expect("200 is a status");
        let mut response = HttpResponse::new(status, SdkBody::from_body_1_x(Records::of(&self.answer)));
        let headers = response.headers_mut();
        headers.insert("content-type", "application/x-amz-json-1.0");
        headers.insert("content-length", self.answer.len().to_string());
        headers.insert(
            "x-amzn-requestid",
            "CANNED0000000000000000000000000000000000000000000000",
        );
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canned").finish_non_exhaustive()
    }
}

/// A body in pieces.
struct Records(VecDeque<Bytes>);

impl Records {
    fn of(body: &Bytes) -> Self {
        let starts = (0..body.len()).step_by(RECORD);
        Self(
            starts
                .map(|start| body.slice(start..body.len().min(start + RECORD)))
                .collect(),
        )
    }
}

impl Body for Records {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|record| Ok(Frame::data(record))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.iter().map(|record| record.len() as u64).sum())
    }
}
