//! Keys as text, and keys read back from text and from the key attributes of items.

use std::fmt::{self, Write as _};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::codec::item::Item;
use crate::codec::number::decimal::compare_numbers;
use crate::entity::Entity;
use crate::entity::described::stored_key;
use crate::entity::generated_key::{EntityKey, ReadParts};
use crate::entity::key_attributes::{primary_key_to_read, render};
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::key::error::{PARTITION_KEY_LIMIT, SORT_KEY_LIMIT};
use crate::key::field::Field;
use crate::key::part::{Part, PartKind};
use crate::key::reading::PartType;
use crate::key::scalar::ScalarType;
use crate::key::splitting::Split;
use crate::key::template::{Placeholder, Template};
use crate::key::written::Strictness;
use crate::schema::definition::{EntitySchema, Side};
use crate::schema::table::TableSchema;

/// The beginning of the text of a value that no key can hold. No key is read from such a text.
const NO_KEY: &str = "(no key: ";

/// Writes a key as `PARTITION / SORT`.
///
/// # Errors
/// If the formatter fails.
pub fn display_key<E: Entity>(key: &E::Key, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match key_text::<E>(key) {
        Ok(text) => f.pad(&text),
        Err(error) => write!(f, "{NO_KEY}{error})"),
    }
}

/// Reads a key from the text that [`display_key`] writes.
///
/// # Errors
/// If the text is not a key of `E`, or the key does not hold all of its parts.
pub fn parse_key<E: Entity>(text: &str) -> Result<E::Key> {
    let refuse = |reason: String| {
        let shown = if E::SCHEMA.key_fields().into_iter().any(Field::is_sensitive) {
            "…"
        } else {
            text
        };
        Error::key_fault(reason).with_entity(E::SCHEMA.name).at_key(shown)
    };
    let sides = sides_of(E::SCHEMA, text).ok_or_else(|| refuse(wrong_form(E::SCHEMA)))?;
    let key = read_key::<E>(&sides).map_err(refuse)?;
    match rendered_sides::<E>(&key) {
        Ok(rendered) if are_same(&rendered, &sides) => Ok(key),
        _ => Err(refuse(CHANGED.to_owned())),
    }
}

/// Reads the key of an item of `E` from its key attributes.
pub(crate) fn key_of_item<E: Entity>(table: &TableSchema, item: &Item) -> Result<E::Key> {
    let schema = E::SCHEMA;
    let refuse = |reason: String| {
        let error = Error::decode(CodecError::new(reason)).with_entity(schema.name);
        error.at_key(stored_key(table, schema, item))
    };
    if let Some(AttributeValue::S(other)) = item.get(table.type_attribute)
        && !table.is_of(schema, item)
    {
        return Err(refuse(format!(
            "the item is a `{other}` according to its attribute `{}`",
            table.type_attribute
        )));
    }
    let (pk, sk) = table.key_pair(schema.primary());
    let names = [Some(pk), schema.primary().sk.map(|_| sk)];
    let mut sides = Vec::new();
    for name in names.into_iter().flatten() {
        let value = item.get(name);
        let value = value.ok_or_else(|| refuse(format!("the item has no key attribute `{name}`")))?;
        sides.push(value.clone());
    }
    let key = read_key::<E>(&sides).map_err(refuse)?;
    let rendered = primary_key_to_read(table, schema, &|field| given_part::<E>(&key, field));
    let rendered = rendered.map_err(|error| refuse(error.to_string()))?;
    let rendered: Vec<AttributeValue> = rendered.into_iter().map(|(_, value)| value).collect();
    if !are_same(&rendered, &sides) {
        return Err(refuse(CHANGED.to_owned()));
    }
    Ok(key)
}

/// The reason to refuse a key whose parts render to another key.
const CHANGED: &str = "the parts of the key render to another key";

