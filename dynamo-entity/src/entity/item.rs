//! Decodes items to the entities that they belong to.

use std::cell::Cell;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::decode;
use crate::codec::decode::json::{self, IgnoredAttributes};
use crate::codec::item::Item;
use crate::codec::stored::StoredItem;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::described::stored_key;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;

/// Decodes the attributes of an item. None is left out, and the type attribute is not checked.
pub(crate) fn decode_attributes<E: Entity>(item: &Item) -> Result<E> {
    let schema = E::SCHEMA;
    let decode = |item: StoredItem<'_, '_>| {
        decode::from_json(item.parser(), schema.shapes, None, |decoder| E::__deserialize(decoder))
    };
    let decoded = WrittenItem::of(item).read(decode).and_then(|decoded| decoded);
    decoded.map_err(|error| Error::decode(error).with_entity(schema.name))
}

/// Decodes an item that is known to belong to the entity. Key and type attributes are left out, unless they are the entity's
/// own fields.
///
/// # Errors
/// If the item's type attribute names another entity, or the item does not match the entity.
pub(crate) fn decode_stored<E: Entity>(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<E> {
    let place = item.parser().place();
    decode_in_place(item, table).0.or_else(|error| {
        item.parser().back_to(place);
        decode_again(item, table, error)
    })
}

/// Decodes an item that a read found. Returns `None` for an item without a type attribute, unless the entity accepts
/// untyped items.
///
/// # Errors
/// Fails as [`decode_stored`] does.
pub(crate) fn decode_found<E: Entity>(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<Option<E>> {
    let parser = item.parser();
    let place = parser.place();
    let (decoded, is_identified) = decode_in_place(item, table);
    if let (Ok(_), true) = (&decoded, is_identified) {
        return Ok(decoded.ok());
    }
    let end = parser.place();
    parser.back_to(place);
    if is_unclaimed(item, table, E::SCHEMA)? {
        // The item is skipped, so that it may hold a value of a type that this version does not know.
        item.skip()
            .map_err(|error| Error::broken_answer(error).with_entity(E::SCHEMA.name))?;
        return Ok(None);
    }
    match decoded {
        Ok(entity) => {
            parser.back_to(end);
            Ok(Some(entity))
        }
        Err(error) => decode_again(item, table, error).map(Some),
    }
}

/// Which entity an item belongs to, by its type attributes.
pub(crate) enum Claimed {
    Own,
    OtherEntity(CodecError),
    /// The item does not say, and `schema` does not accept untyped items.
    Unclaimed,
}

/// Returns whether an item belongs to `schema`.
pub(crate) fn claimed(
    item: StoredItem<'_, '_>,
    table: &TableSchema,
    schema: &EntitySchema,
) -> Result<Claimed, CodecError> {
    let names: Vec<&str> = table.identifiers(schema).map(|(attribute, _)| attribute).collect();
    let said = item.attributes(&names)?;
    let mut is_own = true;
    for (attribute, wanted) in table.identifiers(schema) {
        match said.get(attribute) {
            Some(AttributeValue::S(found)) if found == wanted => {}
            Some(AttributeValue::S(found)) => return Ok(Claimed::OtherEntity(json::another_type(found, attribute))),
            Some(_) => return Ok(Claimed::Unclaimed),
            None => is_own = false,
        }
    }
    Ok(if is_own || schema.accepts_untyped {
        Claimed::Own
    } else {
        Claimed::Unclaimed
    })
}

fn is_unclaimed(item: StoredItem<'_, '_>, table: &TableSchema, schema: &EntitySchema) -> Result<bool> {
    match claimed(item, table, schema) {
        Ok(claimed) => Ok(matches!(claimed, Claimed::Unclaimed)),
        Err(error) => Err(Error::broken_answer(error).with_entity(schema.name)),
    }
}

/// Decodes an item, and returns whether the item named its entity.
fn decode_in_place<E: Entity>(item: StoredItem<'_, '_>, table: &TableSchema) -> (Result<E, CodecError>, bool) {
    let schema = E::SCHEMA;
    // Unless a field is flattened, attributes that no field has are ignored.
    let hidden = if schema.shapes.iter().any(|field| field.flatten) {
        table.bookkeeping(schema)
    } else {
        Vec::new()
    };
    decode_without(item, table, &hidden)
}

/// Decodes an item without these attributes, and returns whether the item named its entity.
fn decode_without<E: Entity>(
    item: StoredItem<'_, '_>,
    table: &TableSchema,
    hidden: &[&str],
) -> (Result<E, CodecError>, bool) {
    let schema = E::SCHEMA;
    let ignored = IgnoredAttributes {
        identifiers: table.identifier_slots(schema),
        hidden,
        found: Cell::default(),
    };
    let decoded = decode::from_json(item.parser(), schema.shapes, Some(&ignored), |decoder| {
        E::__deserialize(decoder)
    });
    (decoded, ignored.is_identified())
}

/// Decodes an item again after an error, for a type that refuses attributes that it does not know, and names the key of the
/// item in the error.
#[cold]
fn decode_again<E: Entity>(item: StoredItem<'_, '_>, table: &TableSchema, error: CodecError) -> Result<E> {
    let schema = E::SCHEMA;
    let parser = item.parser();
    let place = parser.place();
    if let (Ok(entity), _) = decode_without(item, table, &table.bookkeeping(schema)) {
        return Ok(entity);
    }
    parser.back_to(place);
    let (pk, sk) = table.key_pair(schema.primary());
    let known = item.attributes(&[table.type_attribute, pk, sk]);
    // The item is skipped, so that it may hold a value of a type that this version does not know.
    let known = known.and_then(|known| {
        let another = another(item, table, schema)?;
        item.skip()?;
        Ok((known, another))
    });
    match known {
        Ok((known, another)) => Err(Error::decode(another.unwrap_or(error))
            .with_entity(schema.name)
            .at_key(stored_key(table, schema, &known))),
        Err(broken) => Err(Error::broken_answer(broken).with_entity(schema.name)),
    }
}

/// Returns the error of an item that names another entity.
fn another(
    item: StoredItem<'_, '_>,
    table: &TableSchema,
    schema: &EntitySchema,
) -> Result<Option<CodecError>, CodecError> {
    for (attribute, wanted) in table.identifiers(schema) {
        if let Some(found) = item.string(attribute)?
            && found != wanted
        {
            return Ok(Some(json::another_type(&found, attribute)));
        }
    }
    Ok(None)
}

/// Removes the key and type attributes that are not the entity's own fields.
pub(crate) fn without_bookkeeping(item: Item, table: &TableSchema, schema: &EntitySchema) -> Item {
    let mut item = item;
    item.retain(|name, _| !table.is_own_bookkeeping(schema, name));
    item
}
