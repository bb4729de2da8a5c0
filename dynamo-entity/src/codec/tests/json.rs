//! DynamoDB's JSON, written and read in place: any bytes give the same values as through `AttributeValue`.

use std::fmt::Write as _;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::codec::decode::from_json;
use crate::codec::encode::to_json_beside;
use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::shape::{FieldShape, Shape};
use crate::codec::tests::agreement::tree;
use crate::codec::tests::model::{FIELDS, Model, model};
use crate::codec::tests::{from_item, to_item};
use crate::error::codec::CodecError;
use crate::properties::cases;

fn write<T: Serialize>(value: &T, fields: &'static [FieldShape]) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::new();
    to_json_beside(|encoder| value.serialize(encoder), fields, &|_| false, &mut out)?;
    Ok(out)
}

fn read<T: DeserializeOwned>(bytes: &[u8], fields: &'static [FieldShape]) -> Result<T, CodecError> {
    from_json(&Parser::new(bytes)?, fields, None, |decoder| T::deserialize(decoder))
}

/// Reads JSON with `serde_json`, according to the documentation of DynamoDB's low-level API.
fn to_attribute(value: &Value) -> AttributeValue {
    let (tag, content) = value.as_object().unwrap().iter().next().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let texts = |value: &Value| value.as_array().unwrap().iter().map(text).collect::<Vec<_>>();
    let blob = |text: &String| Blob::new(STANDARD.decode(text).unwrap());
    match tag.as_str() {
        "S" => AttributeValue::S(text(content)),
        "N" => AttributeValue::N(text(content)),
        "B" => AttributeValue::B(blob(&text(content))),
        "BOOL" => AttributeValue::Bool(content.as_bool().unwrap()),
        "NULL" => AttributeValue::Null(content.as_bool().unwrap()),
        "SS" => AttributeValue::Ss(texts(content)),
        "NS" => AttributeValue::Ns(texts(content)),
        "BS" => AttributeValue::Bs(texts(content).iter().map(blob).collect()),
        "L" => AttributeValue::L(content.as_array().unwrap().iter().map(to_attribute).collect()),
        "M" => AttributeValue::M(to_attributes(content)),
        tag => panic!("`{tag}`"),
    }
}

fn to_attributes(value: &Value) -> Item {
    let entries = value.as_object().unwrap().iter();
    entries
        .map(|(name, value)| (name.clone(), to_attribute(value)))
        .collect()
}

fn from_attribute(value: &AttributeValue) -> Value {
    let encoded = |blob: &Blob| STANDARD.encode(blob);
    match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(text) => json!({ "N": text }),
        AttributeValue::B(blob) => json!({ "B": encoded(blob) }),
        AttributeValue::Bool(value) => json!({ "BOOL": value }),
        AttributeValue::Null(value) => json!({ "NULL": value }),
        AttributeValue::Ss(texts) => json!({ "SS": texts }),
        AttributeValue::Ns(texts) => json!({ "NS": texts }),
        AttributeValue::Bs(blobs) => json!({ "BS": blobs.iter().map(encoded).collect::<Vec<_>>() }),
        AttributeValue::L(values) => json!({ "L": values.iter().map(from_attribute).collect::<Vec<_>>() }),
        AttributeValue::M(map) => json!({ "M": from_attributes(map) }),
        other => panic!("{other:?}"),
    }
}

fn from_attributes(item: &Item) -> Value {
    let entries = item.iter();
    Value::Object(
        entries
            .map(|(name, value)| (name.clone(), from_attribute(value)))
            .collect::<Map<_, _>>(),
    )
}

/// Returns the same JSON with white space wherever it is allowed, and with every character outside ASCII escaped.
fn spaced(value: &Value) -> String {
    let pretty = serde_json::to_string_pretty(value).unwrap();
    let mut text = String::from(" \t\r\n");
    for character in pretty.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                write!(text, "\\u{unit:04X}").unwrap();
            }
        }
    }
    text
}

