//! Items as they are exchanged with Node: JSON with numbers as `{"N": "1e+21"}`, and names of ElectroDB's model.

use serde::Serialize;
use serde_json::{Map, Value, json};

use dynamo_entity::JsNumber;

use crate::model::Model;

/// Converts an entity to ElectroDB's form.
pub(crate) fn of<E: Model>(entity: &E) -> Value {
    let Value::Object(attributes) = encode(entity) else {
        panic!("{entity:?} is no map");
    };
    let attributes = attributes
        .into_iter()
        .filter(|(name, value)| !is_empty_set(name, value));
    let named = attributes.map(|(attribute, value)| (name::<E>(&attribute), value));
    Value::Object(named.collect())
}

fn name<E: Model>(attribute: &str) -> String {
    let renamed = E::RENAMED.iter().find(|(_, field)| *field == attribute);
    renamed.map_or(attribute, |(name, _)| name).to_owned()
}

/// Converts a value: numbers become text, and absent values and empty sets are removed.
pub(crate) fn encode(value: &impl Serialize) -> Value {
    numbered(serde_json::to_value(value).expect("a value of the test is JSON"))
}

fn numbered(value: Value) -> Value {
    match value {
        Value::Number(number) => number_text(&number),
        Value::Array(values) => values.into_iter().map(numbered).collect(),
        Value::Object(members) => {
            let is_there = |(_, value): &(String, Value)| !value.is_null();
            let members = members.into_iter().filter(is_there);
            members
                .map(|(name, value)| (name, numbered(value)))
                .collect::<Map<_, _>>()
                .into()
        }
        value => value,
    }
}

fn number_text(number: &serde_json::Number) -> Value {
    match number.as_f64() {
        Some(number) if number == 0.0 && number.is_sign_negative() => json!({"N": "-0"}),
        Some(float) if number.is_f64() => json!({"N": JsNumber(float).to_string()}),
        _ => json!({"N": number.to_string()}),
    }
}

/// Normalizes an item of either side, so that equal items compare equal: sets are sorted and not empty, and there is one
/// zero.
pub(crate) fn canonical(item: &Value) -> Value {
    let Value::Object(attributes) = item else {
        return item.clone();
    };
    let is_there = |(name, value): &(&String, &Value)| !value.is_null() && !is_empty_set(name, value);
    let attributes = attributes.iter().filter(is_there);
    let canonical = attributes.map(|(name, value)| {
        let mut value = one_zero(value);
        if SETS.contains(&name.as_str())
            && let Value::Array(values) = &mut value
        {
            values.sort_by_key(Value::to_string);
        }
        (name.clone(), value)
    });
    Value::Object(canonical.collect())
}

/// Attributes that are sets in every entity.
const SETS: [&str; 2] = ["tags", "scores"];

/// DynamoDB has no empty sets.
fn is_empty_set(name: &str, value: &Value) -> bool {
    SETS.contains(&name) && value.as_array().is_some_and(Vec::is_empty)
}

fn one_zero(value: &Value) -> Value {
    match value {
        Value::String(text) if text == "-0" => json!("0"),
        Value::Array(values) => values.iter().map(one_zero).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), one_zero(value)))
            .collect::<Map<_, _>>()
            .into(),
        value => value.clone(),
    }
}
