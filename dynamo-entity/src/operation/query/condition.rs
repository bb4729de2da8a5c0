//! The conditions of a key, on one attribute each.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expression::{Node, Term};
use crate::key::{Operator, Part, SortCondition};
use crate::schema::{EntitySchema, TableSchema};

pub(in crate::operation) fn equals(attribute: &'static str, value: AttributeValue) -> Node {
    Node::Compare(Term::attribute(attribute), "=", Term::Value(value))
}

/// The item is of this entity.
pub(in crate::operation) fn is_entity(table: &TableSchema, entity: &EntitySchema) -> Node {
    let identifiers = table.identifiers(entity);
    let mut nodes: Vec<Node> = identifiers
        .map(|(attribute, text)| equals(attribute, AttributeValue::S(text.to_owned())))
        .collect();
    match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::All(nodes),
    }
}

/// An operator on an attribute.
pub(in crate::operation) fn compare(attribute: &'static str, operator: Operator<AttributeValue>) -> Node {
    let path = Term::attribute(attribute);
    match operator {
        Operator::BeginsWith(value) => Node::Function("begins_with", vec![path, Term::Value(value)]),
        Operator::Between(low, high) => Node::Between(path, Term::Value(low), Term::Value(high)),
        Operator::Less(value) => Node::Compare(path, "<", Term::Value(value)),
        Operator::LessOrEqual(value) => Node::Compare(path, "<=", Term::Value(value)),
        Operator::Greater(value) => Node::Compare(path, ">", Term::Value(value)),
        Operator::GreaterOrEqual(value) => Node::Compare(path, ">=", Term::Value(value)),
    }
}

pub(super) fn text_condition(name: &'static str, condition: SortCondition) -> Option<Node> {
    let text = AttributeValue::S;
    Some(match condition {
        SortCondition::Any => return None,
        SortCondition::Equal(value) => equals(name, text(value)),
        SortCondition::BeginsWith(value) => compare(name, Operator::BeginsWith(text(value))),
        SortCondition::Between(low, high) => compare(name, Operator::Between(text(low), text(high))),
        SortCondition::Less(value) => compare(name, Operator::Less(text(value))),
        SortCondition::LessOrEqual(value) => compare(name, Operator::LessOrEqual(text(value))),
        SortCondition::Greater(value) => compare(name, Operator::Greater(text(value))),
        SortCondition::GreaterOrEqual(value) => compare(name, Operator::GreaterOrEqual(text(value))),
    })
}

/// How DynamoDB orders two values of one key attribute; `None` where that is not known here, as of decimals.
pub(super) fn native_order(low: &Part<'_>, high: &Part<'_>) -> Option<Ordering> {
    match (low, high) {
        (Part::Text(low) | Part::Fixed(low), Part::Text(high) | Part::Fixed(high)) => Some(low.cmp(high)),
        (Part::Unsigned(low), Part::Unsigned(high)) => Some(low.cmp(high)),
        (Part::Signed(low), Part::Signed(high)) => Some(low.cmp(high)),
        (Part::Bytes(low), Part::Bytes(high)) => Some(low.cmp(high)),
        _ => None,
    }
}
