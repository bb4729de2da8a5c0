//! Ownership: which entity a stored item belongs to, by its type attribute or, without one, by its key.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::schema::definition::EntitySchema;
use crate::schema::table::{MARKER_PREFIX, TableSchema};

impl TableSchema {
    /// Whether a complete item belongs to `entity`.
    pub(crate) fn owns(&self, entity: &EntitySchema, item: &Item) -> bool {
        self.is_of(entity, item) || self.owns_untyped(entity, item)
    }

    /// Whether the type attribute of an item says that the item is of `entity`.
    pub(crate) fn is_of(&self, entity: &EntitySchema, item: &Item) -> bool {
        let says = |(attribute, text): (&str, &str)| matches!(item.get(attribute), Some(AttributeValue::S(found)) if found == text);
        self.identifiers(entity).all(says)
    }

    /// Returns the entity of an item: by its type attribute or, without one, by its key. Returns `None` if the attribute or
    /// the key belongs to no entity, and if the key does not distinguish two entities.
    pub(crate) fn entity_of(&self, item: &Item) -> Option<&'static EntitySchema> {
        let mut entities = self.entities.iter().copied();
        if item.contains_key(self.type_attribute) {
            return entities.find(|entity| self.is_of(entity, item));
        }
        let (pk, sk) = (item.get(self.primary.pk)?, item.get(self.primary.sk));
        let is_marker =
            |value: &AttributeValue| matches!(value, AttributeValue::S(text) if text.starts_with(MARKER_PREFIX));
        if is_marker(pk) || self.has_markers_within && sk.is_some_and(is_marker) {
            return None;
        }
        let mut owners = entities.filter(|entity| {
            let sk = entity.primary().sk.and(sk);
            entity.renders(Some(pk), sk) && self.rival(entity, Some(pk), sk).is_none()
        });
        owners.next().filter(|_| owners.next().is_none())
    }

    /// Whether an item has no type attribute and belongs to `entity` by its key. Needs only the item's type
    /// and key attributes.
    pub(crate) fn owns_untyped(&self, entity: &EntitySchema, item: &Item) -> bool {
        if !entity.accepts_untyped || item.contains_key(self.type_attribute) {
            return false;
        }
        let pk = item.get(self.primary.pk);
        let sk = entity.primary().sk.and_then(|_| item.get(self.primary.sk));
        entity.renders(pk, sk) && self.rival(entity, pk, sk).is_none()
    }

    /// Returns the identifying attributes that a projection of `entity` must include.
    pub(crate) fn identifying(&self, entity: &EntitySchema) -> impl Iterator<Item = &'static str> + use<> {
        let is_asked = entity.dialect.requests_identify();
        self.identifiers(entity)
            .filter(move |_| is_asked)
            .map(|(attribute, _)| attribute)
    }
}
