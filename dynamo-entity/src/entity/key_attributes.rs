//! Renders the key attributes of items from the parts of entities and keys.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use crate::codec::decode;
use crate::entity::limits::{check_owner, check_reserved, check_reserved_sort};
use crate::entity::sides::{KeyAttribute, KeyAttributes, SideKind};
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::key::error::{KeyErrorKind, PARTITION_KEY_LIMIT, SORT_KEY_LIMIT, check_length};
use crate::key::field::Field;
use crate::key::field_error::KeyError;
use crate::key::native::KeyValue;
use crate::key::part::Part;
use crate::key::scalar::ScalarType;
use crate::key::template::{Segment, Template};
use crate::key::written::Strictness;
use crate::schema::definition::{EntitySchema, Index, IndexKind, Side};
use crate::schema::table::{TableSchema, side_type};

/// Renders the key attributes of one index. A side has none if a part of it is absent, or if a field stores it.
pub(crate) fn index_attributes<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    index: &Index,
    part: &dyn Fn(&'static Field) -> Part<'a>,
) -> Result<[Option<KeyAttribute>; 2]> {
    let attribute = |side| match side_attribute(table, schema, index, side, part)? {
        SideAttribute::Rendered(attribute) => Ok::<_, Error>(Some(attribute)),
        SideAttribute::Absent | SideAttribute::NotOwn => Ok(None),
    };
    let attributes = [attribute(SideKind::Partition)?, attribute(SideKind::Sort)?];
    let is_constant = |side: &Side| matches!(side, Side::Template(template) if template.parts() == 0);
    let goes_together = schema.dialect.ties_constant_sides() && index.sides().any(is_constant);
    if !goes_together && index.condition.is_none() {
        return Ok(attributes);
    }
    // This includes the parts of a side that fields store.
    let mut fields = index.sides().flat_map(Side::parts);
    let is_absent = fields.any(|field| matches!(part(field), Part::Absent));
    let is_listed = match index.condition {
        Some(condition) => !is_absent && condition(&|field| part(field).into_owned()).map_err(Error::encode)?,
        None => !is_absent,
    };
    Ok(if is_listed { attributes } else { [None, None] })
}

/// The key attribute of one side of an index.
pub(crate) enum SideAttribute {
    /// The side has no key attribute of its own: the index has no such side, or fields store it.
    NotOwn,
    /// A part is absent, and so is the key attribute.
    Absent,
    /// The key attribute.
    Rendered(KeyAttribute),
}

/// Renders the key attribute of one side of an index.
pub(crate) fn side_attribute<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    index: &Index,
    side: SideKind,
    part: &dyn Fn(&'static Field) -> Part<'a>,
) -> Result<SideAttribute> {
    let (pk, sk) = table.key_pair(index);
    let (name, side, limit) = match side {
        SideKind::Partition => (pk, Some(&index.pk), PARTITION_KEY_LIMIT),
        SideKind::Sort => (sk, index.sk.as_ref(), SORT_KEY_LIMIT),
    };
    let template = match side {
        None => return Ok(SideAttribute::NotOwn),
        Some(Side::Attributes(fields)) => {
            check_attributes(fields, limit, part)?;
            return Ok(SideAttribute::NotOwn);
        }
        Some(Side::Template(template)) => template,
    };
    // The partition side of a local index is the table's partition key.
    if name == table.primary.pk && matches!(index.kind, IndexKind::Local(_)) {
        return Ok(SideAttribute::NotOwn);
    }
    // The index shares key attributes with the table, as an inverted index does.
    if index.kind != IndexKind::Primary && (name == table.primary.pk || name == table.primary.sk) {
        return Ok(SideAttribute::NotOwn);
    }
    if let Some(field) = schema.field_of(name) {
        check_case(template, field, part)?;
        check_attributes(&[field], limit, part)?;
        return Ok(SideAttribute::NotOwn);
    }
    Ok(match render(template, (name, limit), part, Strictness::Writing)? {
        Some(value) => SideAttribute::Rendered((name, value)),
        None => SideAttribute::Absent,
    })
}

/// Refuses a field that is the key attribute itself and whose value the template's letter case would change.
fn check_case<'a>(template: &Template, field: &'static Field, part: &dyn Fn(&'static Field) -> Part<'a>) -> Result<()> {
    if let [Segment::Placeholder { format, .. }] = template.segments
        && !format.keeps_text()
        && let Part::Text(value) = part(field)
        && let Some(text) = template.render(part).map_err(KeyError::into_error)?
        && text != value
    {
        return Err(KeyErrorKind::Cased.at(field, value).into_error());
    }
    Ok(())
}

