//! The recorded cases, and requests of ours in their form.

use std::collections::HashMap;
use std::sync::LazyLock;

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Map, Value, json};

static CASES: LazyLock<Vec<Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("golden.json")).expect("the cases are JSON"));

/// The case of this name.
pub fn case(name: &str) -> &'static Value {
    let case = CASES.iter().find(|case| case["name"] == name);
    case.unwrap_or_else(|| panic!("no case {name}"))
}

/// What ElectroDB sends in the case of this name.
pub fn params(name: &str) -> &'static Value {
    &case(name)["params"]
}

/// An item as the document client has it.
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
        AttributeValue::N(number) => serde_json::from_str(number).expect("a number"),
        AttributeValue::Bool(value) => json!(value),
        AttributeValue::L(list) => list.iter().map(plain_value).collect(),
        AttributeValue::M(map) => plain(map),
        AttributeValue::Ss(texts) => json!({"$set": {"type": "string", "values": texts}}),
        AttributeValue::Ns(numbers) => {
            let numbers: Vec<Value> = numbers
                .iter()
                .map(|number| plain_value(&AttributeValue::N(number.clone())))
                .collect();
            json!({"$set": {"type": "number", "values": numbers}})
        }
        other => panic!("no case has {other:?}"),
    }
}
