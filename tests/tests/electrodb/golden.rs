//! The recorded cases, and the library's requests in the same form.

use std::collections::HashMap;
use std::sync::LazyLock;

use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemInput;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemInput;
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::operation::scan::ScanInput;
use aws_sdk_dynamodb::operation::update_item::UpdateItemInput;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::client;
use serde_json::{Map, Value, json};

use crate::expression::{Condition, Reader};

pub static CASES: LazyLock<Vec<Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("golden.json")).expect("the cases are JSON"));

/// Returns the case with this name.
pub fn case(name: &str) -> &'static Value {
    let case = CASES.iter().find(|case| case["name"] == name);
    case.unwrap_or_else(|| panic!("no case {name}"))
}

/// Returns the request that ElectroDB sends in the case with this name.
pub fn params(name: &str) -> &'static Value {
    &case(name)["params"]
}

/// Makes the table of the recorded cases, to which nothing is sent.
pub async fn table<S: dynamo_entity::Schema>() -> Table<S> {
    Table::new(client().await, "tbl")
}

/// Checks that the request is equivalent to the recorded one.
#[track_caller]
pub fn same(name: &str, request: &impl Request) {
    differs(name, request, |_| {});
}

/// Checks that the request is equivalent to the recorded one after `change`.
#[track_caller]
pub fn differs(name: &str, request: &impl Request, change: impl FnOnce(&mut Value)) {
    let mut recorded = meaning(params(name));
    change(&mut recorded);
    assert_eq!(meaning(&request.params()), recorded, "{name}");
}

/// Normalizes a condition of a recorded case or of the library's request.
pub fn condition(params: &Value, expression: &str) -> Condition {
    let text = params[expression].as_str().expect("the request has this expression");
    Reader::new(params, text).condition()
}

/// Normalizes a request: expressions are normalized, and options about the response are removed.
pub fn meaning(params: &Value) -> Value {
    let mut meaning = params.as_object().expect("parameters").clone();
    for name in [
        "ExpressionAttributeNames",
        "ExpressionAttributeValues",
        "ReturnConsumedCapacity",
        "ReturnValues",
        "ReturnValuesOnConditionCheckFailure",
        "ReturnItemCollectionMetrics",
    ] {
        meaning.remove(name);
    }
    for (name, value) in &mut meaning {
        let Some(text) = value.as_str() else { continue };
        let reader = Reader::new(params, text);
        *value = match name.as_str() {
            "KeyConditionExpression" | "FilterExpression" => json!(reader.condition().to_string()),
            "ConditionExpression" => json!(reader.condition().without_second_guard().to_string()),
            "ProjectionExpression" => json!(reader.paths()),
            "UpdateExpression" => {
                let actions = reader.update();
                let lines: Vec<String> = actions
                    .iter()
                    .map(|(section, path, value)| format!("{section} {path}: {value}"))
                    .collect();
                json!(lines)
            }
            _ => continue,
        };
    }
    Value::Object(meaning)
}

/// Checks that the request is the recorded update, except that it does not set unchanged attributes.
///
/// Every ElectroDB update sets the composites of the table's key and the identifiers again. If the item must exist, they
/// cannot have changed, so `patch` and `edit` do not set them. An `update`, which may create the item, sets them if they
/// are absent.
#[track_caller]
pub fn same_update(name: &str, request: &UpdateItemInput, missing_item: MissingItem) {
    update_differs(name, request, missing_item, |_| {});
}

/// What an update does if the item is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingItem {
    Created,
    Refused,
}

/// Like [`same_update`], after `change` on the lines of the recorded update.
#[track_caller]
pub fn update_differs(
    name: &str,
    request: &UpdateItemInput,
    missing_item: MissingItem,
    change: impl FnOnce(&mut Vec<String>),
) {
    arithmetic_differs(name, request, missing_item, None, change);
}

