//! A transport that answers every request with the same bytes and keeps the body of the last request.
//!
//! Serialization, endpoint, signing, retries, interceptors and deserialization are the SDK's own. The body arrives in
//! pieces of 16 KB, the size of a TLS record, as it does from a socket.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
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
pub struct Recorded {
    bodies: Arc<Mutex<Vec<Bytes>>>,
    connectors: Arc<AtomicUsize>,
}

impl Recorded {
    /// The body of the last request.
    #[must_use]
    pub fn body(&self) -> Bytes {
        self.bodies().pop().unwrap_or_default()
    }

    /// The bodies of all requests.
    #[must_use]
    pub fn bodies(&self) -> Vec<Bytes> {
        self.bodies.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often a connector was asked for: once for each request that goes through the SDK, and never for one that does not.
    #[must_use]
    pub fn connectors(&self) -> usize {
        self.connectors.load(Ordering::Relaxed)
    }

    fn record(&self, request: &HttpRequest) {
        if let Some(body) = request.body().bytes() {
            let mut bodies = self.bodies.lock().unwrap_or_else(PoisonError::into_inner);
            bodies.push(Bytes::copy_from_slice(body));
        }
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
    configured(Canned::new(Answers::Same(answer)))
}

/// Makes a client that receives `answer` for every request, and the record of its requests.
#[must_use]
pub fn recording_client(answer: Bytes) -> (Client, Recorded) {
    let recorded = Recorded::default();
    let canned = Canned {
        recorded: Some(recorded.clone()),
        ..Canned::new(Answers::Same(answer))
    };
    (Client::from_conf(configured(canned).build()), recorded)
}

/// Makes a client that receives these pages in turn for `count` requests, and then `last`.
#[must_use]
pub fn paging_client(pages: [Bytes; 2], count: usize, last: Bytes) -> Client {
    let left = Arc::new(AtomicUsize::new(count));
    let canned = Canned::new(Answers::Pages { pages, left, last });
    Client::from_conf(configured(canned).build())
}

fn configured(canned: Canned) -> Builder {
    plain_config("http://canned.invalid").http_client(canned)
}

/// Makes a configuration without an HTTP client: the SDK's defaults and invented credentials.
#[must_use]
pub fn plain_config(endpoint: &str) -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .endpoint_url(endpoint)
        .credentials_provider(Credentials::new("canned", "canned", None, None, "canned"))
}

#[derive(Clone)]
struct Canned {
    answers: Answers,
    recorded: Option<Recorded>,
}

#[derive(Clone)]
enum Answers {
    Same(Bytes),
    Pages {
        pages: [Bytes; 2],
        /// The number of requests that still receive a page.
        left: Arc<AtomicUsize>,
        last: Bytes,
    },
}

impl Canned {
    fn new(answers: Answers) -> Self {
        Self {
            answers,
            recorded: None,
        }
    }

    fn next(&self) -> &Bytes {
        match &self.answers {
            Answers::Same(answer) => answer,
            Answers::Pages { pages, left, last } => {
                let fewer = |left: usize| left.checked_sub(1);
                match left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fewer) {
                    Ok(left) => &pages[left % pages.len()],
                    Err(_) => last,
                }
            }
        }
    }
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        if let Some(recorded) = &self.recorded {
            recorded.record(&request);
        }
        let answer = self.next();
        let status = StatusCode::try_from(200).expect("200 is a status");
        let mut response = HttpResponse::new(status, SdkBody::from_body_1_x(Records::of(answer)));
        let headers = response.headers_mut();
        headers.insert("content-type", "application/x-amz-json-1.0");
        headers.insert("content-length", answer.len().to_string());
        headers.insert(
            "x-amzn-requestid",
            "CANNED0000000000000000000000000000000000000000000000",
        );
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        if let Some(recorded) = &self.recorded {
            recorded.connectors.fetch_add(1, Ordering::Relaxed);
        }
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