/// Any JSON, often in the form of values or close to it.
fn json_like() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec!["S", "N", "B", "SS", "a", "\\", "\"", "", "é"]);
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a\\\\\"}{,:é]{0,20}".prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 24, 4, move |inner| {
        let entry = (name.clone().prop_map(str::to_owned), inner.clone());
        prop_oneof![
            2 => prop::collection::vec(entry, 0..3).prop_map(|entries| Value::Object(entries.into_iter().collect())),
            1 => prop::collection::vec(inner, 0..3).prop_map(Value::Array),
        ]
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_is_skipped_ends_where_it_ends(unknown in prop::collection::vec(json_like(), 1..4), known in any::<String>()) {
        #[derive(serde::Deserialize)]
        struct Known {
            known: String,
        }
        let mut item = Map::new();
        for (number, value) in unknown.into_iter().enumerate() {
            item.insert(format!("{}{number}", if number == 1 { "z" } else { "a" }), value);
        }
        item.insert("known".to_owned(), json!({ "S": known }));
        let json = Value::Object(item);
        for text in [json.to_string(), spaced(&json)] {
            let read = read::<Known>(text.as_bytes(), &[]).unwrap();
            prop_assert_eq!(&read.known, &known, "{}", text);
        }
    }

    #[test]
    fn what_is_written_is_what_the_attribute_values_say(value in model()) {
        let bytes = write(&value, &FIELDS).unwrap();
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(to_attributes(&json), to_item(&value, &FIELDS).unwrap());
        prop_assert_eq!(&read::<Model>(&bytes, &FIELDS).unwrap(), &value);
    }

    #[test]
    fn what_the_attribute_values_say_is_read(value in model(), plain in any::<bool>()) {
        let fields: &[FieldShape] = if plain { &[] } else { &FIELDS };
        let json = from_attributes(&to_item(&value, fields).unwrap());
        prop_assert_eq!(&read::<Model>(json.to_string().as_bytes(), fields).unwrap(), &value);
        prop_assert_eq!(&read::<Model>(spaced(&json).as_bytes(), fields).unwrap(), &value);
    }

    #[test]
    fn both_ways_refuse_the_same(value in tree()) {
        let AttributeValue::M(item) = value else { return Ok(()) };
        let json = from_attributes(&item).to_string();
        macro_rules! both {
            ($($ty:ty: $fields:expr;)*) => {$(
                let ours = read::<$ty>(json.as_bytes(), $fields);
                let theirs = from_item::<$ty>(item.clone(), $fields);
                prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?} {:?}", ours, theirs);
                if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
                    prop_assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
                }
            )*};
        }
        both! {
            Model: &FIELDS;
            std::collections::BTreeMap<String, serde_json::Value>: &[];
            std::collections::BTreeMap<String, crate::codec::tests::model::Untagged>: &[];
            std::collections::BTreeMap<String, crate::codec::tests::model::External>: &[];
            crate::codec::tests::model::Internal: &[];
            crate::codec::tests::model::Adjacent: &[];
        }
    }

    #[test]
    fn bytes_that_were_damaged_are_an_error_or_a_value(value in model(), cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), end in any::<prop::sample::Index>()) {
        let mut bytes = write(&value, &FIELDS).unwrap();
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read::<Model>(&bytes, &FIELDS);
        let _ = read::<serde_json::Value>(&bytes, &FIELDS);
        bytes.truncate(end.index(bytes.len()));
        prop_assert!(read::<Model>(&bytes, &FIELDS).is_err());
    }

    #[test]
    fn any_bytes_are_an_error_or_a_value(bytes in any::<Vec<u8>>(), text in "[\\[\\]{}\":,SNMLBOULtrue0-9\\\\ ]{0,60}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            let _ = read::<Model>(bytes, &FIELDS);
            let _ = read::<serde_json::Value>(bytes, &[]);
        }
    }
}

/// Sets are written element by element; an element that does not belong in a set may come last.
#[test]
fn a_set_that_turns_out_to_be_none_is_written_as_the_attribute_values_say() {
    const SETS: &[FieldShape] = &[
        FieldShape::new("texts", &Shape::StringSet),
        FieldShape::new("numbers", &Shape::NumberSet),
    ];
    let all = [
        json!([]),
        json!(["a", "\"\n\u{1f600}"]),
        json!(["1", "2.50"]),
        json!([1, -2, 3]),
        json!(["a", ["b"], "c"]),
        json!([1, null]),
        json!([1, 2.5, {"a": 1}]),
        json!([[]]),
        json!(["a", 1]),
        json!([1, "a"]),
        json!([1, "1"]),
    ];
    for elements in all {
        for name in ["texts", "numbers", "plain"] {
            let value = json!({ "before": 1, name: elements, "z": [elements] });
            let written = write(&value, SETS);
            let written = written.map(|json| to_attributes(&serde_json::from_slice(&json).unwrap()));
            let known = to_item(&value, SETS);
            assert_eq!(
                written.map_err(|error| error.to_string()),
                known.map_err(|error| error.to_string()),
                "{value}"
            );
        }
    }
}

#[test]
fn nesting_without_end_is_an_error_and_takes_no_stack() {
    type Any = std::collections::BTreeMap<String, serde_json::Value>;
    #[derive(serde::Deserialize)]
    struct Ignored {
        #[serde(rename = "a")]
        _a: serde::de::IgnoredAny,
    }
    let deep = |depth: usize| {
        let open = r#"{"L":["#.repeat(depth);
        let close = "]}".repeat(depth);
        format!(r#"{{"a":{open}{close}}}"#)
    };
    assert!(read::<Any>(deep(20).as_bytes(), &[]).is_ok());
    for depth in [100, 1_000_000] {
        assert!(read::<Any>(deep(depth).as_bytes(), &[]).is_err());
        assert!(read::<Ignored>(deep(depth).as_bytes(), &[]).is_err() || depth == 100);
    }
}
