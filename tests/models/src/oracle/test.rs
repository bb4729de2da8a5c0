//! Evaluation of conditions on the oracle's values.

use super::{Item, Oracle, act, fold};
use crate::program::{Condition, Test};
use crate::shape::{PathShape, Step};
use crate::value::Value;

impl Oracle<'_> {
    /// Whether the condition holds for the item, or for an absent item.
    pub(super) fn holds(&self, entity: usize, condition: &Condition, item: Option<&Item>) -> bool {
        match condition {
            Condition::All(a, b) => self.holds(entity, a, item) && self.holds(entity, b, item),
            Condition::Any(a, b) => self.holds(entity, a, item) || self.holds(entity, b, item),
            Condition::Not(a) => !self.holds(entity, a, item),
            Condition::Test(path, test) => {
                let path = &self.paths[entity][*path];
                let mut fields = item.map(|item| item.fields.clone()).unwrap_or_default();
                let value = if item.is_some() {
                    act::value_at(&mut fields, &path.steps)
                } else {
                    None
                };
                let value = value.filter(|value| !value.is_absent());
                self.passes(entity, path, test, value.as_ref())
            }
        }
    }

    fn passes(&self, entity: usize, path: &PathShape, test: &Test, value: Option<&Value>) -> bool {
        let prepare = |operand: &Value| match path.steps.as_slice() {
            [Step::Field(field)] => fold::set(&self.model.entities[entity].fields[*field], operand),
            _ => operand.clone(),
        };
        let Some(value) = value else {
            return match test {
                Test::Eq(operand) => operand.is_absent(),
                Test::Ne(operand) => !operand.is_absent(),
                Test::NotExists => true,
                // The size of an absent set is 0.
                Test::SizeEq(0) => matches!(path.ty, crate::shape::Ty::Set(_)),
                Test::SizeLt(bound) => *bound > 0 && matches!(path.ty, crate::shape::Ty::Set(_)),
                _ => false,
            };
        };
        match test {
            Test::Eq(operand) => *value == prepare(operand),
            Test::Ne(operand) => *value != prepare(operand),
            Test::Lt(operand) => *value < prepare(operand),
            Test::Lte(operand) => *value <= prepare(operand),
            Test::Gt(operand) => *value > prepare(operand),
            Test::Gte(operand) => *value >= prepare(operand),
            Test::Between(low, high) => *value >= prepare(low) && *value <= prepare(high),
            Test::In(operands) => operands.iter().any(|operand| *value == prepare(operand)),
            Test::Exists => true,
            Test::NotExists => false,
            Test::BeginsWith(prefix) => match (value, prepare(prefix)) {
                (Value::Text(text), Value::Text(prefix)) => text.starts_with(&prefix),
                _ => false,
            },
            Test::Contains(element) => match (value, element) {
                (Value::Text(text), Value::Text(part)) => text.contains(part.as_str()),
                (Value::List(elements), element) => elements.contains(element),
                (Value::Set(elements), element) => elements.contains(element),
                _ => false,
            },
            Test::SizeEq(size) => length(value) == *size,
            Test::SizeLt(size) => length(value) < *size,
        }
    }
}

fn length(value: &Value) -> u64 {
    (match value {
        Value::Text(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::List(elements) => elements.len(),
        Value::Set(elements) => elements.len(),
        Value::Map(entries) => entries.len(),
        _ => 0,
    }) as u64
}
