//! DynamoDB's item-size rules.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::codec::{item_size, value_size, wire_size};
use dynamo_entity::local::Engine;
use dynamo_entity_tests::faults::Faults;

use crate::{b, item, l, m, n, null, s};

#[test]
fn names_and_strings_count_their_bytes() {
    assert_eq!(item_size(&item([])), 0);
    assert_eq!(item_size(&item([("name", s("Zoë"))])), 4 + 4);
    assert_eq!(item_size(&item([("ë", null()), ("b", b(&[1, 2, 3]))])), 2 + 1 + 1 + 3);
    assert_eq!(value_size(&AttributeValue::Bool(true)), 1);
}

#[test]
fn numbers_count_their_significant_digits() {
    for (text, size) in [
        ("0", 1),
        ("7", 2),
        ("10", 2),
        ("12", 2),
        ("123", 3),
        ("-123", 4),
        ("1200", 2),
        ("0.0012", 2),
        ("1E+100", 2),
        ("99999999999999999999999999999999999999", 20),
    ] {
        assert_eq!(value_size(&n(text)), size, "{text}");
    }
}

#[test]
fn lists_and_maps_count_three_and_one_per_element() {
    assert_eq!(value_size(&l([])), 3);
    assert_eq!(value_size(&l([s("ab"), null()])), 3 + (1 + 2) + (1 + 1));
    assert_eq!(value_size(&m([])), 3);
    assert_eq!(value_size(&m([("key", s("ab"))])), 3 + (1 + 3 + 2));
    assert_eq!(item_size(&item([("map", m([("list", l([]))]))])), 3 + 3 + (1 + 4 + 3));
}

#[test]
fn sets_count_their_elements() {
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
    assert_eq!(value_size(&AttributeValue::Ss(texts(&["a", "bc"]))), 3);
    assert_eq!(value_size(&AttributeValue::Ns(texts(&["1", "-123"]))), 2 + 4);
    assert_eq!(value_size(&AttributeValue::Bs(vec![Blob::new([1]), Blob::new([])])), 1);
}

#[tokio::test]
async fn the_size_in_a_request_is_that_of_the_sdk() {
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
    let items = [
        item([]),
        item([("a", s("text")), ("b", s("Zoë \"quoted\" \\ \n \t \u{8} \u{1} \u{7f}"))]),
        item([
            ("n", n("-12.5")),
            ("b0", b(&[])),
            ("b1", b(&[1])),
            ("b3", b(&[1, 2, 3])),
            ("b4", b(&[1, 2, 3, 4])),
        ]),
        item([
            ("\"", AttributeValue::Bool(true)),
            ("f", AttributeValue::Bool(false)),
            ("null", null()),
        ]),
        item([
            ("l", l([n("1"), l([]), m([("k", m([])), ("j", null())])])),
            ("m", m([("x", s(""))])),
        ]),
        item([
            ("ss", AttributeValue::Ss(texts(&["a", "\"", ""]))),
            ("ns", AttributeValue::Ns(texts(&["1"]))),
            ("bs", AttributeValue::Bs(vec![Blob::new([1]), Blob::new([])])),
        ]),
    ];
    let engine = Engine::memory().unwrap();
    for item in items {
        let faults = Faults::new(Vec::new());
        let put = faults.client(&engine).put_item().table_name("app");
        // The table is not there; the request is all that matters.
        let _ = put.set_item(Some(item.clone())).send().await;
        let around = r#"{"TableName":"app","Item":}"#.len();
        assert_eq!(faults.requests()[0].0.bytes, around + wire_size(&item), "{item:?}");
    }
}
