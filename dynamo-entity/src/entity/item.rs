//! Decodes items to the entities that they belong to.

use std::cell::Cell;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::decode;
use crate::codec::decode::decoder::Decoder;
use crate::codec::decode::json::{self, IgnoredAttributes};
use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::stored::StoredItem;
use crate::entity::Entity;
use crate::entity::described::stored_key;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;

/// Decodes an item. Key and type attributes are left out, unless they are the entity's own fields.
///
/// Without a `table`, nothing is left out and the type attribute is not checked.
pub(crate) fn decode_item<E: Entity>(item: Item, table: Option<&TableSchema>) -> Result<E> {
    let schema = E::SCHEMA;
    let mut item = item;
    let key = table.map(|table| stored_key(table, schema, &item));
    let decode = |item: Item| decode::from_item(item, schema.shapes, |decoder: Decoder| E::__deserialize(decoder));
    if let Some(table) = table {
        let another = table
            .identifiers(schema)
            .find_map(|(attribute, text)| match item.get(attribute) {
                Some(AttributeValue::S(found)) if found != text => Some(json::another_type(found, attribute)),
                _ => None,
            });
        if let Some(another) = another {
            let error = Error::decode(another);
            let error = error.with_entity(schema.name);
            return Err(match key {
                Some(key) => error.at_key(key),
                None => error,
            });
        }
        item = without_bookkeeping(item, table, schema);
    }
    decode(item).map_err(|error| {
        let error = Error::decode(error).with_entity(schema.name);
        match key {
            Some(key) => error.at_key(key),
            None => error,
        }
    })
}

/// Decodes an item of an answer that is known to belong to the entity, as [`decode_item`] does.
pub(crate) fn decode_stored<E: Entity>(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<E> {
    let parser = match item {
        StoredItem::Attributes(item) => return decode_item(item, Some(table)),
        StoredItem::Json(parser) => parser,
    };
    let place = parser.place();
    decode_in_place(parser, table).0.or_else(|error| {
        parser.back_to(place);
        decode_again(parser, table, error)
    })
}

/// Decodes an item that a read found. Returns `None` for an item without a type attribute, unless the entity accepts
/// untyped items.
///
/// # Errors
/// If the item's type attribute names another entity, or the item does not match the entity.
pub(crate) fn decode_found<E: Entity>(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<Option<E>> {
    let parser = match item {
        item @ StoredItem::Attributes(_) => {
            if is_nobodys(&item, table, E::SCHEMA)? {
                return Ok(None);
            }
            return decode_stored(item, table).map(Some);
        }
        StoredItem::Json(parser) => parser,
    };
    let place = parser.place();
    let (decoded, is_identified) = decode_in_place(parser, table);
    if let (Ok(_), true) = (&decoded, is_identified) {
        return Ok(decoded.ok());
    }
    let end = parser.place();
    parser.back_to(place);
    if is_nobodys(&StoredItem::Json(parser), table, E::SCHEMA)? {
        // The item is skipped, so that it may hold a value of a type that this version does not know.
        let skipped = StoredItem::Json(parser).skip();
        skipped.map_err(|error| Error::broken_answer(error).with_entity(E::SCHEMA.name))?;
        return Ok(None);
    }
    match decoded {
        Ok(entity) => {
            parser.back_to(end);
            Ok(Some(entity))
        }
        Err(error) => decode_again(parser, table, error).map(Some),
    }
}

/// Which entity an item belongs to, by its type attributes.
pub(crate) enum Claimed {
    Own,
    Anothers(CodecError),
    /// The item does not say, and `schema` does not accept untyped items.
    Nobodys,
}

/// Returns whether an item belongs to `schema`.
pub(crate) fn claimed(
    item: &StoredItem<'_, '_>,
    table: &TableSchema,
    schema: &EntitySchema,
) -> Result<Claimed, CodecError> {
    let names: Vec<&str> = table.identifiers(schema).map(|(attribute, _)| attribute).collect();
    let said = item.attributes(&names)?;
    let mut is_own = true;
    for (attribute, wanted) in table.identifiers(schema) {
        match said.get(attribute) {
            Some(AttributeValue::S(found)) if found == wanted => {}
            Some(AttributeValue::S(found)) => return Ok(Claimed::Anothers(json::another_type(found, attribute))),
            Some(_) => return Ok(Claimed::Nobodys),
            None => is_own = false,
        }
    }
    Ok(if is_own || schema.accepts_untyped {
        Claimed::Own
    } else {
        Claimed::Nobodys
    })
}

fn is_nobodys(item: &StoredItem<'_, '_>, table: &TableSchema, schema: &EntitySchema) -> Result<bool> {
    match claimed(item, table, schema) {
        Ok(claimed) => Ok(matches!(claimed, Claimed::Nobodys)),
        Err(error) => Err(Error::broken_answer(error).with_entity(schema.name)),
    }
}

/// Decodes the item at the parser, and returns whether the item named its entity.
fn decode_in_place<E: Entity>(parser: &Parser<'_>, table: &TableSchema) -> (Result<E, CodecError>, bool) {
    let schema = E::SCHEMA;
    // Unless a field is flattened, attributes that no field has are ignored.
    let hidden = if schema.shapes.iter().any(|field| field.flatten) {
        table.bookkeeping(schema)
    } else {
        Vec::new()
    };
    let ignored = IgnoredAttributes {
        identifiers: table.identifier_slots(schema),
        hidden: &hidden,
        found: Cell::default(),
    };
    let decoded = decode::from_json(parser, schema.shapes, Some(&ignored), |decoder| {
        E::__deserialize(decoder)
    });
    (decoded, ignored.is_identified())
}

/// Decodes an item again after an error, to name its key in the error.
#[cold]
fn decode_again<E: Entity>(parser: &Parser<'_>, table: &TableSchema, error: CodecError) -> Result<E> {
    let place = parser.place();
    if let Ok(item) = StoredItem::Json(parser).into_attributes() {
        return decode_item(item, Some(table));
    }
    parser.back_to(place);
    // An item with a value of an unknown type is still an item.
    let schema = E::SCHEMA;
    let (pk, sk) = table.key_pair(schema.primary());
    let key = StoredItem::Json(parser).attributes(&[table.type_attribute, pk, sk]);
    match key.and_then(|key| parser.skip().map(|()| key)) {
        Ok(key) => Err(Error::decode(error)
            .with_entity(schema.name)
            .at_key(stored_key(table, schema, &key))),
        Err(broken) => Err(Error::broken_answer(broken).with_entity(schema.name)),
    }
}

/// Removes the key and type attributes that are not the entity's own fields.
pub(crate) fn without_bookkeeping(item: Item, table: &TableSchema, schema: &EntitySchema) -> Item {
    let mut item = item;
    item.retain(|name, _| !table.is_own_bookkeeping(schema, name));
    item
}
