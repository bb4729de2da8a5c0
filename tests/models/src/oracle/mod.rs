//! The oracle: a map from the entity and the fields of its primary key to its fields.
//!
//! The oracle knows verbs, field options and operators, and nothing of keys, templates and expressions. It shares no code
//! with the library.

mod act;
mod expect;
mod fold;
mod rows;
mod test;

use std::collections::{BTreeMap, BTreeSet};

use crate::program::{Verb, Write};
use crate::random::Random;
use crate::shape::{Entity, Model, Part, PathShape, Step};
use crate::value::Value;

pub use expect::{Expected, Outcome};

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The fields of its key as they were given.
    pub key: Vec<Value>,
    /// The stored values of its fields, after `set`.
    pub fields: Vec<Value>,
    /// Fields without an attribute for which reads return a value: fields of older items, and zeros that serde skips.
    pub missing: BTreeSet<usize>,
    /// Index halves (the position, and whether it is the sort half) that were never written.
    pub dormant: BTreeSet<(usize, bool)>,
}

/// The identity of an item: the entity, and the parts of its key in their canonical form.
pub type Identity = (usize, Vec<Value>);

/// All items.
#[derive(Debug, Clone)]
pub struct Oracle<'a> {
    pub(crate) model: &'a Model,
    paths: Vec<Vec<PathShape>>,
    /// The items.
    pub items: BTreeMap<Identity, Item>,
    /// The number of the step, which `on_write` returns.
    pub step: u32,
}

impl<'a> Oracle<'a> {
    /// Makes an empty table.
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        Oracle {
            paths: model.entities.iter().map(|entity| entity.paths(&model.defs)).collect(),
            model,
            items: BTreeMap::new(),
            step: 0,
        }
    }

    fn entity(&self, entity: usize) -> &'a Entity {
        &self.model.entities[entity]
    }

    /// Chooses one of the entity's items.
    pub fn any_of(&self, entity: usize, random: &mut Random) -> Option<&Item> {
        let own: Vec<&Item> = self.of(entity).map(|(_, item)| item).collect();
        if own.is_empty() { None } else { Some(*random.pick(&own)) }
    }

    /// Returns the entity's items.
    pub fn of(&self, entity: usize) -> impl Iterator<Item = (&Identity, &Item)> {
        self.items.iter().filter(move |((other, _), _)| *other == entity)
    }

    /// Returns the item with the key of these fields.
    #[must_use]
    pub fn find(&self, entity: usize, fields: &[Value]) -> Option<&Item> {
        self.items.get(&self.identity(entity, fields))
    }

    /// Returns the item with this key.
    #[must_use]
    pub fn at(&self, entity: usize, key: &[Value]) -> Option<&Item> {
        self.items.get(&self.identity_of_key(entity, key))
    }

    /// Returns the identity of the item with these given fields.
    #[must_use]
    pub fn identity(&self, entity: usize, fields: &[Value]) -> Identity {
        let shape = self.entity(entity);
        let part = |part: Part| fold::fold(part.format, &fold::set(&shape.fields[part.field], &fields[part.field]));
        (entity, shape.indexes[0].parts().into_iter().map(part).collect())
    }

    /// Returns the identity of the item with this given key.
    #[must_use]
    pub fn identity_of_key(&self, entity: usize, key: &[Value]) -> Identity {
        let shape = self.entity(entity);
        let mut fields = vec![Value::Absent; shape.fields.len()];
        for (at, value) in shape.key_fields().into_iter().zip(key) {
            fields[at] = value.clone();
        }
        self.identity(entity, &fields)
    }

    /// Returns the identity of a write's item.
    #[must_use]
    pub fn identity_of(&self, write: &Write) -> Identity {
        match &write.verb {
            Verb::Whole { fields, .. } => self.identity(write.entity, fields),
            Verb::Blind { key, .. }
            | Verb::Apply { key, .. }
            | Verb::Edit { key, .. }
            | Verb::Reindex { key }
            | Verb::Delete { key, .. }
            | Verb::Check { key } => self.identity_of_key(write.entity, key),
        }
    }

    /// Returns the item with the spelling of its key that an update uses; `None` if the spelling is the same.
    #[must_use]
    pub fn respelled(&self, write: &Write) -> Option<Item> {
        let (Verb::Blind { key, .. } | Verb::Apply { key, .. }) = &write.verb else {
            return None;
        };
        let shape = self.entity(write.entity);
        let item = self.items.get(&self.identity_of(write))?;
        let mut other = item.clone();
        for (at, value) in shape.key_fields().into_iter().zip(key) {
            other.fields[at] = fold::set(&shape.fields[at], value);
        }
        other.key.clone_from(key);
        (other.fields != item.fields).then_some(other)
    }

    /// Returns the item as a read returns it.
    #[must_use]
    pub fn read(&self, entity: usize, item: &Item) -> Value {
        let shape = self.entity(entity);
        let fields = shape.fields.iter().zip(&item.fields);
        Value::Record(fields.map(|(field, value)| fold::get(field, value)).collect())
    }

    /// Returns the fields of its projection, or all fields.
    #[must_use]
    pub fn read_brief(&self, entity: usize, item: &Item) -> Value {
        match (self.read(entity, item), &self.entity(entity).brief) {
            (Value::Record(fields), Some(brief)) => Value::Record(brief.iter().map(|&at| fields[at].clone()).collect()),
            (all, _) => all,
        }
    }

    /// Returns the items that the earlier version of the first entity reads, and the number of those that it cannot read.
    #[must_use]
    pub fn read_old(&self) -> (Vec<Value>, usize) {
        let shape = self.entity(0);
        let older = shape.older.clone().unwrap_or_default();
        let is_newest = |item: &Item| {
            let mut fields = shape.fields.iter().zip(&item.fields);
            let newest = older.without_variant;
            newest.is_some_and(|def| fields.any(|(field, value)| field.ty.has_newest(value, def, &self.model.defs)))
        };
        let (unreadable, readable): (Vec<&Item>, Vec<&Item>) =
            self.of(0).map(|(_, item)| item).partition(|item| is_newest(item));
        let fields = |item: &&Item| {
            let mut fields = self.read(0, item).record().to_vec();
            older.without_field.map(|gone| fields.remove(gone));
            Value::Record(fields)
        };
        (readable.iter().map(fields).collect(), unreadable.len())
    }

    /// Returns field values that a caller would give for the stored values.
    #[must_use]
    pub fn given(&self, entity: usize, item: &Item) -> Vec<Value> {
        let shape = self.entity(entity);
        let mut fields: Vec<Value> = (shape.fields.iter().zip(&item.fields))
            .map(|(field, value)| fold::unset(field, value))
            .collect();
        for (at, value) in shape.key_fields().into_iter().zip(&item.key) {
            fields[at] = value.clone();
        }
        fields
    }

    /// Puts two parts into the order of the key.
    #[must_use]
    pub fn in_order(&self, entity: usize, part: &Part, one: Value, other: Value) -> (Value, Value) {
        let field = &self.entity(entity).fields[part.field];
        let key = |value: &Value| fold::fold(part.format, &fold::set(field, value));
        if key(&one) <= key(&other) {
            (one, other)
        } else {
            (other, one)
        }
    }

    /// Whether all containers on the path exist.
    #[must_use]
    pub fn reaches(&self, entity: usize, key: &[Value], steps: &[Step]) -> bool {
        let Some(item) = self.at(entity, key) else { return true };
        let mut fields = item.fields.clone();
        if let Some(Step::Field(field)) = steps.first()
            && item.missing.contains(field)
        {
            return false;
        }
        act::parent(&mut fields, steps).is_some()
    }
}
