//! The behaviour that the crate expects of an engine, tested through the SDK alone. A new engine must pass these tests
//! first.
//!
//! The tests check codes and structure, never the wording of a message.

mod keys;
mod refusals;
mod writes;

use std::collections::HashMap;
use std::fmt::Display;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType,
    LocalSecondaryIndex, Projection, ProjectionType, ScalarAttributeType,
};
use dynamo_entity_tests::engine::unique_table_name;

type Item = HashMap<String, AttributeValue>;

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn number(value: impl Display) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

fn key(pk: &str, sk: &str) -> Item {
    HashMap::from([("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))])
}

fn item(pk: &str, sk: &str, attributes: &[(&str, AttributeValue)]) -> Item {
    let mut item = key(pk, sk);
    for (name, value) in attributes {
        item.insert((*name).to_owned(), value.clone());
    }
    item
}

fn attribute(name: &str, ty: ScalarAttributeType) -> AttributeDefinition {
    AttributeDefinition::builder()
        .attribute_name(name)
        .attribute_type(ty)
        .build()
        .unwrap()
}

fn key_schema(hash: &[&str], range: &[&str]) -> Vec<KeySchemaElement> {
    let element = |name: &str, ty: KeyType| {
        KeySchemaElement::builder()
            .attribute_name(name)
            .key_type(ty)
            .build()
            .unwrap()
    };
    let hash = hash.iter().map(|name| element(name, KeyType::Hash));
    let range = range.iter().map(|name| element(name, KeyType::Range));
    hash.chain(range).collect()
}

/// Creates a table with one index of each kind: `gsi1` (text keys), `lsi1`, and `standings`, whose key has two attributes on
/// each side.
async fn create_table(client: &Client, base: &str) -> String {
    let name = unique_table_name(base);
    let whole_item = Projection::builder().projection_type(ProjectionType::All).build();
    let gsi = |name: &str, hash: &[&str], range: &[&str]| {
        GlobalSecondaryIndex::builder()
            .index_name(name)
            .set_key_schema(Some(key_schema(hash, range)))
            .projection(whole_item.clone())
            .build()
            .unwrap()
    };
    let lsi = LocalSecondaryIndex::builder()
        .index_name("lsi1")
        .set_key_schema(Some(key_schema(&["pk"], &["lsi1sk"])))
        .projection(whole_item.clone())
        .build()
        .unwrap();
    let text_attributes = ["pk", "sk", "gsi1pk", "gsi1sk", "lsi1sk", "league", "season", "team"];
    let mut attributes: Vec<_> = text_attributes
        .into_iter()
        .map(|name| attribute(name, ScalarAttributeType::S))
        .collect();
    attributes.push(attribute("points", ScalarAttributeType::N));
    client
        .create_table()
        .table_name(&name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(attributes))
        .set_key_schema(Some(key_schema(&["pk"], &["sk"])))
        .global_secondary_indexes(gsi("gsi1", &["gsi1pk"], &["gsi1sk"]))
        .global_secondary_indexes(gsi("standings", &["league", "season"], &["team", "points"]))
        .local_secondary_indexes(lsi)
        .send()
        .await
        .unwrap();
    name
}

async fn put(client: &Client, table: &str, item: Item) {
    client
        .put_item()
        .table_name(table)
        .set_item(Some(item))
        .send()
        .await
        .unwrap();
}

async fn get(client: &Client, table: &str, pk: &str, sk: &str) -> Option<Item> {
    client
        .get_item()
        .table_name(table)
        .set_key(Some(key(pk, sk)))
        .consistent_read(true)
        .send()
        .await
        .unwrap()
        .item
}

/// Returns the sort keys of the items that a query finds, in order.
async fn found(
    client: &Client,
    table: &str,
    index: Option<&str>,
    condition: &str,
    values: &[(&str, AttributeValue)],
) -> Vec<AttributeValue> {
    let values = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    let answer = client
        .query()
        .table_name(table)
        .set_index_name(index.map(str::to_owned))
        .key_condition_expression(condition)
        .set_expression_attribute_values(Some(values))
        .send()
        .await
        .unwrap();
    answer.items().iter().map(|item| item["sk"].clone()).collect()
}
