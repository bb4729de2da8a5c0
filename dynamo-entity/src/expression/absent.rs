//! Evaluates conditions on an absent attribute that a read replaces with a default, because DynamoDB sees no attribute.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::number::decimal::compare_numbers;
use crate::expression::condition::Node;
use crate::expression::term::Term;

/// Returns DynamoDB's result of the condition if its attribute is absent.
pub(super) fn without_default(node: &Node) -> bool {
    matches!(node, Node::Compare(_, "<>", _))
}

/// Whether the condition holds for a value; `None` if the result depends on other attributes.
pub(super) fn holds(node: &Node, value: &AttributeValue) -> Option<bool> {
    match node {
        Node::Compare(_, operator, Term::Value(other)) => Some(match *operator {
            "=" => same(value, other),
            "<>" => !same(value, other),
            operator => order(value, other).is_some_and(|order| match operator {
                "<" => order.is_lt(),
                "<=" => order.is_le(),
                ">" => order.is_gt(),
                _ => order.is_ge(),
            }),
        }),
        Node::Between(_, Term::Value(low), Term::Value(high)) => {
            let above = order(value, low).is_some_and(Ordering::is_ge);
            Some(above && order(value, high).is_some_and(Ordering::is_le))
        }
        Node::In(_, terms) => terms.iter().try_fold(false, |found, term| match term {
            Term::Value(other) => Some(found || same(value, other)),
            _ => None,
        }),
        Node::Function(function, operands) => match (*function, operands.as_slice()) {
            ("begins_with", [_, Term::Value(prefix)]) => Some(begins_with(value, prefix)),
            ("contains", [_, Term::Value(element)]) => Some(contains(value, element)),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the size of a value; `None` if the value has no size, or if DynamoDB might count differently.
pub(super) fn size(value: &AttributeValue) -> Option<u64> {
    let size = match value {
        AttributeValue::S(text) if text.is_ascii() => text.len(),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::L(values) => values.len(),
        AttributeValue::M(map) => map.len(),
        AttributeValue::Ss(texts) | AttributeValue::Ns(texts) => texts.len(),
        AttributeValue::Bs(blobs) => blobs.len(),
        _ => return None,
    };
    u64::try_from(size).ok()
}

fn same(one: &AttributeValue, other: &AttributeValue) -> bool {
    let sorted = |texts: &[String]| {
        let mut texts = texts.to_vec();
        texts.sort_unstable();
        texts
    };
    match (one, other) {
        (AttributeValue::N(one), AttributeValue::N(other)) => compare_numbers(one, other) == Some(Ordering::Equal),
        (AttributeValue::Ss(one), AttributeValue::Ss(other)) => sorted(one) == sorted(other),
        (AttributeValue::Ns(one), AttributeValue::Ns(other)) => {
            let has = |all: &[String], number: &String| {
                all.iter()
                    .any(|other| compare_numbers(number, other) == Some(Ordering::Equal))
            };
            one.len() == other.len() && one.iter().all(|number| has(other, number))
        }
        (AttributeValue::Bs(one), AttributeValue::Bs(other)) => {
            one.len() == other.len() && one.iter().all(|bytes| other.contains(bytes))
        }
        (AttributeValue::L(one), AttributeValue::L(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (AttributeValue::M(one), AttributeValue::M(other)) => {
            let has =
                |(name, value): (&String, &AttributeValue)| other.get(name).is_some_and(|other| same(value, other));
            one.len() == other.len() && one.iter().all(has)
        }
        (one, other) => one == other,
    }
}

fn order(one: &AttributeValue, other: &AttributeValue) -> Option<Ordering> {
    match (one, other) {
        (AttributeValue::N(one), AttributeValue::N(other)) => compare_numbers(one, other),
        (AttributeValue::S(one), AttributeValue::S(other)) => Some(one.cmp(other)),
        (AttributeValue::B(one), AttributeValue::B(other)) => Some(one.as_ref().cmp(other.as_ref())),
        _ => None,
    }
}

fn begins_with(value: &AttributeValue, prefix: &AttributeValue) -> bool {
    match (value, prefix) {
        (AttributeValue::S(text), AttributeValue::S(prefix)) => text.starts_with(prefix.as_str()),
        (AttributeValue::B(bytes), AttributeValue::B(prefix)) => bytes.as_ref().starts_with(prefix.as_ref()),
        _ => false,
    }
}

fn contains(value: &AttributeValue, element: &AttributeValue) -> bool {
    match (value, element) {
        (AttributeValue::S(text), AttributeValue::S(part)) => text.contains(part.as_str()),
        (AttributeValue::L(values), element) => values.iter().any(|value| same(value, element)),
        (AttributeValue::Ss(texts), AttributeValue::S(text)) => texts.contains(text),
        (AttributeValue::Ns(numbers), AttributeValue::N(number)) => {
            let equals = |other: &String| compare_numbers(number, other) == Some(Ordering::Equal);
            numbers.iter().any(equals)
        }
        (AttributeValue::Bs(blobs), AttributeValue::B(blob)) => blobs.contains(blob),
        _ => false,
    }
}
