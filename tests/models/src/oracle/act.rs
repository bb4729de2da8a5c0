//! The effect of update actions on the oracle's values.

use std::collections::BTreeSet;

use super::{Item, Oracle, fold};
use crate::program::{Act, Action};
use crate::shape::{Index, Int, PathKind, Step, Ty};
use crate::value::Value;

/// The reason for which an action fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stuck {
    /// The parent of the path is absent.
    NoParent,
    /// The result is out of the field's range.
    Range,
    /// `validate` refuses.
    Invalid,
}

/// Returns the value at the end of a path.
pub(super) fn value_at(fields: &mut [Value], steps: &[Step]) -> Option<Value> {
    let (last, _) = steps.split_last()?;
    let parent = parent(fields, steps)?;
    match (parent, last) {
        (Place::Fields(fields), Step::Field(at) | Step::Member(at)) => fields.get(*at).cloned(),
        (Place::Entries(entries), Step::Key(key)) => entries.get(key).cloned(),
        (Place::Elements(elements), Step::At(at)) => elements.get(*at).cloned(),
        _ => None,
    }
}

/// The container of the end of a path.
pub(super) enum Place<'v> {
    Fields(&'v mut [Value]),
    Entries(&'v mut std::collections::BTreeMap<String, Value>),
    Elements(&'v mut Vec<Value>),
}

/// Returns the container of the end of a path, if it exists.
pub(super) fn parent<'v>(fields: &'v mut [Value], steps: &[Step]) -> Option<Place<'v>> {
    let (_, before) = steps.split_last()?;
    let mut place = Place::Fields(fields);
    for step in before {
        let value = match (place, step) {
            (Place::Fields(fields), Step::Field(at) | Step::Member(at)) => fields.get_mut(*at)?,
            (Place::Entries(entries), Step::Key(key)) => entries.get_mut(key)?,
            (Place::Elements(elements), Step::At(at)) => elements.get_mut(*at)?,
            _ => return None,
        };
        place = match value {
            Value::Record(fields) => Place::Fields(fields),
            Value::Map(entries) => Place::Entries(entries),
            Value::List(elements) => Place::Elements(elements),
            _ => return None,
        };
    }
    Some(place)
}

impl Oracle<'_> {
    /// Whether an update that may create its item cannot know from which of two defaults an action starts.
    pub(super) fn starts_anywhere(&self, entity: usize, action: &Action) -> bool {
        let [Step::Field(at)] = self.paths[entity][action.path].steps.as_slice() else {
            return false;
        };
        let field = &self.model.entities[entity].fields[*at];
        let starts = match &action.act {
            Act::Add(value) | Act::Subtract(value) => !matches!(value, Value::Set(_)),
            Act::Append(_) | Act::Prepend(_) => true,
            _ => false,
        };
        let differ = match (&field.options.serde_default, &field.options.default) {
            (Some(read), Some(created)) => read != created,
            _ => false,
        };
        starts && differ && !matches!(field.ty, Ty::Option(_))
    }

    /// Whether a key has parts that the update writes and parts that an update by key does not know.
    pub(super) fn leaves_unknown(&self, entity: usize, touched: &BTreeSet<usize>) -> bool {
        let shape = &self.model.entities[entity];
        let key = shape.key_fields();
        let mut groups = shape.indexes.iter().flat_map(Index::groups);
        groups.any(|(_, sides)| {
            let parts = sides.iter().flat_map(|side| side.parts()).map(|part| part.field);
            let (written, others): (Vec<usize>, Vec<usize>) = parts
                .filter(|at| !key.contains(at))
                .partition(|at| touched.contains(at));
            !written.is_empty() && !others.is_empty()
        })
    }

    /// Applies an action to an item. Returns the fields that were written.
    pub(super) fn act(&self, entity: usize, item: &mut Item, action: &Action) -> Result<Vec<usize>, Stuck> {
        let shape = &self.model.entities[entity];
        let path = &self.paths[entity][action.path];
        if let (PathKind::Group(fields), Act::Together(values)) = (&path.kind, &action.act) {
            for (&at, value) in fields.iter().zip(values) {
                self.assign(entity, item, at, value)?;
            }
            return Ok(fields.clone());
        }
        let (Some(Step::Field(field)), Some(last)) = (path.steps.first(), path.steps.last()) else {
            return Ok(Vec::new());
        };
        let whole = path.steps.len() == 1;
        if whole && let Act::Set(value) = &action.act {
            self.assign(entity, item, *field, value)?;
            return Ok(vec![*field]);
        }
        // `set_if_absent` with `None` changes nothing.
        if matches!(&action.act, Act::SetIfAbsent(value) if value.is_absent()) {
            return Ok(Vec::new());
        }
        if !whole && item.missing.contains(field) {
            return Err(Stuck::NoParent);
        }
        let mut current = value_at(&mut item.fields, &path.steps);
        let stored = current
            .clone()
            .filter(|value| !(value.is_absent() || whole && item.missing.contains(field)));
        if whole && stored.is_none() && !item.missing.contains(field) {
            current = shape.fields[*field]
                .options
                .default
                .clone()
                .filter(|value| !value.is_absent());
        }
        let current = current.filter(|value| !value.is_absent());
        let changed = match &action.act {
            Act::SetIfAbsent(_) if stored.is_some() => return Ok(Vec::new()),
            Act::SetIfAbsent(value) => {
                if whole && !fold::is_valid(&shape.fields[*field], &fold::set(&shape.fields[*field], value)) {
                    return Err(Stuck::Invalid);
                }
                if whole {
                    fold::set(&shape.fields[*field], value)
                } else {
                    value.clone()
                }
            }
            Act::Set(value) => value.clone(),
            Act::Remove => Value::Absent,
            act => combine(act, current, &path.ty)?,
        };
        put(&mut item.fields, &path.steps, last, changed).ok_or(Stuck::NoParent)?;
        item.missing.remove(field);
        Ok(vec![*field])
    }

    /// Sets a whole field to a given value.
    pub(super) fn assign(&self, entity: usize, item: &mut Item, at: usize, value: &Value) -> Result<(), Stuck> {
        let field = &self.model.entities[entity].fields[at];
        let stored = fold::set(field, value);
        if !fold::is_valid(field, &stored) {
            return Err(Stuck::Invalid);
        }
        item.fields[at] = stored;
        item.missing.remove(&at);
        Ok(())
    }
}

