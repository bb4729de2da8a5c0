//! Conditions on single key attributes.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expression::condition::Node;
use crate::expression::term::Term;
use crate::key::condition::{Operator, SortCondition};
use crate::key::part::Part;
use crate::read::cursor::condition::{SortKeyCondition, SortKeyTest};
use crate::wire::type_filter::equals;

/// Builds the condition that applies an operator to an attribute.
fn compare(attribute: &'static str, operator: Operator<AttributeValue>) -> Node {
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

/// Converts the condition to a part of the key condition.
pub(super) fn on_key(condition: SortKeyCondition) -> Node {
    match condition.test {
        SortKeyTest::Equal(value) => equals(condition.attribute, value),
        SortKeyTest::Range(operator) => compare(condition.attribute, operator),
    }
}

pub(super) fn text_condition(name: &'static str, condition: SortCondition) -> Option<SortKeyCondition> {
    let text = AttributeValue::S;
    let operator = match condition {
        SortCondition::Any => return None,
        SortCondition::Equal(value) => return Some(SortKeyCondition::equal(name, text(value))),
        SortCondition::BeginsWith(value) => Operator::BeginsWith(text(value)),
        SortCondition::Between(low, high) => Operator::Between(text(low), text(high)),
        SortCondition::Less(value) => Operator::Less(text(value)),
        SortCondition::LessOrEqual(value) => Operator::LessOrEqual(text(value)),
        SortCondition::Greater(value) => Operator::Greater(text(value)),
        SortCondition::GreaterOrEqual(value) => Operator::GreaterOrEqual(text(value)),
    };
    Some(SortKeyCondition::range(name, operator))
}

/// Compares two values of one key attribute as DynamoDB does; `None` for types whose order is not known here, such as
/// decimals.
pub(super) fn native_order(low: &Part<'_>, high: &Part<'_>) -> Option<Ordering> {
    match (low, high) {
        (Part::Text(low) | Part::Fixed(low), Part::Text(high) | Part::Fixed(high)) => Some(low.cmp(high)),
        (Part::Unsigned(low), Part::Unsigned(high)) => Some(low.cmp(high)),
        (Part::Signed(low), Part::Signed(high)) => Some(low.cmp(high)),
        (Part::Bytes(low), Part::Bytes(high)) => Some(low.cmp(high)),
        _ => None,
    }
}
