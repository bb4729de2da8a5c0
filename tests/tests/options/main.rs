//! The options of fields, on an engine: the stored values and the values that are read back.

mod documents;
mod on_write;
mod sensitive;
mod transform;
mod ttl;
mod unique;
mod unique_within;
mod validate;
mod version;

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::{Schema, Table};
use dynamo_entity_tests::engine::{client, unique_table_name};

pub type Stored = HashMap<String, AttributeValue>;

pub async fn table<S: Schema>(name: &str) -> Table<S> {
    let table = Table::<S>::new(client().await, unique_table_name(name));
    table.create().send().await.unwrap();
    table
}

/// Returns the item as DynamoDB stores it.
pub async fn stored<S>(table: &Table<S>, pk: &str, sk: &str) -> Option<Stored> {
    let get = table.client().get_item().table_name(table.name());
    get.key("pk", AttributeValue::S(pk.into()))
        .key("sk", AttributeValue::S(sk.into()))
        .consistent_read(true)
        .send()
        .await
        .unwrap()
        .item
}

pub fn number(item: &Stored, attribute: &str) -> String {
    item[attribute].as_n().unwrap().clone()
}

pub fn text(item: &Stored, attribute: &str) -> String {
    item[attribute].as_s().unwrap().clone()
}