/// Applies an action to the current value.
fn combine(act: &Act, current: Option<Value>, ty: &Ty) -> Result<Value, Stuck> {
    Ok(match (act, current) {
        (Act::Add(Value::Int(amount)), current) => number(current, *amount, ty)?,
        (Act::Subtract(Value::Int(amount)), current) => number(current, -*amount, ty)?,
        (Act::Add(Value::Decimal(amount)), current) => decimal(current, *amount)?,
        (Act::Subtract(Value::Decimal(amount)), current) => decimal(current, -*amount)?,
        (Act::Add(Value::Set(added)), Some(Value::Set(mut set))) => {
            set.extend(added.iter().cloned());
            Value::Set(set)
        }
        (Act::Add(Value::Set(added)), _) if added.is_empty() => absent_set(ty),
        (Act::Add(value @ Value::Set(_)), _) => value.clone(),
        (Act::Delete(Value::Set(gone)), Some(Value::Set(set))) => {
            let left: BTreeSet<Value> = set.difference(gone).cloned().collect();
            if left.is_empty() {
                absent_set(ty)
            } else {
                Value::Set(left)
            }
        }
        (Act::Delete(_), _) => absent_set(ty),
        (Act::Append(Value::List(added)), Some(Value::List(list))) => Value::List([list, added.clone()].concat()),
        (Act::Prepend(Value::List(added)), Some(Value::List(list))) => Value::List([added.clone(), list].concat()),
        (Act::Append(list) | Act::Prepend(list), _) => list.clone(),
        (_, current) => current.unwrap_or(Value::Absent),
    })
}

/// Returns the value that a set without elements reads as.
fn absent_set(ty: &Ty) -> Value {
    if matches!(ty, Ty::Option(_)) {
        Value::Absent
    } else {
        Value::Set([].into())
    }
}

fn number(current: Option<Value>, amount: i128, ty: &Ty) -> Result<Value, Stuck> {
    let start = match current {
        Some(Value::Int(number)) => number,
        _ => 0,
    };
    let (low, high) = fold::bounds(ty).unwrap_or(Int::I128.range());
    let sum = start.checked_add(amount).filter(|sum| (low..=high).contains(sum));
    sum.map(Value::Int).ok_or(Stuck::Range)
}

fn decimal(current: Option<Value>, amount: i128) -> Result<Value, Stuck> {
    let start = match current {
        Some(Value::Decimal(units)) => units,
        _ => 0,
    };
    // The digits of the type.
    let sum = Some(start + amount).filter(|sum| sum.abs() < 1 << 96);
    sum.map(Value::Decimal).ok_or(Stuck::Range)
}

/// Sets the value at the end of a path.
fn put(fields: &mut [Value], steps: &[Step], last: &Step, value: Value) -> Option<()> {
    match (parent(fields, steps)?, last) {
        (Place::Fields(fields), Step::Field(at) | Step::Member(at)) => *fields.get_mut(*at)? = value,
        (Place::Entries(entries), Step::Key(key)) => {
            if value.is_absent() {
                entries.remove(key);
            } else {
                entries.insert(key.clone(), value);
            }
        }
        (Place::Elements(elements), Step::At(at)) => match (elements.get_mut(*at), value.is_absent()) {
            (Some(_), true) => {
                elements.remove(*at);
            }
            (Some(slot), false) => *slot = value,
            // DynamoDB appends to a list if the index is beyond its end.
            (None, false) => elements.push(value),
            (None, true) => {}
        },
        _ => return None,
    }
    Some(())
}