/// Like [`update_differs`], for an update with the condition `range` that keeps a number within its type.
#[track_caller]
pub fn arithmetic_differs(
    name: &str,
    request: &UpdateItemInput,
    missing_item: MissingItem,
    range: Option<&str>,
    change: impl FnOnce(&mut Vec<String>),
) {
    let case = case(name);
    let key = case["input"]["key"]
        .as_object()
        .or(case["input"]["item"].as_object())
        .expect("a key");
    let again: Vec<&str> = key
        .keys()
        .map(String::as_str)
        .chain(["__edb_e__", "__edb_v__"])
        .collect();
    differs(name, request, |recorded| {
        if let Some(range) = range {
            recorded["ConditionExpression"] = range.into();
        }
        let lines = recorded["UpdateExpression"].as_array().expect("an update");
        let mut lines: Vec<String> = lines.iter().map(|line| line.as_str().unwrap().to_owned()).collect();
        for path in again {
            let start = format!("set {path}: ");
            let at = lines
                .iter()
                .position(|line| line.starts_with(&start))
                .expect("it is set again");
            let line = lines.remove(at);
            if missing_item == MissingItem::Created {
                lines.push(format!("{start}if_not_exists({path}, {})", &line[start.len()..]));
            }
        }
        change(&mut lines);
        lines.sort();
        recorded["UpdateExpression"] = json!(lines);
        if lines.is_empty() {
            recorded.as_object_mut().unwrap().remove("UpdateExpression");
        }
    });
}

/// Returns the sorted lines of an update.
pub fn update_lines(request: &UpdateItemInput) -> Vec<String> {
    let meaning = meaning(&request.params());
    let lines = meaning["UpdateExpression"].as_array().into_iter().flatten();
    lines.map(|line| line.as_str().unwrap().to_owned()).collect()
}

/// Converts an item to the form of the document client.
pub fn plain(item: &HashMap<String, AttributeValue>) -> Value {
    Value::Object(
        item.iter()
            .map(|(name, value)| (name.clone(), plain_value(value)))
            .collect::<Map<_, _>>(),
    )
}

pub fn plain_value(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!(text),
        AttributeValue::N(number) => match number.parse::<i64>() {
            Ok(number) => json!(number),
            // Rust's parser reads every number exactly.
            Err(_) => json!(number.parse::<f64>().expect("a number")),
        },
        AttributeValue::Bool(value) => json!(value),
        AttributeValue::Null(_) => Value::Null,
        AttributeValue::L(list) => list.iter().map(plain_value).collect(),
        AttributeValue::M(map) => plain(map),
        AttributeValue::Ss(texts) => json!({"$set": {"type": "String", "values": texts}}),
        AttributeValue::Ns(numbers) => {
            let numbers: Vec<Value> = numbers
                .iter()
                .map(|number| plain_value(&AttributeValue::N(number.clone())))
                .collect();
            json!({"$set": {"type": "Number", "values": numbers}})
        }
        other => panic!("no case has {other:?}"),
    }
}

/// Returns the attribute values of a recorded item.
pub fn attributes(item: &Value) -> HashMap<String, AttributeValue> {
    let value = |value: &Value| match value {
        Value::String(text) => AttributeValue::S(text.clone()),
        Value::Number(number) => AttributeValue::N(number.to_string()),
        Value::Bool(value) => AttributeValue::Bool(*value),
        other => panic!("no recorded answer has {other}"),
    };
    item.as_object()
        .expect("an item")
        .iter()
        .map(|(name, found)| (name.clone(), value(found)))
        .collect()
}

/// Converts an SDK request to the form of the recorded ones.
pub trait Request {
    fn params(&self) -> Value;
}

type Names = Option<HashMap<String, String>>;
type Values = Option<HashMap<String, AttributeValue>>;

fn put_in(params: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        params.insert(name.into(), value.into());
    }
}