fn wrong_form(schema: &EntitySchema) -> String {
    let mut form = String::new();
    for side in schema.primary().sides() {
        let separator = if form.is_empty() { "" } else { " / " };
        if let Side::Template(template) = side {
            form.push_str(separator);
            form.push_str(template.text);
        }
    }
    format!("the key does not have the form `{form}`")
}

// ---- from a key to its text

/// Returns the text of a key.
pub(crate) fn key_text<E: Entity>(key: &E::Key) -> Result<String> {
    let mut text = String::new();
    let sides = rendered_sides::<E>(key)?;
    for (at, side) in sides.iter().enumerate() {
        let side = match side {
            AttributeValue::B(bytes) => STANDARD.encode(bytes),
            AttributeValue::S(text) | AttributeValue::N(text) => text.clone(),
            _ => String::new(),
        };
        if at == 0 && sides.len() > 1 {
            push_partition(&mut text, &side);
        } else {
            text.push_str(&side);
        }
        if at + 1 < sides.len() {
            text.push_str(SEPARATOR);
        }
    }
    Ok(text)
}

/// Renders the sides of the primary key.
fn rendered_sides<E: Entity>(key: &E::Key) -> Result<Vec<AttributeValue>> {
    let mut sides = Vec::new();
    for (side, limit) in E::SCHEMA.primary().sides().zip([PARTITION_KEY_LIMIT, SORT_KEY_LIMIT]) {
        let Side::Template(template) = side else { continue };
        // The name of the key attribute depends on the table, but not the text.
        let value = render(
            template,
            ("", limit),
            &|field| given_part::<E>(key, field),
            Strictness::Writing,
        )?;
        sides.push(value.ok_or_else(|| Error::key_fault("a part of the key is absent".to_owned()))?);
    }
    Ok(sides)
}

/// Returns the part of a field in the key attributes: after `set`.
fn given_part<'k, E: Entity>(key: &'k E::Key, field: &Field) -> Part<'k> {
    let part = key.__part(field);
    match field.set {
        Some(set) => set(part).unwrap_or(Part::Absent),
        None => part,
    }
}

/// Appends a partition key so that the separator after it is found: a word of slashes gets one more slash.
fn push_partition(text: &mut String, partition: &str) {
    for (at, word) in partition.split(' ').enumerate() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(word);
        if is_slashes(word) {
            text.push('/');
        }
    }
}

const SEPARATOR: &str = " / ";

fn is_slashes(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte == b'/')
}

// ---- from text to a key

/// Splits the text of a key into its sides.
fn sides_of(schema: &EntitySchema, text: &str) -> Option<Vec<AttributeValue>> {
    if text.starts_with(NO_KEY) {
        return None;
    }
    let primary = schema.primary();
    let Some(sk) = &primary.sk else {
        return Some(vec![side_value(&primary.pk, text)?]);
    };
    let (partition, sort) = split_text(text)?;
    Some(vec![side_value(&primary.pk, &partition)?, side_value(sk, sort)?])
}

/// Splits `PARTITION / SORT` at the first word that is a single slash.
fn split_text(text: &str) -> Option<(String, &str)> {
    let mut partition = String::new();
    let mut rest = text;
    loop {
        let (word, after) = rest.split_once(' ')?;
        if word == "/" {
            partition.truncate(partition.len().checked_sub(1)?);
            return Some((partition, after));
        }
        let word = match word.strip_suffix('/') {
            Some(shorter) if is_slashes(word) => shorter,
            _ => word,
        };
        let _ = write!(partition, "{word} ");
        rest = after;
    }
}

fn side_value(side: &Side, text: &str) -> Option<AttributeValue> {
    let Side::Template(template) = side else { return None };
    Some(match template.scalar() {
        ScalarType::S => AttributeValue::S(text.to_owned()),
        ScalarType::N => AttributeValue::N(text.to_owned()),
        ScalarType::B => AttributeValue::B(Blob::new(STANDARD.decode(text).ok()?)),
    })
}

