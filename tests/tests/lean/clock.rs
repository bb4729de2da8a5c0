//! Clocks that differ from DynamoDB's.

use std::time::{Duration, UNIX_EPOCH};

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents, SharedHttpClient};
use aws_sdk_dynamodb::primitives::{DateTime, DateTimeFormat};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_types::body::SdkBody;
use dynamo_entity::{SdkReason, Wire};

use super::*;

/// Refuses signatures that are more than five minutes off its own clock, as DynamoDB does.
#[derive(Debug, Clone)]
struct Strict {
    inner: SharedHttpClient,
    /// How far this clock is ahead, in seconds.
    ahead: Arc<AtomicUsize>,
}

impl HttpClient for Strict {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(StrictConnector {
            inner: self.inner.http_connector(settings, components),
            ahead: Arc::clone(&self.ahead),
        })
    }
}

#[derive(Debug)]
struct StrictConnector {
    inner: SharedHttpConnector,
    ahead: Arc<AtomicUsize>,
}

impl HttpConnector for StrictConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let ahead = Duration::from_secs(self.ahead.load(Ordering::Relaxed) as u64);
        let now = SystemTime::now() + ahead;
        let signed = request.headers().get("x-amz-date").unwrap().to_owned();
        let difference = now.duration_since(time_of(&signed)).unwrap_or_default();
        if difference <= Duration::from_mins(5) {
            return self.inner.call(request);
        }
        let body = r#"{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"Signature expired"}"#;
        let mut response = HttpResponse::new(400.try_into().unwrap(), SdkBody::from(body));
        let date = DateTime::from(now).fmt(DateTimeFormat::HttpDate).unwrap();
        response.headers_mut().insert("date", date);
        HttpConnectorFuture::ready(Ok(response))
    }
}

/// Parses `20261128T091500Z`.
fn time_of(signed: &str) -> SystemTime {
    let (date, time) = signed.trim_end_matches('Z').split_at(8);
    let date = format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]);
    let time = format!("{}:{}:{}", &time[1..3], &time[3..5], &time[5..]);
    let seconds = DateTime::from_str(&format!("{date}T{time}Z"), DateTimeFormat::DateTime)
        .unwrap()
        .secs();
    UNIX_EPOCH + Duration::from_secs(seconds.try_into().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_falls_behind_is_corrected_by_the_sdk() {
    let engine = Engine::memory().unwrap();
    Table::<Library>::new(engine.client(), "books")
        .create()
        .send()
        .await
        .unwrap();
    let strict = Strict {
        inner: engine.http_client(),
        ahead: Arc::default(),
    };
    let ahead = Arc::clone(&strict.ahead);
    let (client, log) = logged(engine.config().http_client(strict), |_| ());
    let table = Table::<Library>::new(client, "books");
    learn(&table).await;
    log.take();

    ahead.store(600, Ordering::Relaxed);
    Book::put(book(1)).send(&table).await.unwrap();
    let seen = log.take();
    assert_eq!(seen.len(), 2, "{seen:#?}");
    assert!(seen[0].is_lean());
    assert_eq!(table.wire(), Wire::Sdk(SdkReason::ClockSkew));
    // The SDK knows the difference now.
    for id in 2..5 {
        Book::put(book(id)).send(&table).await.unwrap();
        assert_eq!(log.take().len(), 1);
    }

    // A table of the same client learns nothing from requests with a corrected time.
    let table = Table::<Library>::new(table.client().clone(), "books");
    for id in 2..9 {
        Book::put(book(id)).send(&table).await.unwrap();
        assert_eq!(log.take().iter().filter(|seen| seen.is_lean()).count(), 0);
    }
    assert_eq!(table.wire(), Wire::Sdk(SdkReason::UnknownRequest));
}
