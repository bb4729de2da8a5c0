//! Refused requests, with the codes and the structure that the crate reads.

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::get_item::GetItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem,
};
use dynamo_entity_tests::engine::{client, unique_table_name};

use crate::{create_table, get, item, key, number, put, text};

#[tokio::test]
async fn a_failed_condition_is_typed_and_returns_the_item_on_request() {
    let client = client().await;
    let table = create_table(&client, "conditions").await;
    let stored = item("p", "s", &[("n", number(7))]);
    put(&client, &table, stored.clone()).await;

    let refused = client
        .put_item()
        .table_name(&table)
        .set_item(Some(key("p", "s")))
        .condition_expression("attribute_not_exists(pk)")
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .send()
        .await
        .unwrap_err();
    let PutItemError::ConditionalCheckFailedException(refused) = refused.into_service_error() else {
        panic!("the item exists");
    };
    assert_eq!(refused.item(), Some(&stored));

    let refused = client
        .update_item()
        .table_name(&table)
        .set_key(Some(key("p", "s")))
        .update_expression("SET n = :n")
        .condition_expression("n < :n")
        .expression_attribute_values(":n", number(7))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .send()
        .await
        .unwrap_err();
    let UpdateItemError::ConditionalCheckFailedException(refused) = refused.into_service_error() else {
        panic!("7 is not below 7");
    };
    assert_eq!(refused.item(), Some(&stored));

    let refused = client
        .delete_item()
        .table_name(&table)
        .set_key(Some(key("p", "s")))
        .condition_expression("attribute_not_exists(n)")
        .send()
        .await
        .unwrap_err();
    let DeleteItemError::ConditionalCheckFailedException(refused) = refused.into_service_error() else {
        panic!("the attribute exists");
    };
    assert_eq!(refused.item(), None, "it was not asked for");
    assert_eq!(get(&client, &table, "p", "s").await, Some(stored));
}

#[tokio::test]
async fn a_cancelled_transaction_gives_a_reason_for_each_of_its_items_and_changes_none() {
    let client = client().await;
    let table = create_table(&client, "cancelled").await;
    let stored = item("p", "taken", &[("n", number(1))]);
    put(&client, &table, stored.clone()).await;

    let create = |sk: &str, values: Option<ReturnValuesOnConditionCheckFailure>| {
        let put = Put::builder()
            .table_name(&table)
            .set_item(Some(key("p", sk)))
            .condition_expression("attribute_not_exists(pk)")
            .set_return_values_on_condition_check_failure(values)
            .build()
            .unwrap();
        TransactWriteItem::builder().put(put).build()
    };
    let all_old = Some(ReturnValuesOnConditionCheckFailure::AllOld);
    for (values, returned) in [(None, None), (all_old, Some(&stored))] {
        let cancelled = client
            .transact_write_items()
            .transact_items(create("free", values.clone()))
            .transact_items(create("taken", values.clone()))
            .transact_items(create("free too", values))
            .send()
            .await
            .unwrap_err();
        let TransactWriteItemsError::TransactionCanceledException(cancelled) = cancelled.into_service_error() else {
            panic!("one of the items exists");
        };
        let reasons = cancelled.cancellation_reasons();
        let codes: Vec<_> = reasons.iter().map(CancellationReason::code).collect();
        assert_eq!(codes, [Some("None"), Some("ConditionalCheckFailed"), Some("None")]);
        assert_eq!(reasons[1].item(), returned);
        assert_eq!(get(&client, &table, "p", "free").await, None);
    }
}

#[tokio::test]
async fn a_missing_table_is_not_found() {
    let refused = client()
        .await
        .get_item()
        .table_name(unique_table_name("missing"))
        .set_key(Some(key("p", "s")))
        .send()
        .await
        .unwrap_err();
    assert!(matches!(
        refused.into_service_error(),
        GetItemError::ResourceNotFoundException(_)
    ));
}

#[tokio::test]
async fn an_item_beyond_the_limits_is_invalid() {
    let client = client().await;
    let table = create_table(&client, "invalid").await;
    let with = |name: &str, value| item("p", "s", &[(name, value)]);
    let cases = [
        ("an empty key", key("p", "")),
        ("a key of another type", with("sk", number(1))),
        ("an empty index key", with("gsi1pk", text(""))),
        ("an index key of another type", with("gsi1pk", number(1))),
        ("a NULL index key", with("gsi1pk", AttributeValue::Null(true))),
        ("a sort key over 1 KB", key("p", &"x".repeat(1025))),
        ("a partition key over 2 KB", key(&"x".repeat(2049), "s")),
        ("an item over 400 KB", with("v", text(&"x".repeat(410_000)))),
        ("a number over 38 digits", with("v", number("9".repeat(39)))),
        ("an empty set", with("v", AttributeValue::Ss(vec![]))),
    ];
    for (what, item) in cases {
        let refused = client
            .put_item()
            .table_name(&table)
            .set_item(Some(item))
            .send()
            .await
            .expect_err(what);
        assert_eq!(refused.code(), Some("ValidationException"), "{what}");
    }
    assert_eq!(get(&client, &table, "p", "s").await, None);
}
