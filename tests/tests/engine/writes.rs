//! Items, updates, transactions and batches, also from several tasks at once.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, Delete, KeysAndAttributes, PutRequest, ReturnValue, TransactWriteItem, Update,
    WriteRequest,
};
use dynamo_entity_tests::engine::client;
use tokio::task::JoinSet;

use crate::{create_table, found, get, item, key, number, put, text};

#[tokio::test]
async fn an_item_is_read_as_it_was_put() {
    let client = client().await;
    let table = create_table(&client, "round-trip").await;
    let nested = HashMap::from([
        ("list".to_owned(), AttributeValue::L(vec![number(1), text("")])),
        ("none".to_owned(), AttributeValue::Null(true)),
    ]);
    let attributes = [
        ("nested", AttributeValue::M(nested)),
        ("bytes", AttributeValue::B(vec![0, 255].into())),
        ("flag", AttributeValue::Bool(false)),
        ("digits", number("12345678901234567890123456789012345678")),
    ];
    let written = item("p", "s", &attributes);
    put(&client, &table, written.clone()).await;
    assert_eq!(get(&client, &table, "p", "s").await, Some(written));
    assert_eq!(get(&client, &table, "p", "other").await, None);
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_moves_the_item_in_its_index() {
    let client = client().await;
    let table = create_table(&client, "update").await;
    let attributes = [("gsi1pk", text("old")), ("gsi1sk", text("x")), ("n", number(1))];
    put(&client, &table, item("p", "s", &attributes)).await;

    let updated = client
        .update_item()
        .table_name(&table)
        .set_key(Some(key("p", "s")))
        .update_expression("SET gsi1pk = :new ADD n :one")
        .expression_attribute_values(":new", text("new"))
        .expression_attribute_values(":one", number(1))
        .return_values(ReturnValue::AllNew)
        .send()
        .await
        .unwrap()
        .attributes
        .unwrap();
    assert_eq!(updated["n"], number(2));

    for (pk, expected) in [("new", vec![text("s")]), ("old", vec![])] {
        let values = [(":pk", text(pk))];
        assert_eq!(
            found(&client, &table, Some("gsi1"), "gsi1pk = :pk", &values).await,
            expected,
            "{pk}"
        );
    }
}

#[tokio::test]
async fn a_transaction_applies_all_of_its_items_and_its_token_makes_it_once() {
    let client = client().await;
    let table = create_table(&client, "transaction").await;
    put(&client, &table, item("p", "counter", &[("n", number(0))])).await;
    put(&client, &table, key("p", "doomed")).await;
    put(&client, &table, key("p", "witness")).await;

    let transaction = |step: u32| {
        let update = Update::builder()
            .table_name(&table)
            .set_key(Some(key("p", "counter")))
            .update_expression("ADD n :step")
            .expression_attribute_values(":step", number(step))
            .build()
            .unwrap();
        let delete = Delete::builder()
            .table_name(&table)
            .set_key(Some(key("p", "doomed")))
            .build()
            .unwrap();
        let check = ConditionCheck::builder()
            .table_name(&table)
            .set_key(Some(key("p", "witness")))
            .condition_expression("attribute_exists(pk)")
            .build()
            .unwrap();
        client
            .transact_write_items()
            // A token is remembered by the engine, not by the table.
            .client_request_token(&table[table.len() - 32..])
            .transact_items(TransactWriteItem::builder().update(update).build())
            .transact_items(TransactWriteItem::builder().delete(delete).build())
            .transact_items(TransactWriteItem::builder().condition_check(check).build())
    };
    transaction(5).send().await.unwrap();
    transaction(5).send().await.unwrap();
    let counter = get(&client, &table, "p", "counter").await.unwrap();
    assert_eq!(counter["n"], number(5));
    assert_eq!(get(&client, &table, "p", "doomed").await, None);

    let mismatch = transaction(6).send().await.unwrap_err();
    assert!(
        mismatch
            .into_service_error()
            .is_idempotent_parameter_mismatch_exception()
    );
}

#[tokio::test]
async fn batches_write_and_read_many_items() {
    let client = client().await;
    let table = create_table(&client, "batches").await;
    let write = |number: u32| {
        let put = PutRequest::builder()
            .set_item(Some(key("p", &number.to_string())))
            .build()
            .unwrap();
        WriteRequest::builder().put_request(put).build()
    };
    let written = client
        .batch_write_item()
        .request_items(&table, (0..25).map(write).collect())
        .send()
        .await
        .unwrap();
    assert!(written.unprocessed_items.unwrap_or_default().is_empty());

    let keys = (20..30).map(|number| key("p", &number.to_string()));
    let keys = KeysAndAttributes::builder()
        .set_keys(Some(keys.collect()))
        .build()
        .unwrap();
    let read = client
        .batch_get_item()
        .request_items(&table, keys)
        .send()
        .await
        .unwrap();
    assert_eq!(read.responses.unwrap()[&table].len(), 5);
    assert!(read.unprocessed_keys.unwrap_or_default().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_tasks_lose_no_update_and_one_of_them_wins_a_create() {
    let client = client().await;
    let table = create_table(&client, "concurrent").await;
    let mut tasks = JoinSet::new();
    for task in 0..8 {
        let (client, table) = (client.clone(), table.clone());
        tasks.spawn(async move {
            for _ in 0..25 {
                client
                    .update_item()
                    .table_name(&table)
                    .set_key(Some(key("p", "counter")))
                    .update_expression("ADD n :one")
                    .expression_attribute_values(":one", number(1))
                    .send()
                    .await
                    .unwrap();
            }
            client
                .put_item()
                .table_name(&table)
                .set_item(Some(item("p", "first", &[("task", number(task))])))
                .condition_expression("attribute_not_exists(pk)")
                .send()
                .await
                .is_ok()
        });
    }
    let won = tasks.join_all().await;
    assert_eq!(won.iter().filter(|won| **won).count(), 1);
    let counter = get(&client, &table, "p", "counter").await.unwrap();
    assert_eq!(counter["n"], number(200));
}
