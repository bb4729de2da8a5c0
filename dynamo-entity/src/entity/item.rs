//! Items and the entities they are of: what is decoded, and the key attributes and the type attribute beside it.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use super::Entity;
use crate::codec::{self, Besides, CodecError, Decoder, Item, Parser, StoredItem};
use crate::error::{Error, Result};
use crate::key::{
    Format, KeyError, KeyErrorKind, KeyValue, PARTITION_KEY_LIMIT, Part, SORT_KEY_LIMIT, ScalarType, Segment,
    Strictness, Template, check_length,
};
use crate::schema::{EntitySchema, Index, IndexKind, Side, TableSchema, side_type};

/// Key attributes with their values.
pub(crate) type KeyAttributes = Vec<(&'static str, AttributeValue)>;

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

/// The sides of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sides {
    Partition,
    Sort,
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

/// The key attributes of one index, none where the side's parts are not all there or it is the entity's own attribute.
pub(crate) fn index_attributes<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    index: &Index,
    part: &dyn Fn(usize) -> Part<'a>,
) -> Result<KeyAttributes> {
    let mut attributes = KeyAttributes::new();
    for side in [Sides::Partition, Sides::Sort] {
        attributes.extend(side_attributes(table, schema, index, side, part)?.flatten());
    }
    // Of a side that is the entity's own attribute too.
    let is_absent = index
        .sides()
        .flat_map(Side::parts)
        .any(|field| matches!(part(field), Part::Absent));
    if let Some(condition) = index.condition {
        let listed = !is_absent && condition(&|field| part(field).into_owned()).map_err(Error::encode)?;
        if !listed {
            attributes.clear();
        }
    }
    let is_constant = |side: &Side| matches!(side, Side::Template(template) if template.parts() == 0);
    if is_absent && schema.model_version.is_some() && index.sides().any(is_constant) {
        // Neither does another program write the side that is always the same, where the other one is absent.
        attributes.clear();
    }
    Ok(attributes)
}

/// The key attribute of one side of an index.
///
/// `None`: the side has no key attribute of its own, because there is no such side or it is the entity's own attributes.
/// `Some(None)`: a part is absent, and so is the key attribute.
pub(crate) fn side_attributes<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    index: &Index,
    side: Sides,
    part: &dyn Fn(usize) -> Part<'a>,
) -> Result<Option<Option<(&'static str, AttributeValue)>>> {
    let (pk, sk) = table.key_pair(index);
    let (name, side, limit) = match side {
        Sides::Partition => (pk, Some(&index.pk), PARTITION_KEY_LIMIT),
        Sides::Sort => (sk, index.sk.as_ref(), SORT_KEY_LIMIT),
    };
    let template = match side {
        None => return Ok(None),
        Some(Side::Attributes(fields)) => {
            check_attributes(schema, fields, limit, part)?;
            return Ok(None);
        }
        Some(Side::Template(template)) => template,
    };
    // The partition side of a local index is the table's own.
    if name == table.primary.pk && matches!(index.kind, IndexKind::Local(_)) {
        return Ok(None);
    }
    // An inverted index, say, whose key attributes are the table's.
    if index.kind != IndexKind::Primary && (name == table.primary.pk || name == table.primary.sk) {
        return Ok(None);
    }
    if let Some(field) = schema.field_of(name) {
        check_case(schema, template, field, part)?;
        return Ok(None);
    }
    let value = render(schema, template, (name, limit), part, Strictness::Writing)?;
    Ok(Some(value.map(|value| (name, value))))
}

/// An attribute that is the key attribute, whose letter case would change it.
fn check_case<'a>(
    schema: &'static EntitySchema,
    template: &Template,
    field: usize,
    part: &dyn Fn(usize) -> Part<'a>,
) -> Result<()> {
    let locate = |error: KeyError| schema.key_error(&error);
    if let [
        Segment::Placeholder {
            format: Format::Script(_),
            ..
        },
    ] = template.segments
        && let (Some(text), Part::Text(value)) = (template.render(part).map_err(locate)?, part(field))
        && text != value
    {
        return Err(locate(KeyErrorKind::Cased.at(field, value)));
    }
    Ok(())
}

/// Attributes that are key attributes themselves: what they hold must be what a key can hold.
fn check_attributes<'a>(
    schema: &'static EntitySchema,
    fields: &[usize],
    limit: usize,
    part: &dyn Fn(usize) -> Part<'a>,
) -> Result<()> {
    for &field in fields {
        let native = schema.fields.get(field).and_then(|facts| facts.part?.native);
        let Some(ty) = native else { continue };
        let locate = |error: KeyError| schema.key_error(&error);
        if let Some(value) = KeyValue::from_part(part(field), ty, field).map_err(locate)? {
            value
                .check_length(limit)
                .map_err(|reason| locate(reason.at(field, "")))?;
        }
    }
    Ok(())
}

/// Renders one template into the value of its key attribute.
pub(crate) fn render<'a>(
    schema: &'static EntitySchema,
    template: &Template,
    (attribute, limit): (&str, usize),
    part: &dyn Fn(usize) -> Part<'a>,
    strictness: Strictness,
) -> Result<Option<AttributeValue>> {
    let locate = |error: KeyError| schema.key_error(&error);
    let ty = side_type(schema, template, attribute);
    if let (ScalarType::N | ScalarType::B, [Segment::Placeholder { field, .. }]) = (ty, template.segments) {
        let value = KeyValue::from_part(part(*field), ty, *field).map_err(locate)?;
        return Ok(value.map(key_value));
    }
    let text = match strictness {
        Strictness::Writing => template.render(part),
        Strictness::Reading => template
            .render_to_read(template.parts(), |placeholder| part(placeholder.field))
            .map(|key| key.map(|key| key.text)),
    };
    let Some(text) = text.map_err(locate)? else {
        return Ok(None);
    };
    check_length(&text, limit).map_err(|reason| reason.of_key(template.text))?;
    Ok(Some(AttributeValue::S(text)))
}

