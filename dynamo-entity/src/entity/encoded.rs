//! Encodes an entity as an item: its attributes, the key attributes of every index, and the type attribute.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode;
use crate::codec::encode::encoder::Encoder;
use crate::codec::encode::json::Json;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::flattened_check::check_flattened;
use crate::entity::key_attributes::{check_own_key, index_attributes};
use crate::entity::limits::{ITEM_LIMIT, check_owner, check_reserved, check_reserved_sort, check_size};
use crate::entity::located::describe_key;
use crate::entity::sides::{KeyAttribute, KeyAttributes};
use crate::entity::validate::validate_item;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;

/// Most entities in JSON are smaller than this, and larger ones grow the buffer. With their own bookkeeping, allocators
/// serve this from 1 KB.
const EXPECTED_BYTES: usize = 1000;

/// An encoded entity, with its key attributes as values.
pub(crate) struct EncodedItem {
    pub(crate) item: WrittenItem,
    /// Key attributes that no field stores.
    keys: KeyAttributes,
}

impl EncodedItem {
    /// Returns the item and its primary key attributes.
    pub(crate) fn into_parts<E: Entity>(mut self, table: &TableSchema) -> Result<(WrittenItem, KeyAttributes)> {
        let index = E::SCHEMA.primary();
        let (pk, sk) = table.key_pair(index);
        let mut key = KeyAttributes::with_capacity(2);
        for name in [Some(pk), index.sk.is_some().then_some(sk)].into_iter().flatten() {
            match self.keys.iter().position(|(known, _)| *known == name) {
                Some(position) => key.push(self.keys.swap_remove(position)),
                None => key.extend(own_key_attribute(&self.item, name)?.map(|value| (name, value))),
            }
        }
        Ok((self.item, key))
    }
}

/// Refuses a primary key that is reserved or belongs to another entity.
fn check_keys(table: &TableSchema, schema: &EntitySchema, item: &WrittenItem, keys: &[KeyAttribute]) -> Result<()> {
    let value = |name| match keys.iter().find(|(known, _)| *known == name) {
        Some((_, value)) => Ok(Some(Cow::Borrowed(value))),
        None => Ok(own_key_attribute(item, name)?.map(Cow::Owned)),
    };
    let pk = value(table.primary.pk)?;
    let sk = match schema.primary().sk {
        Some(_) if table.has_rivals() || table.has_markers_within => value(table.primary.sk)?,
        _ => None,
    };
    check_reserved(pk.as_deref())?;
    check_reserved_sort(table, sk.as_deref())?;
    check_owner(table, schema, pk.as_deref(), sk.as_deref())
}

/// Refuses an invalid key value in an attribute that is a key of another entity's index.
fn check_keys_of_others(table: &TableSchema, schema: &'static EntitySchema, item: &WrittenItem) -> Result<()> {
    for (field, limit) in table.keys_of_others(schema) {
        if let Some(value) = own_key_attribute(item, field.attribute)? {
            check_own_key((field, limit), &value)?;
        }
    }
    Ok(())
}

/// Returns a key attribute that a field stores.
fn own_key_attribute(item: &WrittenItem, name: &str) -> Result<Option<AttributeValue>> {
    item.attribute(name).map_err(Error::encode)
}

/// Encodes an entity with all its key attributes.
pub(crate) fn encode_item<E: Entity>(entity: &E, table: &TableSchema) -> Result<EncodedItem> {
    let schema = E::SCHEMA;
    let encode = || {
        check_flattened(entity, table).map_err(Error::encode)?;
        let (mut item, overlap) = own_attributes(entity, table).map_err(Error::encode)?;
        validate_item(schema, &item)?;
        check_keys_of_others(table, schema, &item)?;
        let keys = key_attributes(entity, table)?;
        check_keys(table, schema, &item, &keys)?;
        match overlap {
            Overlap::None => item.append(table.identifiers(schema), &keys),
            Overlap::Possible => item.merge(table.identifiers(schema), &keys).map_err(Error::encode)?,
        }
        check_size(item.size_within(ITEM_LIMIT).map_err(Error::encode)?)?;
        Ok(EncodedItem { item, keys })
    };
    encode().map_err(|error: Error| {
        let error = error.with_entity(schema.name);
        match describe_key(table, schema, &|field| entity.__part(field)) {
            Some(key) => error.at_key(key),
            None => error,
        }
    })
}

/// Whether what serde wrote has attributes that are about to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Overlap {
    None,
    Possible,
}

/// Serializes the entity with serde.
fn own_attributes<E: Entity>(entity: &E, table: &TableSchema) -> Result<(WrittenItem, Overlap), CodecError> {
    let schema = E::SCHEMA;
    let serialize = |encoder: Encoder<Json<'_>>| entity.__serialize(encoder);
    let mut json = Vec::with_capacity(EXPECTED_BYTES);
    let is_reserved = |name: &str| table.is_own_bookkeeping(schema, name);
    if encode::to_json_beside(serialize, schema.shapes, &is_reserved, &mut json)? {
        return Ok((WrittenItem::encoded(json), Overlap::None));
    }
    let item = encode::to_item(|encoder: Encoder| entity.__serialize(encoder), schema.shapes)?;
    Ok((WrittenItem::of(&item), Overlap::Possible))
}

/// Renders the key attributes of every index that no field stores, each once.
fn key_attributes<E: Entity>(entity: &E, table: &TableSchema) -> Result<KeyAttributes> {
    let schema: &'static EntitySchema = E::SCHEMA;
    let mut keys = KeyAttributes::with_capacity(2 * schema.indexes.len());
    for index in schema.indexes {
        let attributes = index_attributes(table, schema, index, &|field| entity.__part(field))?;
        for (name, value) in attributes.into_iter().flatten() {
            match keys.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value,
                None => keys.push((name, value)),
            }
        }
    }
    Ok(keys)
}
