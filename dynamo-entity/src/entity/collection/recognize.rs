//! Finds the member of a collection that an item belongs to.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::stored::StoredItem;
use crate::entity::collection::Collection;
use crate::entity::described::stored_key;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::schema::table::{MARKER_TYPE, TableSchema};

/// Returns the position of the member that an item belongs to, by its type attribute.
pub(crate) fn position<C: Collection>(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<Option<usize>> {
    let text = |attribute| {
        let text = item.string(attribute);
        text.map_err(|error| Error::broken_answer(error).with_entity(C::__NAME))
    };
    let Some(name) = text(table.type_attribute)? else {
        return untyped::<C>(item, table);
    };
    for (position, member) in C::__MEMBERS.iter().enumerate() {
        if member.schema.name != name {
            continue;
        }
        let is_own = match table.stored_version(member.schema) {
            Some((attribute, version)) => text(attribute)?.as_deref() == Some(version),
            None => true,
        };
        if is_own {
            return Ok(Some(position));
        }
    }
    Ok(None)
}

/// Whether the item reserves a value of a field with `unique(within = …)`. Such items lie between those of the entities.
pub(crate) fn is_marker(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<bool> {
    let text = item.string(table.type_attribute).map_err(Error::broken_answer)?;
    Ok(table.has_markers_within && text.as_deref() == Some(MARKER_TYPE))
}

/// Returns the position of the member that an item without a type attribute belongs to, by its key.
fn untyped<C: Collection>(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<Option<usize>> {
    if !C::__MEMBERS.iter().any(|member| member.schema.accepts_untyped) {
        return Ok(None);
    }
    let told = item.attributes(&[table.type_attribute, table.primary.pk, table.primary.sk]);
    let told = told.map_err(|error| Error::broken_answer(error).with_entity(C::__NAME))?;
    let mut members = C::__MEMBERS.iter();
    Ok(members.position(|member| table.owns_untyped(member.schema, &told)))
}

/// Makes the error of an item that belongs to no member.
pub(crate) fn unknown<C: Collection>(item: &Item, table: &TableSchema) -> Error {
    let attribute = table.type_attribute;
    let fact = match item.get(attribute) {
        Some(AttributeValue::S(name)) => format!("the item is a `{name}` according to its attribute `{attribute}`"),
        Some(_) => format!("the attribute `{attribute}` of the item names no entity"),
        None => format!("the item has no attribute `{attribute}`"),
    };
    let message = format!(
        "{fact}, and the collection does not read such items; add the entity, or remove \
         `refuse_unknown`"
    );
    let error = Error::decode(CodecError::new(message)).with_entity(C::__NAME);
    match C::__MEMBERS.first() {
        Some(member) => error.at_key(stored_key(table, member.schema, item)),
        None => error,
    }
}