/// The value of a field, made of what it is as a part; that of an absent one is serde's of nothing.
///
/// # Errors
/// If serde does not take what a key has of the value.
#[doc(hidden)]
pub fn part_value<T: DeserializeOwned>(part: Part<'_>) -> Result<T, CodecError> {
    let value = match part {
        Part::Absent => AttributeValue::Null(true),
        Part::Bool(value) => AttributeValue::Bool(value),
        part => native_value(part).unwrap_or(AttributeValue::Null(true)),
    };
    codec::from_value(value, &crate::codec::Shape::Plain)
}

/// A part as an attribute of the type that serde gives it.
pub(crate) fn native_value(part: Part<'_>) -> Option<AttributeValue> {
    let ty = match part {
        Part::Absent => return None,
        Part::Unsigned(_) | Part::Signed(_) | Part::Float(_) | Part::Number(_) => ScalarType::N,
        Part::Bytes(_) => ScalarType::B,
        _ => ScalarType::S,
    };
    KeyValue::from_part(part, ty, 0).ok().flatten().map(key_value)
}

/// A key value as an attribute.
pub(crate) fn key_value(value: KeyValue) -> AttributeValue {
    match value {
        KeyValue::Text(text) => AttributeValue::S(text),
        KeyValue::Number(number) => AttributeValue::N(number),
        KeyValue::Binary(bytes) => AttributeValue::B(Blob::new(bytes)),
    }
}

/// The primary key as text, for messages.
pub(crate) fn describe_key<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    part: &dyn Fn(usize) -> Part<'a>,
) -> Option<String> {
    let attributes = primary_key(table, schema, part).ok()?;
    Some(describe_attributes(schema, &attributes))
}

/// The primary key attributes as text, for messages.
pub(crate) fn describe_attributes(schema: &EntitySchema, key: &KeyAttributes) -> String {
    let sides = [Sides::Partition, Sides::Sort];
    join(key.iter().zip(sides).map(|((_, value), side)| {
        if schema.hides(side) {
            Shown::Hidden
        } else {
            Shown::Value(value)
        }
    }))
}

/// The primary key attributes.
pub(crate) fn primary_key<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    part: &dyn Fn(usize) -> Part<'a>,
) -> Result<KeyAttributes> {
    primary_key_for(table, schema, part, Strictness::Writing)
}

/// The primary key attributes of a read: keys that another program wrote among them.
pub(crate) fn primary_key_to_read<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    part: &dyn Fn(usize) -> Part<'a>,
) -> Result<KeyAttributes> {
    primary_key_for(table, schema, part, Strictness::Reading)
}

fn primary_key_for<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    part: &dyn Fn(usize) -> Part<'a>,
    strictness: Strictness,
) -> Result<KeyAttributes> {
    let index = schema.primary();
    let (pk, sk) = table.key_pair(index);
    let mut key = KeyAttributes::with_capacity(2);
    let sides = [
        (pk, Some(&index.pk), PARTITION_KEY_LIMIT),
        (sk, index.sk.as_ref(), SORT_KEY_LIMIT),
    ];
    for (name, side, limit) in sides {
        if let Some(Side::Template(template)) = side
            && let Some(value) = render(schema, template, (name, limit), part, strictness)?
        {
            key.push((name, value));
        }
    }
    check_reserved(key.first().map(|(_, value)| value))?;
    Ok(key)
}

/// The primary key of a stored item as text, for messages.
pub(crate) fn stored_key(table: &TableSchema, schema: &'static EntitySchema, item: &Item) -> String {
    let (pk, sk) = table.key_pair(schema.primary());
    // It may be another entity's.
    let ty = item.get(table.type_attribute);
    let mut others = table.entities.iter();
    let other = others.find(|other| matches!(ty, Some(AttributeValue::S(name)) if name == other.name));
    let show = |name, side| match item.get(name) {
        Some(_) if schema.hides(side) || other.is_some_and(|other| other.hides(side)) => Shown::Hidden,
        Some(value) => Shown::Value(value),
        None => Shown::Absent,
    };
    let sort = schema.primary().sk.is_some().then(|| show(sk, Sides::Sort));
    join([show(pk, Sides::Partition)].into_iter().chain(sort))
}

/// A key attribute in a message.
enum Shown<'v> {
    Value(&'v AttributeValue),
    /// It has a sensitive part.
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
    /// Whether the side of the primary key has a part that must not be told.
    fn hides(&self, side: Sides) -> bool {
        let side = match side {
            Sides::Partition => Some(&self.primary().pk),
            Sides::Sort => self.primary().sk.as_ref(),
        };
        let mut parts = side.into_iter().flat_map(Side::parts);
        parts.any(|field| self.is_sensitive(Some(field)))
    }

    /// The error of an operation that has this part in a key.
    pub(crate) fn key_error(&self, error: &KeyError) -> Error {
        error.of_field(self.field_name(error.field), self.is_sensitive(Some(error.field)))
    }
}
