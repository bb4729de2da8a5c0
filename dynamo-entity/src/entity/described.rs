//! Renders keys for messages, and redacts sensitive parts.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::entity::sides::{KeyAttributes, SideKind};
use crate::key::field::Field;
use crate::schema::definition::{EntitySchema, Side};
use crate::schema::table::TableSchema;

/// Renders the primary key attributes as text, for messages.
pub(crate) fn describe_attributes(schema: &EntitySchema, key: &KeyAttributes) -> String {
    let sides = [SideKind::Partition, SideKind::Sort];
    join(key.iter().zip(sides).map(|((_, value), side)| {
        if schema.hides(side) {
            Shown::Hidden
        } else {
            Shown::Value(value)
        }
    }))
}

/// Renders the primary key of a stored item as text, for messages.
pub(crate) fn stored_key(table: &TableSchema, schema: &'static EntitySchema, item: &Item) -> String {
    let (pk, sk) = table.key_pair(schema.primary());
    // The item may belong to another entity.
    let ty = item.get(table.type_attribute);
    let mut others = table.entities.iter();
    let other = others.find(|other| matches!(ty, Some(AttributeValue::S(name)) if name == other.name));
    let show = |name, side| match item.get(name) {
        Some(_) if schema.hides(side) || other.is_some_and(|other| other.hides(side)) => Shown::Hidden,
        Some(value) => Shown::Value(value),
        None => Shown::Absent,
    };
    let sort = schema.primary().sk.is_some().then(|| show(sk, SideKind::Sort));
    join([show(pk, SideKind::Partition)].into_iter().chain(sort))
}

/// A key attribute in a message.
enum Shown<'v> {
    Value(&'v AttributeValue),
    /// The value has a sensitive part.
    Hidden,
    Absent,
}

fn join<'v>(values: impl Iterator<Item = Shown<'v>>) -> String {
    let mut text = String::new();
    for value in values {
        if !text.is_empty() {
            text.push_str(" / ");
        }
        text.push_str(match value {
            Shown::Value(AttributeValue::S(value) | AttributeValue::N(value)) => value,
            Shown::Value(AttributeValue::B(_)) => "(binary)",
            Shown::Value(_) => "(not a key)",
            Shown::Hidden => "…",
            Shown::Absent => "(absent)",
        });
    }
    text
}

impl EntitySchema {
    /// Whether the side of the primary key has a sensitive part.
    pub(crate) fn hides(&self, side: SideKind) -> bool {
        let side = match side {
            SideKind::Partition => Some(&self.primary().pk),
            SideKind::Sort => self.primary().sk.as_ref(),
        };
        let mut parts = side.into_iter().flat_map(Side::parts);
        parts.any(Field::is_sensitive)
    }
}
