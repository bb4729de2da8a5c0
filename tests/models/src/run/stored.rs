//! The stored form of fields, as the guide documents it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, NaiveDate, TimeDelta};

use super::dump::RawItem;
use crate::oracle::Item;
use crate::shape::{Clock, Def, Field, Member, Model, Ty, camel};
use crate::value::Value;

/// Compares the attributes of an item's fields with their expected values.
pub(super) fn check(model: &Model, entity: usize, item: &Item, raw: &RawItem) -> Result<(), String> {
    let shape = &model.entities[entity];
    let form = Form { model, typed: true };
    for (at, field) in shape
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.options.flatten)
    {
        let name = field.attribute(shape.camel_case);
        // An item of an older release may have the other name, but never both.
        let found = [Some(&name), field.alias.as_ref()].map(|name| name.and_then(|name| raw.get(name)));
        let found = match found {
            [Some(_), Some(_)] => return Err(format!("`{name}` is stored under both its names")),
            [one, other] => one.or(other),
        };
        let fits = match found {
            None => item.fields[at].is_absent() || item.missing.contains(&at),
            Some(found) => !item.missing.contains(&at) && form.field(field, &item.fields[at], found),
        };
        if !fits {
            return Err(format!("`{name}` is {found:?}, its value is {:?}", item.fields[at]));
        }
    }
    Ok(())
}

/// The stored form of values.
#[derive(Clone, Copy)]
struct Form<'m> {
    model: &'m Model,
    /// Whether types have a known shape, or only serde's form.
    typed: bool,
}

