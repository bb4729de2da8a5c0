//! Equality of values and items as DynamoDB defines it.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::number::decimal::canonical_number;

/// Whether two items have the same attributes with the same values.
pub(crate) fn same_item(one: &Item, other: &Item) -> bool {
    let has_same = |(name, value)| other.get(name).is_some_and(|other| same_value(value, other));
    one.len() == other.len() && one.iter().all(has_same)
}

/// Whether two values are equal. Numbers are compared by value, and sets without order.
pub(crate) fn same_value(one: &AttributeValue, other: &AttributeValue) -> bool {
    use AttributeValue::{Bs, L, M, N, Ns, Ss};
    match (one, other) {
        (N(one), N(other)) => canonical_number(one) == canonical_number(other),
        (L(one), L(other)) => one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_value(a, b)),
        (M(one), M(other)) => same_item(one, other),
        (Ss(one), Ss(other)) => sorted(one.iter()) == sorted(other.iter()),
        (Ns(one), Ns(other)) => {
            let canonical = |numbers: &[String]| sorted(numbers.iter().map(|number| canonical_number(number)));
            canonical(one) == canonical(other)
        }
        (Bs(one), Bs(other)) => {
            let bytes = |blobs: &'_ [aws_sdk_dynamodb::primitives::Blob]| {
                sorted(blobs.iter().map(|blob| blob.as_ref().to_vec()))
            };
            bytes(one) == bytes(other)
        }
        (one, other) => one == other,
    }
}

fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_compare_as_dynamodb_compares_them() {
        let number = |text: &str| AttributeValue::N(text.into());
        let texts = |texts: &[&str]| AttributeValue::Ss(texts.iter().map(|text| (*text).to_owned()).collect());
        let numbers = |texts: &[&str]| AttributeValue::Ns(texts.iter().map(|text| (*text).to_owned()).collect());
        let same = [
            (number("1.50"), number("1.5")),
            (number("1e2"), number("100")),
            (texts(&["a", "b"]), texts(&["b", "a"])),
            (numbers(&["1", "2.0"]), numbers(&["2", "1"])),
        ];
        for (one, other) in &same {
            assert!(same_value(one, other), "{one:?} {other:?}");
        }
        let differ = [
            (number("1"), AttributeValue::S("1".into())),
            (
                AttributeValue::L(vec![number("1"), number("2")]),
                AttributeValue::L(vec![number("2"), number("1")]),
            ),
            (texts(&["a"]), texts(&["a", "b"])),
        ];
        for (one, other) in &differ {
            assert!(!same_value(one, other), "{one:?} {other:?}");
        }
        let item = |name: &str| Item::from([(name.to_owned(), number("1"))]);
        assert!(same_item(&item("a"), &item("a")) && !same_item(&item("a"), &item("b")));
    }
}