/// Checks that fields that are key attributes themselves hold valid key values.
fn check_attributes<'a>(
    fields: &[&'static Field],
    limit: usize,
    part: &dyn Fn(&'static Field) -> Part<'a>,
) -> Result<()> {
    for &field in fields {
        let Some(ty) = field.key_type() else {
            continue;
        };
        let value = KeyValue::from_part(part(field), ty).map_err(|refused| refused.at(field).into_error())?;
        if let Some(value) = value {
            let checked = value.check_length(limit);
            checked.map_err(|reason| reason.at(field, "").into_error())?;
        }
    }
    Ok(())
}

/// Returns the fields that are key attributes of secondary indexes themselves, including the indexes of other entities,
/// with the limit on their length.
pub(crate) fn own_keys(table: &TableSchema, schema: &'static EntitySchema) -> Vec<(&'static Field, usize)> {
    let mut keys = table.keys_of_others(schema);
    for index in schema.indexes.iter().filter(|index| index.kind != IndexKind::Primary) {
        let (pk, sk) = table.key_pair(index);
        let sides = [
            (pk, Some(&index.pk), PARTITION_KEY_LIMIT),
            (sk, index.sk.as_ref(), SORT_KEY_LIMIT),
        ];
        for (name, side, limit) in sides {
            match side {
                Some(Side::Attributes(fields)) => keys.extend(fields.iter().map(|field| (*field, limit))),
                Some(Side::Template(_)) => keys.extend(schema.field_of(name).map(|field| (field, limit))),
                None => {}
            }
        }
    }
    keys
}

/// Checks the value that a write gives to one of the [`own_keys`].
pub(crate) fn check_own_key((field, limit): (&'static Field, usize), value: &AttributeValue) -> Result<()> {
    let part = match value {
        AttributeValue::S(text) => Part::Text(text.into()),
        AttributeValue::N(number) => Part::Number(number.into()),
        AttributeValue::B(bytes) => Part::Bytes(bytes.as_ref().into()),
        _ => return Ok(()),
    };
    check_attributes(&[field], limit, &|_| part.borrowed())
}

/// Renders one template into the value of its key attribute.
pub(crate) fn render<'a>(
    template: &Template,
    (attribute, limit): (&str, usize),
    part: &dyn Fn(&'static Field) -> Part<'a>,
    strictness: Strictness,
) -> Result<Option<AttributeValue>> {
    let ty = side_type(template, attribute);
    if let (ScalarType::N | ScalarType::B, [Segment::Placeholder { field, .. }]) = (ty, template.segments) {
        let value = KeyValue::from_part(part(field), ty).map_err(|refused| refused.at(field).into_error())?;
        return Ok(value.map(key_value));
    }
    let text = match strictness {
        Strictness::Writing => template.render(part),
        Strictness::Reading => template
            .render_to_read(template.parts(), |placeholder| part(placeholder.field))
            .map(|key| key.map(|key| key.text)),
    };
    let Some(text) = text.map_err(KeyError::into_error)? else {
        return Ok(None);
    };
    check_length(&text, limit).map_err(|reason| reason.with_key(template.text))?;
    Ok(Some(AttributeValue::S(text)))
}

/// Converts a part back to the value of its field. An absent part is deserialized from null.
///
/// # Errors
/// If serde cannot deserialize the value from its part.
pub fn part_value<T: DeserializeOwned>(part: Part<'_>) -> Result<T, CodecError> {
    let value = match part {
        Part::Absent => AttributeValue::Null(true),
        Part::Bool(value) => AttributeValue::Bool(value),
        part => native_value(part).unwrap_or(AttributeValue::Null(true)),
    };
    decode::from_value(value, &crate::codec::shape::Shape::Plain)
}

/// Converts a part to an attribute of the type that serde gives it.
pub(crate) fn native_value(part: Part<'_>) -> Option<AttributeValue> {
    let ty = match part {
        Part::Absent => return None,
        Part::Unsigned(_) | Part::Signed(_) | Part::Float(_) | Part::Number(_) => ScalarType::N,
        Part::Bytes(_) => ScalarType::B,
        _ => ScalarType::S,
    };
    KeyValue::from_part(part, ty).ok().flatten().map(key_value)
}

/// Converts a key value to an attribute.
pub(crate) fn key_value(value: KeyValue) -> AttributeValue {
    match value {
        KeyValue::Text(text) => AttributeValue::S(text),
        KeyValue::Number(number) => AttributeValue::N(number),
        KeyValue::Binary(bytes) => AttributeValue::B(Blob::new(bytes)),
    }
}

/// Renders the primary key attributes.
pub(crate) fn primary_key<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    part: &dyn Fn(&'static Field) -> Part<'a>,
) -> Result<KeyAttributes> {
    primary_key_for(table, schema, part, Strictness::Writing)
}

/// Renders the primary key attributes of a read, which may be a key that another program wrote.
pub(crate) fn primary_key_to_read<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    part: &dyn Fn(&'static Field) -> Part<'a>,
) -> Result<KeyAttributes> {
    primary_key_for(table, schema, part, Strictness::Reading)
}

fn primary_key_for<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    part: &dyn Fn(&'static Field) -> Part<'a>,
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
            && let Some(value) = render(template, (name, limit), part, strictness)?
        {
            key.push((name, value));
        }
    }
    let (pk, sk) = (key.first().map(|(_, value)| value), key.get(1).map(|(_, value)| value));
    check_reserved(pk)?;
    check_reserved_sort(table, sk)?;
    // Where entities may share keys, a read learns from the item which entity it belongs to.
    if strictness == Strictness::Writing || !schema.dialect.may_share_keys() {
        check_owner(table, schema, pk, sk)?;
    }
    Ok(key)
}