fn expressions(names: &Names, values: &Values, expressions: &[(&str, Option<&str>)]) -> Map<String, Value> {
    let mut params = Map::new();
    put_in(
        &mut params,
        "ExpressionAttributeNames",
        names.as_ref().map(|names| json!(names)),
    );
    put_in(&mut params, "ExpressionAttributeValues", values.as_ref().map(plain));
    for (name, text) in expressions {
        put_in(&mut params, name, *text);
    }
    params
}

macro_rules! request {
    ($input:ty, [$($expression:ident: $named:literal),*], $names:expr, $values:expr, $finish:expr) => {
        impl Request for $input {
            fn params(&self) -> Value {
                let (names, values): (fn(&Self) -> Names, fn(&Self) -> Values) = ($names, $values);
                let mut params = expressions(&names(self), &values(self), &[$(($named, self.$expression.as_deref())),*]);
                put_in(&mut params, "TableName", self.table_name.clone());
                let finish: fn(&Self, &mut Map<String, Value>) = $finish;
                finish(self, &mut params);
                Value::Object(params)
            }
        }
    };
}

request!(GetItemInput, [projection_expression: "ProjectionExpression"], |input| input.expression_attribute_names.clone(), |_| None, |input, params| {
    put_in(params, "Key", input.key.as_ref().map(plain));
    put_in(params, "ConsistentRead", input.consistent_read);
});
request!(PutItemInput, [condition_expression: "ConditionExpression"], |input| input.expression_attribute_names.clone(), |input| input.expression_attribute_values.clone(), |input, params| {
    put_in(params, "Item", input.item.as_ref().map(plain));
});
request!(DeleteItemInput, [condition_expression: "ConditionExpression"], |input| input.expression_attribute_names.clone(), |input| input.expression_attribute_values.clone(), |input, params| {
    put_in(params, "Key", input.key.as_ref().map(plain));
});
request!(UpdateItemInput, [condition_expression: "ConditionExpression", update_expression: "UpdateExpression"], |input| input.expression_attribute_names.clone(), |input| input.expression_attribute_values.clone(), |input, params| {
    put_in(params, "Key", input.key.as_ref().map(plain));
});
request!(QueryInput, [key_condition_expression: "KeyConditionExpression", filter_expression: "FilterExpression", projection_expression: "ProjectionExpression", index_name: "IndexName"], |input| input.expression_attribute_names.clone(), |input| input.expression_attribute_values.clone(), |input, params| {
    put_in(params, "ConsistentRead", input.consistent_read);
    put_in(params, "Limit", input.limit);
    put_in(params, "ScanIndexForward", input.scan_index_forward);
});
request!(ScanInput, [filter_expression: "FilterExpression", projection_expression: "ProjectionExpression", index_name: "IndexName"], |input| input.expression_attribute_names.clone(), |input| input.expression_attribute_values.clone(), |input, params| {
    put_in(params, "ConsistentRead", input.consistent_read);
});

/// Returns the keys and the other parameters of a batch that reads one table.
pub fn batch_get(input: &BatchGetItemInput) -> Value {
    let (name, of_table) = input.request_items.iter().flatten().next().expect("a table");
    let mut params = expressions(
        &of_table.expression_attribute_names,
        &None,
        &[("ProjectionExpression", of_table.projection_expression.as_deref())],
    );
    put_in(&mut params, "ConsistentRead", of_table.consistent_read);
    let keys: Vec<Value> = of_table.keys.iter().map(plain).collect();
    put_in(&mut params, "Keys", Some(keys));
    json!({"RequestItems": {name: meaning(&Value::Object(params))}})
}

pub fn batch_write(input: &BatchWriteItemInput) -> Value {
    let (name, writes) = input.request_items.iter().flatten().next().expect("a table");
    let writes: Vec<Value> = writes
        .iter()
        .map(|write| match (&write.put_request, &write.delete_request) {
            (Some(put), _) => json!({"PutRequest": {"Item": plain(&put.item)}}),
            (_, Some(delete)) => json!({"DeleteRequest": {"Key": plain(&delete.key)}}),
            _ => panic!("an empty write"),
        })
        .collect();
    json!({"RequestItems": {name: writes}})
}
