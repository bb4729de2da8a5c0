//! The effect of field options and formats on values, and the identity of keys.

use chrono::{DateTime, NaiveDate, TimeDelta};

use crate::shape::{Change, Field, Format, Ty};
use crate::value::Value;

/// Returns the stored value.
pub(super) fn set(field: &Field, value: &Value) -> Value {
    match (field.options.set, value) {
        (_, Value::Time(seconds, _)) if field.options.ttl => Value::Time(*seconds, 0),
        (Some(Change::Lowercase), Value::Text(text)) => Value::Text(text.to_lowercase()),
        (Some(Change::Prefixed), Value::Text(text)) => Value::Text(format!("S{text}")),
        (Some(Change::Clamp), Value::Int(number)) => Value::Int((*number).min(50)),
        _ => value.clone(),
    }
}

/// Returns a value that is stored as this one.
pub(super) fn unset(field: &Field, value: &Value) -> Value {
    match (field.options.set, value) {
        (Some(Change::Prefixed), Value::Text(text)) => Value::text(text.strip_prefix('S').unwrap_or(text)),
        _ => value.clone(),
    }
}

/// Returns the value that a read returns.
pub(super) fn get(field: &Field, value: &Value) -> Value {
    match (field.options.get, value) {
        (Some(Change::Marked), Value::Text(text)) => Value::Text(format!("{text}!")),
        _ => value.clone(),
    }
}

/// Whether `validate` accepts the stored value.
pub(super) fn is_valid(field: &Field, value: &Value) -> bool {
    match (field.options.validate, value) {
        (true, Value::Text(text)) => text.len() <= 6,
        (true, Value::Int(number)) => *number < 40,
        _ => true,
    }
}

/// Returns the part of a value that a format keeps.
pub(super) fn fold(format: Format, value: &Value) -> Value {
    match (format, value) {
        (Format::Lower | Format::Script, Value::Text(text)) => Value::Text(text.to_lowercase()),
        (Format::Upper, Value::Text(text)) => Value::Text(text.to_uppercase()),
        (Format::Time(format), Value::Time(seconds, nanos)) => {
            let time = DateTime::from_timestamp(*seconds, *nanos).unwrap_or_default();
            Value::Text(time.format(format).to_string())
        }
        (Format::Time(format), Value::Date(days)) => {
            let date = NaiveDate::default() + TimeDelta::days(*days);
            Value::Text(date.format(format).to_string())
        }
        _ => value.clone(),
    }
}

/// Evaluates the condition of an index for its field.
pub(super) fn is_listed(value: &Value) -> bool {
    match value {
        Value::Text(text) => !text.starts_with('b'),
        Value::Int(number) => number % 2 == 0,
        _ => true,
    }
}

/// Returns the least and the greatest integer of a type.
pub(super) fn bounds(ty: &Ty) -> Option<(i128, i128)> {
    match ty.inner() {
        Ty::Int(int) => Some(int.range()),
        _ => None,
    }
}
