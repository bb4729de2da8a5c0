//! Features of the embedded engine: its clock, its transport, and the wire form of its refusals.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents, SharedHttpClient};
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
    TimeToLiveSpecification,
};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use dynamo_entity::local::{Engine, ManualClock};

const TABLE: &str = "app";
const ENVELOPE: &str = "1 validation error detected: ";

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

async fn create_table(client: &Client) {
    client
        .create_table()
        .table_name(TABLE)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(
            AttributeDefinition::builder()
                .attribute_name("pk")
                .attribute_type(ScalarAttributeType::S)
                .build()
                .unwrap(),
        )
        .key_schema(
            KeySchemaElement::builder()
                .attribute_name("pk")
                .key_type(KeyType::Hash)
                .build()
                .unwrap(),
        )
        .send()
        .await
        .unwrap();
}

async fn count(client: &Client) -> i32 {
    client.scan().table_name(TABLE).send().await.unwrap().count()
}

#[tokio::test]
async fn clones_share_a_database_and_engines_do_not() {
    let engine = Engine::memory().unwrap();
    create_table(&engine.client()).await;
    assert_eq!(count(&engine.clone().client()).await, 0);

    let other = Engine::memory().unwrap().client();
    let missing = other.scan().table_name(TABLE).send().await.unwrap_err();
    assert!(missing.into_service_error().is_resource_not_found_exception());
}

#[tokio::test]
async fn items_expire_when_the_clock_advances_and_the_engine_sweeps() {
    let clock = ManualClock::at(1_000_000_000);
    let engine = Engine::memory_with_clock(&clock).unwrap();
    let client = engine.client();
    create_table(&client).await;
    client
        .update_time_to_live()
        .table_name(TABLE)
        .time_to_live_specification(
            TimeToLiveSpecification::builder()
                .attribute_name("expires_at")
                .enabled(true)
                .build()
                .unwrap(),
        )
        .send()
        .await
        .unwrap();
    for (pk, seconds) in [("soon", 60), ("later", 3_600)] {
        client
            .put_item()
            .table_name(TABLE)
            .item("pk", text(pk))
            .item("expires_at", AttributeValue::N((clock.now() + seconds).to_string()))
            .send()
            .await
            .unwrap();
    }

    assert_eq!(engine.sweep_ttl().unwrap(), 0);
    clock.advance(Duration::from_secs(61));
    assert_eq!(count(&client).await, 2, "expired items stay until a sweep");
    assert_eq!(engine.sweep_ttl().unwrap(), 1);
    assert_eq!(count(&client).await, 1);
}

#[tokio::test]
async fn every_answer_has_its_own_request_id() {
    let client = Engine::memory().unwrap().client();
    let first = client.list_tables().send().await.unwrap();
    let second = client.list_tables().send().await.unwrap();
    let (first, second) = (first.request_id().unwrap(), second.request_id().unwrap());
    assert_eq!(first.len(), 52);
    assert_ne!(first, second);

    let refused = client.scan().table_name(TABLE).send().await.unwrap_err();
    assert!(refused.request_id().is_some());
}

#[tokio::test]
async fn an_unsupported_operation_is_refused_without_a_retry() {
    let client = Engine::memory().unwrap().client();
    let refused = client
        .create_backup()
        .table_name(TABLE)
        .backup_name("nightly")
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    assert_eq!(refused.code(), Some("UnknownOperationException"));
}

#[tokio::test]
async fn a_request_that_cannot_be_read_is_a_validation_error() {
    let client = Engine::memory().unwrap().client();
    create_table(&client).await;

    let mut deep = text("leaf");
    for _ in 0..100 {
        deep = AttributeValue::L(vec![deep]);
    }
    let values = [
        ("nested too deep for the parser", deep),
        ("an empty set", AttributeValue::Ss(Vec::new())),
        ("not a number", AttributeValue::N("twelve".to_owned())),
    ];
    for (what, value) in values {
        let refused = client
            .put_item()
            .table_name(TABLE)
            .item("pk", text("p"))
            .item("v", value)
            .send()
            .await
            .unwrap_err()
            .into_service_error();
        assert_eq!(refused.code(), Some("ValidationException"), "{what}");
        let message = refused.message().unwrap();
        assert!(!message.contains("VALIDATION"), "{what}: {message}");
        assert!(!message.contains(" at line "), "{what}: {message}");
    }
}

#[tokio::test]
async fn the_form_of_a_request_is_enveloped_on_single_item_writes_only() {
    let client = Engine::memory().unwrap().client();
    create_table(&client).await;
    let written = client
        .put_item()
        .table_name(TABLE)
        .item("pk", text("p"))
        .item("v", AttributeValue::Ns(Vec::new()))
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    assert!(written.message().unwrap().starts_with(ENVELOPE));

    let read = client
        .get_item()
        .table_name(TABLE)
        .key("pk", AttributeValue::Ns(Vec::new()))
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    assert_eq!(read.code(), Some("ValidationException"));
    assert!(!read.message().unwrap().starts_with(ENVELOPE));
}

/// Throttles the first `left` requests.
#[derive(Debug, Clone)]
struct Throttling {
    engine: SharedHttpClient,
    left: Arc<AtomicUsize>,
    seen: Arc<AtomicUsize>,
}

#[derive(Debug)]
struct ThrottlingConnector {
    engine: SharedHttpConnector,
    throttling: Throttling,
}

impl HttpClient for Throttling {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(ThrottlingConnector {
            engine: self.engine.http_connector(settings, components),
            throttling: self.clone(),
        })
    }
}

impl HttpConnector for ThrottlingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Throttling { left, seen, .. } = &self.throttling;
        seen.fetch_add(1, Ordering::SeqCst);
        let throttled = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if throttled.is_err() {
            return self.engine.call(request);
        }
        let body = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}"#;
        let status = 400.try_into().unwrap();
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, body.into())))
    }
}

#[tokio::test(start_paused = true)]
async fn the_transport_can_be_wrapped_and_the_sdk_retries_over_it() {
    let engine = Engine::memory().unwrap();
    create_table(&engine.client()).await;
    let throttling = Throttling {
        engine: engine.http_client(),
        left: Arc::new(AtomicUsize::new(2)),
        seen: Arc::default(),
    };
    let config = engine.config().http_client(throttling.clone()).build();
    let client = Client::from_conf(config);

    assert_eq!(count(&client).await, 0);
    assert_eq!(throttling.seen.load(Ordering::SeqCst), 3);
}

/// On one thread, two read-modify-writes without a condition lose an update, as they would on AWS.
#[tokio::test(flavor = "current_thread")]
async fn tasks_on_one_thread_interleave() {
    let client = Engine::memory().unwrap().client();
    create_table(&client).await;
    let append = async |letter: &str| {
        let key = HashMap::from([("pk".to_owned(), text("p"))]);
        let read = client
            .get_item()
            .table_name(TABLE)
            .set_key(Some(key))
            .send()
            .await
            .unwrap();
        let before = read
            .item()
            .and_then(|item| item["letters"].as_s().ok())
            .map_or("", String::as_str);
        client
            .put_item()
            .table_name(TABLE)
            .item("pk", text("p"))
            .item("letters", text(&format!("{before}{letter}")))
            .send()
            .await
            .unwrap();
    };
    tokio::join!(append("a"), append("b"));
    let stored = client.scan().table_name(TABLE).send().await.unwrap();
    let letters = stored.items()[0]["letters"].as_s().unwrap();
    assert_eq!(letters.len(), 1, "both read before either wrote: {letters}");
}
