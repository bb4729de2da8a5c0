//! DynamoDB's rules for the size of items.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::size::{item_size, value_size};
use crate::codec::tests::{b, item, l, m, n, null, s};

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
