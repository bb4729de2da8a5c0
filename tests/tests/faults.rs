//! Tests of the fault injection itself, through the SDK alone.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, KeysAndAttributes, Put, PutRequest,
    ScalarAttributeType, TransactWriteItem, WriteRequest,
};
use dynamo_entity::local::Engine;
use dynamo_entity_tests::faults::{Fault, Faults, Reason};
use serde_json::json;

const TABLE: &str = "app";

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

/// Makes an engine with one table, and a client whose requests meet `faults`.
async fn engine() -> Engine {
    let engine = Engine::memory().unwrap();
    let pk = AttributeDefinition::builder().attribute_name("pk");
    let key = KeySchemaElement::builder().attribute_name("pk");
    let create = engine.client().create_table().table_name(TABLE);
    create
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(pk.attribute_type(ScalarAttributeType::S).build().unwrap())
        .key_schema(key.key_type(KeyType::Hash).build().unwrap())
        .send()
        .await
        .unwrap();
    engine
}

async fn stored(engine: &Engine) -> Vec<String> {
    let items = engine
        .client()
        .scan()
        .table_name(TABLE)
        .send()
        .await
        .unwrap()
        .items
        .unwrap();
    let mut keys: Vec<String> = items.iter().map(|item| item["pk"].as_s().unwrap().clone()).collect();
    keys.sort();
    keys
}

fn put(pk: &str) -> WriteRequest {
    let put = PutRequest::builder().item("pk", text(pk)).build().unwrap();
    WriteRequest::builder().put_request(put).build()
}

async fn put_one(
    client: &Client,
    pk: &str,
) -> Result<(), SdkError<aws_sdk_dynamodb::operation::put_item::PutItemError>> {
    client
        .put_item()
        .table_name(TABLE)
        .item("pk", text(pk))
        .send()
        .await
        .map(drop)
}

#[tokio::test(start_paused = true)]
async fn the_sdk_retries_throttled_failed_and_reset_requests() {
    let engine = engine().await;
    let faults = Faults::new(vec![Fault::throttle(), Fault::Reset]);
    put_one(&faults.client(&engine), "a").await.unwrap();
    assert_eq!(faults.count_of("PutItem"), 3);
    assert_eq!(stored(&engine).await, ["a"]);

    let faults = Faults::new(vec![Fault::InternalServerError; 3]);
    let failed = put_one(&faults.client(&engine), "b").await.unwrap_err();
    assert_eq!(failed.code(), Some("InternalServerError"));
    assert_eq!(faults.count(), 3);
    assert_eq!(stored(&engine).await, ["a"]);
}

#[tokio::test(start_paused = true)]
async fn a_request_with_a_lost_response_was_applied() {
    let engine = engine().await;
    let faults = Faults::new(vec![Fault::AnswerLost]);
    let client = faults.client_without_retries(&engine);
    assert!(matches!(
        put_one(&client, "a").await,
        Err(SdkError::DispatchFailure(failure)) if failure.is_io()
    ));
    assert_eq!(stored(&engine).await, ["a"]);
}

#[tokio::test(start_paused = true)]
async fn a_hanging_request_ends_with_the_sdks_timeout() {
    let engine = engine().await;
    let faults = Faults::new(vec![Fault::Hang, Fault::Slow(Duration::from_secs(2))]);
    let timeouts = TimeoutConfig::builder()
        .operation_timeout(Duration::from_secs(3))
        .build();
    let client = Client::from_conf(faults.config(&engine).timeout_config(timeouts).build());
    assert!(matches!(put_one(&client, "a").await, Err(SdkError::TimeoutError(_))));
    assert_eq!(stored(&engine).await, [""; 0]);
    put_one(&client, "b").await.unwrap();
    assert_eq!(faults.most_under_way(), 1);
}

#[tokio::test]
async fn a_batch_is_partially_processed() {
    let engine = engine().await;
    let faults = Faults::new(vec![Fault::Process(1), Fault::ProcessLast(1), Fault::unprocessed()]);
    let client = faults.client(&engine);
    let write = || {
        let writes = ["a", "b", "c"].map(put).to_vec();
        client.batch_write_item().request_items(TABLE, writes).send()
    };
    let keys = |unprocessed: &[WriteRequest]| -> Vec<String> {
        let puts = unprocessed.iter().map(|write| write.put_request().unwrap());
        puts.map(|put| put.item()["pk"].as_s().unwrap().clone()).collect()
    };
    let first = write().await.unwrap().unprocessed_items.unwrap();
    assert_eq!(keys(&first[TABLE]), ["b", "c"]);
    assert_eq!(stored(&engine).await, ["a"]);
    let second = write().await.unwrap().unprocessed_items.unwrap();
    assert_eq!(keys(&second[TABLE]), ["a", "b"]);
    assert_eq!(stored(&engine).await, ["a", "c"]);
    let third = write().await.unwrap().unprocessed_items.unwrap();
    assert_eq!(third[TABLE].len(), 3);

    let faults = Faults::new(vec![Fault::Process(2)]);
    let keys = ["c", "a", "b"].map(|pk| std::collections::HashMap::from([("pk".to_owned(), text(pk))]));
    let keys = KeysAndAttributes::builder()
        .set_keys(Some(keys.to_vec()))
        .consistent_read(true);
    let read = faults.client(&engine).batch_get_item();
    let read = read.request_items(TABLE, keys.build().unwrap()).send().await.unwrap();
    assert_eq!(read.responses.unwrap()[TABLE].len(), 2);
    let unprocessed = &read.unprocessed_keys.unwrap()[TABLE];
    assert_eq!(unprocessed.keys()[0]["pk"], text("b"));
    assert_eq!(unprocessed.consistent_read(), Some(true));
    assert_eq!(faults.requests()[0].0.entries, 3);
}

#[tokio::test]
async fn a_transaction_is_canceled_for_given_reasons() {
    let engine = engine().await;
    let conflict = Reason {
        code: "ConditionalCheckFailed",
        message: Some("no".to_owned()),
        item: Some(json!({ "pk": { "S": "a" } })),
    };
    let faults = Faults::new(vec![Fault::Cancel(vec![Reason::code("None"), conflict])]);
    let put = |pk| {
        let put = Put::builder().table_name(TABLE).item("pk", text(pk)).build().unwrap();
        TransactWriteItem::builder().put(put).build()
    };
    let transaction = faults.client(&engine).transact_write_items();
    let canceled = transaction
        .transact_items(put("a"))
        .transact_items(put("b"))
        .send()
        .await;
    let canceled = canceled.unwrap_err().into_service_error();
    let reasons = match &canceled {
        aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError::TransactionCanceledException(
            canceled,
        ) => canceled.cancellation_reasons(),
        other => panic!("{other}"),
    };
    assert_eq!(reasons[0].code(), Some("None"));
    assert_eq!(reasons[1].message(), Some("no"));
    assert_eq!(reasons[1].item().unwrap()["pk"], text("a"));
    assert_eq!(faults.requests()[0].0.entries, 2);
    assert_eq!(stored(&engine).await, [""; 0]);
}