impl Form<'_> {
    fn field(self, field: &Field, value: &Value, raw: &AttributeValue) -> bool {
        match (value, raw) {
            (Value::Time(seconds, _), raw) if field.options.ttl => raw.as_n() == Ok(&seconds.to_string()),
            (Value::Text(text), raw) if field.options.with => raw.as_s() == Ok(&format!("^{text}")),
            (value, raw) => self.is(&field.ty, value, raw),
        }
    }

    fn is(self, ty: &Ty, value: &Value, raw: &AttributeValue) -> bool {
        match (ty, value, raw) {
            (Ty::Option(_), Value::Absent, raw) => raw.is_null(),
            (Ty::Option(of) | Ty::Boxed(of), value, raw) => self.is(of, value, raw),
            (_, Value::Bool(value), AttributeValue::Bool(raw)) => value == raw,
            (_, Value::Int(value), AttributeValue::N(raw)) => raw.parse() == Ok(*value),
            (_, Value::Float(value), AttributeValue::N(raw)) => raw.parse() == Ok(value.0),
            (_, Value::Decimal(units), AttributeValue::N(raw)) => is_decimal(*units, raw),
            // Without a known shape, a decimal is text.
            (_, Value::Decimal(units), AttributeValue::S(raw)) => !self.typed && is_decimal(*units, raw),
            (_, Value::Bytes(value), AttributeValue::B(raw)) => self.typed && raw.as_ref() == value.as_slice(),
            (_, Value::Bytes(value), AttributeValue::L(raw)) => {
                let bytes = value.iter().map(|byte| AttributeValue::N(byte.to_string()));
                !self.typed && bytes.eq(raw.iter().cloned())
            }
            (_, Value::Time(seconds, nanos), AttributeValue::S(raw)) => {
                let format = if self.model.electrodb {
                    "%Y-%m-%dT%H:%M:%S%.3fZ"
                } else {
                    "%Y-%m-%dT%H:%M:%S%.9fZ"
                };
                let time = DateTime::from_timestamp(*seconds, *nanos).unwrap_or_default();
                !self.typed || time.format(format).to_string() == *raw
            }
            (_, Value::Date(days), AttributeValue::S(raw)) => {
                (NaiveDate::default() + TimeDelta::days(*days)).to_string() == *raw
            }
            // The types of the crate `time` serialize as numbers.
            (Ty::Time(Clock::Time) | Ty::Date(Clock::Time), _, AttributeValue::L(_)) => !self.typed,
            (Ty::List(of), Value::List(values), AttributeValue::L(raw)) => self.all(values, raw, |_| of),
            (Ty::Pair(a, b), Value::List(values), AttributeValue::L(raw)) => self.all(values, raw, |at| [a, b][at]),
            (Ty::Map(of), Value::Map(entries), AttributeValue::M(raw)) => {
                let is = |(key, value): (&String, &Value)| raw.get(key).is_some_and(|raw| self.is(of, value, raw));
                entries.len() == raw.len() && entries.iter().all(is)
            }
            (Ty::Set(of), Value::Set(elements), raw) => self.is_set(of, elements.iter().collect(), raw),
            (Ty::Named(def), value, raw) => self.named(&self.model.defs[*def], value, raw),
            (_, Value::Text(value), AttributeValue::S(raw)) => value == raw,
            _ => false,
        }
    }

    fn all<'t>(self, values: &[Value], raw: &[AttributeValue], ty: impl Fn(usize) -> &'t Ty) -> bool {
        let mut pairs = values.iter().zip(raw).enumerate();
        values.len() == raw.len() && pairs.all(|(at, (value, raw))| self.is(ty(at), value, raw))
    }

    fn is_set(self, of: &Ty, elements: Vec<&Value>, raw: &AttributeValue) -> bool {
        let mut left: Vec<AttributeValue> = match raw {
            AttributeValue::Ss(texts) if self.typed => texts.iter().cloned().map(AttributeValue::S).collect(),
            AttributeValue::Ns(numbers) if self.typed => numbers.iter().cloned().map(AttributeValue::N).collect(),
            AttributeValue::Bs(blobs) if self.typed => blobs.iter().cloned().map(AttributeValue::B).collect(),
            AttributeValue::L(elements) if !self.typed => elements.clone(),
            _ => return false,
        };
        elements.len() == left.len()
            && elements.into_iter().all(|element| {
                let found = left.iter().position(|raw| self.is(of, element, raw));
                found.map(|at| left.swap_remove(at)).is_some()
            })
    }

    fn named(self, def: &Def, value: &Value, raw: &AttributeValue) -> bool {
        match (def, value, raw) {
            (
                Def::Struct {
                    members,
                    document,
                    camel_case,
                    ..
                },
                Value::Record(values),
                AttributeValue::M(raw),
            ) => self.inside(*document).members(members, *camel_case, values, raw, 0),
            (
                Def::Choice {
                    variants,
                    tagged,
                    document,
                    ..
                },
                Value::Variant(at, held),
                raw,
            ) => {
                let (form, name) = (self.inside(*document), format!("V{at}"));
                match (variants[*at].as_slice(), raw) {
                    ([], AttributeValue::S(raw)) => !tagged && *raw == name,
                    (members, AttributeValue::M(raw)) if *tagged => {
                        raw.get("kind").and_then(|kind| kind.as_s().ok()) == Some(&name)
                            && form.members(members, false, held, raw, 1)
                    }
                    (members, AttributeValue::M(raw)) if raw.len() == 1 => match (members, raw.get(&name)) {
                        ([Member { ident, ty }], Some(raw)) if ident.is_empty() => form.is(ty, &held[0], raw),
                        (members, Some(AttributeValue::M(raw))) => form.members(members, false, held, raw, 0),
                        _ => false,
                    },
                    _ => false,
                }
            }
            (Def::Units { .. } | Def::Wrap { .. }, Value::Text(text), AttributeValue::S(raw)) => text == raw,
            _ => false,
        }
    }

    /// The contents of a value without a known shape have no known shape.
    fn inside(self, document: bool) -> Self {
        Form {
            typed: self.typed && document,
            ..self
        }
    }

    fn members(
        self,
        members: &[Member],
        camel_case: bool,
        values: &[Value],
        raw: &HashMap<String, AttributeValue>,
        others: usize,
    ) -> bool {
        let mut found = 0;
        let all = members.iter().zip(values).all(|(member, value)| {
            let name = if camel_case {
                camel(&member.ident)
            } else {
                member.ident.clone()
            };
            match raw.get(&name) {
                // Without a known shape, an absent value is `NULL` and an empty set is a list.
                None => self.typed && value.is_absent(),
                Some(raw) => {
                    found += 1;
                    self.is(&member.ty, value, raw) && !(self.typed && value.is_absent())
                }
            }
        });
        all && raw.len() == found + others
    }
}

fn is_decimal(units: i128, raw: &str) -> bool {
    let parsed = rust_decimal::Decimal::from_scientific(raw).or_else(|_| raw.parse());
    parsed.is_ok_and(|parsed| parsed == rust_decimal::Decimal::from_i128_with_scale(units, 10))
}