/// Whether two keys are the same; numbers may differ in notation.
fn are_same(one: &[AttributeValue], other: &[AttributeValue]) -> bool {
    let same = |(one, other): (&AttributeValue, &AttributeValue)| match (one, other) {
        (AttributeValue::N(one), AttributeValue::N(other)) => {
            compare_numbers(one, other).is_some_and(std::cmp::Ordering::is_eq)
        }
        (one, other) => one == other,
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

// ---- from key attributes to a key

/// Makes a key from the values of its sides, or returns why they are not a key.
fn read_key<E: Entity>(sides: &[AttributeValue]) -> Result<E::Key, String> {
    let mut found: Vec<(Placeholder, Option<Part<'static>>)> = Vec::new();
    for (side, value) in E::SCHEMA.primary().sides().zip(sides) {
        let Side::Template(template) = side else { continue };
        found.extend(side_parts(E::SCHEMA, template, value)?);
    }
    let mut parts = Vec::new();
    for field in E::SCHEMA.key_fields() {
        parts.push((field, part_of(field, &found)?));
    }
    let parts = ReadParts { parts, stored: true };
    E::Key::__read(&parts).map_err(|error| format!("the key has a part that is no value of its field: {error}"))
}

fn side_parts(
    schema: &EntitySchema,
    template: &'static Template,
    value: &AttributeValue,
) -> Result<Vec<(Placeholder, Option<Part<'static>>)>, String> {
    let only = |part: Part<'static>| match template.placeholders().collect::<Vec<_>>().as_slice() {
        [placeholder] if placeholder.alone => Ok(vec![(*placeholder, Some(part))]),
        _ => Err(wrong_form(schema)),
    };
    match value {
        AttributeValue::N(number) => only(Part::Number(number.clone().into())),
        AttributeValue::B(bytes) => only(Part::Bytes(bytes.as_ref().to_vec().into())),
        AttributeValue::S(text) => match template.split(text, |placeholder| type_of(placeholder.field)) {
            Split::NotAKey => Err(wrong_form(schema)),
            Split::Ambiguous => Err("other parts render to the same key, so its parts are not known".to_owned()),
            Split::Parts(parts) => Ok(parts
                .into_iter()
                .map(|(placeholder, text)| {
                    let value = placeholder.value_of(text, type_of(placeholder.field).kind);
                    (placeholder, value.map(Part::into_owned))
                })
                .collect()),
        },
        _ => Err(wrong_form(schema)),
    }
}

/// Returns the part of a field. Of several places of the field, one that keeps the value takes precedence.
fn part_of(field: &'static Field, found: &[(Placeholder, Option<Part<'static>>)]) -> Result<Part<'static>, String> {
    let kind = type_of(field).kind;
    let places = || found.iter().filter(|(placeholder, _)| placeholder.field == field);
    let whole = places().filter_map(|(placeholder, part)| Some((placeholder, part.as_ref()?)));
    let best = whole.min_by_key(|(placeholder, _)| placeholder.format.folds(kind));
    match best {
        Some((_, part)) => Ok(part.clone()),
        None => Err(format!(
            "the key does not hold all of `{}`, so it cannot be read back",
            field.name
        )),
    }
}

fn type_of(field: &Field) -> PartType {
    PartType {
        kind: field.part.map_or(PartKind::Text, |part| part.kind),
        is_prefix_free: field.part.is_some_and(|part| part.prefix_free),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found_after_every_partition_key() {
        for partition in [
            "a",
            "a / b",
            "/",
            "//",
            " ",
            "a ",
            " /",
            "/ ",
            "a // b / ",
            "https://x /y",
            "é / / z",
        ] {
            for sort in ["b", "/", " / ", "x / y", ""] {
                let mut text = String::new();
                push_partition(&mut text, partition);
                text.push_str(SEPARATOR);
                text.push_str(sort);
                assert_eq!(split_text(&text), Some((partition.to_owned(), sort)), "{text:?}");
            }
        }
        assert_eq!(split_text("a/b"), None);
        assert_eq!(split_text("a // b"), None);
    }
}
