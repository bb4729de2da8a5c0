//! Items and the entities they are of: what is decoded, and the limits of what is stored.

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

/// Decodes an item: key and type attributes are left out, unless they are the entity's own.
///
/// Without a `table` only the attributes that the entity's default names say are left out.
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

/// Decodes an item of an answer that is known to be of the entity, as [`decode_item`] does.
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

/// Decodes an item that a read found: `None` for one that does not say of which entity it is, unless the entity accepts those.
///
/// # Errors
/// If the item says that it is of another entity, or is not what the entity reads.
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
        // The item is skipped, and a value in it may be of a type that DynamoDB did not have.
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

/// Whose an item is by the attributes that say so.
pub(crate) enum Claimed {
    Own,
    Anothers(CodecError),
    /// It does not say, and `schema` does not accept it.
    Nobodys,
}

/// Whose an item is, to a read of `schema`.
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

/// Decodes the item where the parser is, and says whether it told of which entity it is.
fn decode_in_place<E: Entity>(parser: &Parser<'_>, table: &TableSchema) -> (Result<E, CodecError>, bool) {
    let schema = E::SCHEMA;
    // Where nothing is flattened, what is no field's is not looked at.
    let hidden = if schema.shapes.iter().any(|field| field.flatten) {
        table.bookkeeping(schema)
    } else {
        Vec::new()
    };
    let besides = IgnoredAttributes {
        identifiers: table.identifier_slots(schema),
        hidden: &hidden,
        found: Cell::default(),
    };
    let decoded = decode::from_json(parser, schema.shapes, Some(&besides), |decoder| {
        E::__deserialize(decoder)
    });
    (decoded, besides.is_identified())
}

/// Decodes an item that could not be decoded in place, to tell by its key which it is.
#[cold]
fn decode_again<E: Entity>(parser: &Parser<'_>, table: &TableSchema, error: CodecError) -> Result<E> {
    let place = parser.place();
    if let Ok(item) = StoredItem::Json(parser).into_attributes() {
        return decode_item(item, Some(table));
    }
    parser.back_to(place);
    // With a value of a kind that is not known yet it is still an item.
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

/// What is left of an item without key and type attributes that are not the entity's own.
pub(crate) fn without_bookkeeping(item: Item, table: &TableSchema, schema: &EntitySchema) -> Item {
    let mut item = item;
    item.retain(|name, _| !table.is_own_bookkeeping(schema, name));
    item
}
