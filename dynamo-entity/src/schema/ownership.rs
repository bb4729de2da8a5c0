//! Which entity a stored item is of: what its type attribute says, and its key where the item has none.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;

impl TableSchema {
    /// Whether a whole item is one of `entity`'s.
    pub(crate) fn owns(&self, entity: &EntitySchema, item: &Item) -> bool {
        let says = |(attribute, text): (&str, &str)| matches!(item.get(attribute), Some(AttributeValue::S(found)) if found == text);
        self.identifiers(entity).all(says) || self.owns_untyped(entity, item)
    }

    /// Whether an item, of which its type and key attributes are known, has no type attribute and is one of `entity`'s by its key.
    pub(crate) fn owns_untyped(&self, entity: &EntitySchema, item: &Item) -> bool {
        if !entity.accepts_untyped || item.contains_key(self.type_attribute) {
            return false;
        }
        let pk = item.get(self.primary.pk);
        let sk = entity.primary().sk.and_then(|_| item.get(self.primary.sk));
        entity.renders(pk, sk) && self.rival(entity, pk, sk).is_none()
    }

    /// The attributes that say of which entity an item is, where a projection has to ask for them.
    pub(crate) fn identifying(&self, entity: &EntitySchema) -> impl Iterator<Item = &'static str> + use<> {
        let is_asked = !entity.requests_are_bare();
        self.identifiers(entity)
            .filter(move |_| is_asked)
            .map(|(attribute, _)| attribute)
    }
}
