//! Sort key conditions, as far as cursors are checked with them.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::key::condition::Operator;
use crate::read::cursor::bytes::{push_attribute, push_value};

/// A condition on one sort key attribute.
#[derive(Clone)]
pub(crate) struct SortKeyCondition {
    pub(crate) attribute: &'static str,
    pub(crate) test: SortKeyTest,
}

#[derive(Clone)]
pub(crate) enum SortKeyTest {
    Equal(AttributeValue),
    Range(Operator<AttributeValue>),
}

impl SortKeyCondition {
    pub(crate) fn equal(attribute: &'static str, value: AttributeValue) -> Self {
        SortKeyCondition {
            attribute,
            test: SortKeyTest::Equal(value),
        }
    }

    pub(crate) fn range(attribute: &'static str, operator: Operator<AttributeValue>) -> Self {
        SortKeyCondition {
            attribute,
            test: SortKeyTest::Range(operator),
        }
    }

    /// Whether the condition certainly does not select the value.
    pub(crate) fn excludes(&self, value: &AttributeValue) -> bool {
        let below = |bound: &AttributeValue| is_less(value, bound);
        let above = |bound: &AttributeValue| is_less(bound, value);
        match &self.test {
            SortKeyTest::Equal(bound) => below(bound) || above(bound),
            SortKeyTest::Range(operator) => match operator {
                Operator::BeginsWith(prefix) => !begins_with(value, prefix),
                Operator::Between(low, high) => below(low) || above(high),
                Operator::Less(bound) | Operator::LessOrEqual(bound) => above(bound),
                Operator::Greater(bound) | Operator::GreaterOrEqual(bound) => below(bound),
            },
        }
    }

    /// Appends an encoding of the condition that no other condition shares.
    pub(crate) fn push_to(&self, bytes: &mut Vec<u8>) {
        let (operator, first, second) = match &self.test {
            SortKeyTest::Equal(value) => (b'=', value, None),
            SortKeyTest::Range(operator) => match operator {
                Operator::BeginsWith(value) => (b'^', value, None),
                Operator::Between(low, high) => (b'~', low, Some(high)),
                Operator::Less(value) => (b'<', value, None),
                Operator::LessOrEqual(value) => (b'(', value, None),
                Operator::Greater(value) => (b'>', value, None),
                Operator::GreaterOrEqual(value) => (b')', value, None),
            },
        };
        push_value(bytes, operator, self.attribute.as_bytes());
        push_attribute(bytes, first);
        if let Some(second) = second {
            push_attribute(bytes, second);
        }
    }
}

/// Compares two values of one key attribute as DynamoDB does; numbers that differ only after the 15th digit count as equal.
fn is_less(one: &AttributeValue, other: &AttributeValue) -> bool {
    match (one, other) {
        (AttributeValue::S(one), AttributeValue::S(other)) => one < other,
        (AttributeValue::B(one), AttributeValue::B(other)) => one.as_ref() < other.as_ref(),
        (AttributeValue::N(one), AttributeValue::N(other)) => match (one.parse::<f64>(), other.parse::<f64>()) {
            (Ok(one), Ok(other)) => one < other,
            _ => false,
        },
        _ => false,
    }
}

fn begins_with(value: &AttributeValue, prefix: &AttributeValue) -> bool {
    match (value, prefix) {
        (AttributeValue::S(value), AttributeValue::S(prefix)) => value.starts_with(prefix),
        (AttributeValue::B(value), AttributeValue::B(prefix)) => value.as_ref().starts_with(prefix.as_ref()),
        _ => true,
    }
}
