//! Items and the entities they are of: what is decoded, and the limits of what is stored.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Entity, stored_key};
use crate::codec::{self, Besides, CodecError, Decoder, Item, Parser, StoredItem};
use crate::error::{Error, Result};
use crate::schema::{EntitySchema, TableSchema};

/// DynamoDB's limit on an item. Source: "Service, account, and table quotas in Amazon DynamoDB", section "Items".
pub(super) const ITEM_LIMIT: usize = 400 * 1024;

/// What the partition keys of the items begin with that hold values of unique fields taken: no entity's may.
pub(crate) const RESERVED_PARTITION: &str = "$unique#";

/// Refuses a partition key that is not for entities.
pub(super) fn check_reserved(partition: Option<&AttributeValue>) -> Result<()> {
    match partition {
        Some(AttributeValue::S(text)) if text.starts_with(RESERVED_PARTITION) => Err(Error::key_fault(format!(
            "the partition key begins with `{RESERVED_PARTITION}`, which is kept for the values of unique fields; begin it with another text"
        ))),
        _ => Ok(()),
    }
}

/// Refuses an item of this many bytes if DynamoDB would.
pub(crate) fn check_size(size: usize) -> Result<()> {
    if size > ITEM_LIMIT {
        return Err(Error::input(format!(
            "the item is {size} bytes large, DynamoDB takes at most {ITEM_LIMIT}"
        )));
    }
    Ok(())
}

/// Decodes an item: key and type attributes are left out, unless they are the entity's own.
///
/// Without a `table` only the attributes that the entity's default names say are left out.
pub(crate) fn decode_item<E: Entity>(item: Item, table: Option<&TableSchema>) -> Result<E> {
    let schema = E::SCHEMA;
    let mut item = item;
    let key = table.map(|table| stored_key(table, schema, &item));
    let decode = |item: Item| codec::from_item(item, schema.shapes, |decoder: Decoder| E::__deserialize(decoder));
    if let Some(table) = table {
        let another = table
            .identifiers(schema)
            .find_map(|(attribute, text)| match item.get(attribute) {
                Some(AttributeValue::S(found)) if found != text => Some(codec::another_type(found, attribute)),
                _ => None,
            });
        if let Some(another) = another {
            let error = Error::decode(another);
            let error = error.of_entity(schema.name);
            return Err(match key {
                Some(key) => error.at_key(key),
                None => error,
            });
        }
        item = without_bookkeeping(item, table, schema);
    }
    decode(item).map_err(|error| {
        let error = Error::decode(error).of_entity(schema.name);
        match key {
            Some(key) => error.at_key(key),
            None => error,
        }
    })
}

/// Decodes an item of an answer, as [`decode_item`] does.
pub(crate) fn decode_stored<E: Entity>(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<E> {
    let parser = match item {
        StoredItem::Attributes(item) => return decode_item(item, Some(table)),
        StoredItem::Json(parser) => parser,
    };
    let schema = E::SCHEMA;
    // Where nothing is flattened, what is no field's is not looked at.
    let hidden = if schema.shapes.iter().any(|field| field.flatten) {
        table.bookkeeping(schema)
    } else {
        Vec::new()
    };
    let besides = Besides {
        identifiers: table.identifier_slots(schema),
        hidden: &hidden,
    };
    let place = parser.place();
    let decoded = codec::from_json(parser, schema.shapes, Some(&besides), |decoder| {
        E::__deserialize(decoder)
    });
    decoded.or_else(|error| {
        parser.back_to(place);
        decode_again(parser, table, error)
    })
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
            .of_entity(schema.name)
            .at_key(stored_key(table, schema, &key))),
        Err(broken) => Err(Error::broken_answer(broken).of_entity(schema.name)),
    }
}

/// What is left of an item without key and type attributes that are not the entity's own.
pub(crate) fn without_bookkeeping(item: Item, table: &TableSchema, schema: &EntitySchema) -> Item {
    let mut item = item;
    item.retain(|name, _| !table.is_own_bookkeeping(schema, name));
    item
}
