//! Comparison of stored items with the items that ElectroDB would store.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Value, json};

/// Attributes by name.
pub(crate) type Item = BTreeMap<String, Value>;

/// Returns all stored items of one entity, by primary key.
pub(crate) async fn stored(client: &Client, table: &str, entity: &str) -> BTreeMap<String, Item> {
    let mut items = BTreeMap::new();
    let mut pages = client.scan().table_name(table).into_paginator().send();
    while let Some(page) = pages.next().await {
        for item in page.expect("the table is read").items.unwrap_or_default() {
            let item = of_item(&item);
            if item.get("__edb_e__") == Some(&json!({"S": entity})) {
                items.insert(key(&item), item);
            }
        }
    }
    items
}

/// Returns the items that ElectroDB would write, by primary key.
pub(crate) fn written(params: &Value) -> BTreeMap<String, Item> {
    list_of(params).into_iter().map(|item| (key(&item), item)).collect()
}

/// Returns the items that ElectroDB would write, in order.
pub(crate) fn list_of(params: &Value) -> Vec<Item> {
    let items = params.as_array().expect("a list of items").iter();
    let items = items.map(|item| {
        let attributes = item.as_object().expect("an item").iter();
        attributes.map(|(name, value)| (name.clone(), of_json(value))).collect()
    });
    items.collect()
}

pub(crate) fn of_item(item: &HashMap<String, AttributeValue>) -> Item {
    item.iter()
        .map(|(name, value)| (name.clone(), of_attribute(value)))
        .collect()
}

/// Ends the test at the first attribute that differs.
pub(crate) fn compare(when: &str, stored: &BTreeMap<String, Item>, expected: &BTreeMap<String, Item>) {
    let keys: BTreeSet<&String> = stored.keys().chain(expected.keys()).collect();
    for key in keys {
        let (Some(stored), Some(expected)) = (stored.get(key), expected.get(key)) else {
            let is_stored = if stored.contains_key(key) { "" } else { "not " };
            let side = stored.get(key).or(expected.get(key));
            panic!("{when}: {key} is {is_stored}stored, against what ElectroDB expects: {side:#?}");
        };
        let names: BTreeSet<&String> = stored.keys().chain(expected.keys()).collect();
        for name in names {
            let (stored, expected) = (stored.get(name), expected.get(name));
            assert!(
                stored == expected,
                "{when}: `{name}` of {key} differs\n  stored:       {stored:?}\n  by ElectroDB: {expected:?}"
            );
        }
    }
}

fn key(item: &Item) -> String {
    let text = |name| item.get(name).map(Value::to_string).unwrap_or_default();
    format!("{} {}", text("pk"), text("sk"))
}

fn of_attribute(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({"S": text}),
        AttributeValue::N(number) => json!({"N": canonical(number)}),
        AttributeValue::Bool(value) => json!({"BOOL": value}),
        AttributeValue::Ss(texts) => json!({"SS": texts.iter().collect::<BTreeSet<_>>()}),
        AttributeValue::Ns(numbers) => {
            json!({"NS": numbers.iter().map(|number| canonical(number)).collect::<BTreeSet<_>>()})
        }
        AttributeValue::L(values) => json!({"L": values.iter().map(of_attribute).collect::<Vec<_>>()}),
        AttributeValue::M(members) => json!({"M": of_members(members)}),
        AttributeValue::Null(_) => json!({"NULL": true}),
        other => panic!("no model has {other:?}"),
    }
}

fn of_members(members: &HashMap<String, AttributeValue>) -> BTreeMap<&String, Value> {
    members
        .iter()
        .map(|(name, value)| (name, of_attribute(value)))
        .collect()
}

/// Converts an attribute value of DynamoDB's JSON to the form in which items are compared.
fn of_json(value: &Value) -> Value {
    let members = value.as_object().expect("an attribute value");
    let (ty, value) = members.iter().next().expect("an attribute value");
    let value = match ty.as_str() {
        "N" => json!(canonical(text(value))),
        "SS" => json!(list(value).map(text).collect::<BTreeSet<_>>()),
        "NS" => json!(
            list(value)
                .map(|number| canonical(text(number)))
                .collect::<BTreeSet<_>>()
        ),
        "L" => list(value).map(of_json).collect(),
        "M" => {
            let members = value.as_object().expect("a map").iter();
            Value::Object(members.map(|(name, value)| (name.clone(), of_json(value))).collect())
        }
        _ => value.clone(),
    };
    json!({ty.as_str(): value})
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// Normalizes a number. DynamoDB stores its exact value: `1e+21` and `1000000000000000000000` are the same.
fn canonical(number: &str) -> String {
    let (number, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |number| ("-", number));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{fraction}");
    let exponent: i64 = exponent.parse().unwrap_or_else(|_| panic!("`{number}` is no number"));
    let exponent = exponent - i64::try_from(fraction.len()).expect("a short text");
    let significant = digits.trim_matches('0');
    if significant.is_empty() {
        return "0".to_owned();
    }
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    format!(
        "{sign}{significant}e{}",
        exponent + i64::try_from(zeros).expect("a short text")
    )
}
