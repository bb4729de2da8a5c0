//! Recorded requests and items on an engine.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::Schema;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use dynamo_entity_tests::properties;
use proptest::prelude::ProptestConfig;
use serde_json::Value;

use crate::golden::{attributes, case, params, plain};

/// Returns the configuration for this number of cases, or for a few if the engine is another process.
pub fn cases(number: u32) -> ProptestConfig {
    properties::cases(if endpoint().is_some() { 2 } else { number })
}

/// Creates a table of this shape.
pub async fn new_table<S: Schema>() -> Table<S> {
    let table = Table::<S>::new(client().await, unique_table_name("electrodb"));
    table.create().send().await.unwrap();
    table
}

/// Writes an item by hand, as another program would.
pub async fn store<S: Schema>(table: &Table<S>, item: &Value) {
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(attributes(item))).send().await.unwrap();
}

/// Returns the stored items in the order of keys.
pub async fn stored<S: Schema>(table: &Table<S>) -> Vec<Value> {
    let found = table.client().scan().table_name(table.name()).send().await.unwrap();
    let mut items: Vec<Value> = found.items().iter().map(plain).collect();
    items.sort_by_key(|item| (item["pk"].to_string(), item["sk"].to_string()));
    items
}

/// Returns the sort keys of one entity's items that the recorded query finds. ElectroDB drops items of other entities.
pub async fn recorded_query<S: Schema>(table: &Table<S>, name: &str, entity: &str, sort_key: &str) -> BTreeSet<String> {
    let params = params(name);
    let text = |name: &str| params[name].as_str().map(str::to_owned);
    let names = params["ExpressionAttributeNames"].as_object().unwrap();
    let names: HashMap<String, String> = names
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect();
    let query = table
        .client()
        .query()
        .table_name(table.name())
        .set_index_name(text("IndexName"));
    let query = query
        .set_key_condition_expression(text("KeyConditionExpression"))
        .set_filter_expression(text("FilterExpression"))
        .set_expression_attribute_names(Some(names))
        .set_expression_attribute_values(Some(attributes(&params["ExpressionAttributeValues"])));
    let found = query.send().await.unwrap();
    let own = found
        .items()
        .iter()
        .filter(|item| item["__edb_e__"] == AttributeValue::S(entity.into()));
    own.map(|item| item[sort_key].as_s().unwrap().clone()).collect()
}

/// Returns the items of all responses in a recorded case.
pub fn answered(name: &str) -> Vec<Value> {
    let mut items = Vec::new();
    for answer in case(name)["dynamodbResponses"].as_array().unwrap() {
        items.extend(answer.get("Item").cloned());
        items.extend(answer["Items"].as_array().into_iter().flatten().cloned());
    }
    items
}
