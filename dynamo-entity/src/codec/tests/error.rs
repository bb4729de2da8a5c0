//! Errors name the attribute and the types, and never contain a value.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codec::decode::decoder::Decoder;
use crate::codec::decode::from_value;
use crate::codec::shape::Shape;
use crate::codec::tests::{from_item, item, l, m, n, refused, s, to_item};
use crate::error::codec::CodecError;

#[derive(Debug, Serialize, Deserialize)]
struct Customer {
    name: String,
    address: Address,
}

#[derive(Debug, Serialize, Deserialize)]
struct Address {
    lines: Vec<Line>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    zip: String,
    #[serde(default)]
    kind: Kind,
}

#[derive(Debug, Default, Serialize, Deserialize)]
enum Kind {
    #[default]
    Home,
    Other {
        size: f64,
    },
}

fn error(line: aws_sdk_dynamodb::types::AttributeValue) -> CodecError {
    let line = m([("lines", l([m([("zip", s("1"))]), line]))]);
    from_item::<Customer>(item([("name", s("Ada")), ("address", line)]), &[]).unwrap_err()
}

#[test]
fn a_path_leads_to_the_attribute() {
    let wrong_type = error(m([("zip", n("8000"))]));
    assert_eq!(wrong_type.path(), "address.lines[1].zip");
    assert_eq!(wrong_type.message(), "expected a string, found a number");
    assert_eq!(
        wrong_type.to_string(),
        "at `address.lines[1].zip`: expected a string, found a number"
    );
    assert_eq!(wrong_type, wrong_type.clone());

    let in_variant = m([("zip", s("1")), ("kind", m([("Other", m([("size", s("L"))]))]))]);
    assert_eq!(error(in_variant).path(), "address.lines[1].kind.Other.size");

    let at_the_root = from_value::<u8>(s("secret"), &Shape::Plain).unwrap_err();
    assert_eq!(
        (at_the_root.path(), at_the_root.to_string()),
        ("", at_the_root.message().to_owned())
    );
}

#[test]
fn encoding_errors_have_paths_too() {
    let line = |size| Line {
        zip: String::new(),
        kind: Kind::Other { size },
    };
    let address = Address {
        lines: vec![line(1.0), line(f64::NAN)],
    };
    let refusal = to_item(
        &Customer {
            name: String::new(),
            address,
        },
        &[],
    )
    .unwrap_err();
    assert_eq!(refusal.path(), "address.lines[1].kind.Other.size");
    let refusal = refused(&BTreeMap::from([(7, [Some(f64::NAN)])]), &Shape::Plain);
    assert!(refusal.starts_with("at `7[0]`: a number is not finite"), "{refusal}");
}

#[test]
fn a_missing_field_says_how_to_read_older_items() {
    assert_eq!(
        error(m([])).to_string(),
        "at `address.lines[1]`: missing field `zip`; older items need #[serde(default)]"
    );
}

#[test]
fn values_are_never_shown() {
    #[derive(Debug, Deserialize)]
    #[serde(tag = "type")]
    #[expect(dead_code, reason = "never built")]
    enum Tagged {
        Card { pin: u8, wide: Option<u128> },
    }
    let tagged = |pin| from_value::<Tagged>(m([("type", s("Card")), ("pin", pin)]), &Shape::Plain).unwrap_err();
    assert_eq!(tagged(s("4711")).to_string(), "expected u8, found a string");
    assert_eq!(tagged(n("4711")).to_string(), "invalid number, expected u8");
    assert_eq!(
        tagged(n("47114711471147114711471147114711")).to_string(),
        "at `pin`: expected any value, found a 128-bit number"
    );
    let variant = |text| from_value::<Kind>(s(text), &Shape::Plain).unwrap_err().to_string();
    assert_eq!(variant("4711"), "unknown variant, expected one of `Home`, `Other`");
    let digit = from_value::<char>(s("4711"), &Shape::Plain).unwrap_err();
    assert_eq!(digit.to_string(), "invalid string, expected a character");
    let decoder = Decoder::new(s("4711"), &Shape::Plain);
    assert!(!format!("{decoder:?}").contains("4711"));
}
