//! Generated keys in serde: a map of the parts by the names of their attributes, or text in formats that people do not read.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeStruct as _, Serializer};

use crate::codec::number::decimal::canonical_number;
use crate::codec::number::float::shortest;
use crate::entity::Entity;
use crate::entity::generated_key::{EntityKey, ReadParts};
use crate::entity::key_text::{key_text, parse_key};
use crate::key::field::Field;
use crate::key::format::Format;
use crate::key::part::{Part, PartKind};
use crate::key::scalar::ScalarType;

/// Serializes a key.
///
/// # Errors
/// If the serializer fails, or the key has no text and the format needs it.
pub fn serialize_key<E: Entity, S: Serializer>(
    name: &'static str,
    key: &E::Key,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return serializer.serialize_str(&key_text::<E>(key).map_err(S::Error::custom)?);
    }
    let fields = E::SCHEMA.key_fields();
    let mut members = serializer.serialize_struct(name, fields.len())?;
    for field in fields {
        members.serialize_field(field.attribute, &Written(key.__part(field)))?;
    }
    members.end()
}

/// Deserializes a key. Members of the map that are no parts of the key are skipped.
///
/// # Errors
/// If a part is missing, or is no value of its field.
pub fn deserialize_key<'de, E: Entity, D: Deserializer<'de>>(deserializer: D) -> Result<E::Key, D::Error> {
    if deserializer.is_human_readable() {
        return deserializer.deserialize_map(Members::<E>(PhantomData));
    }
    let text = String::deserialize(deserializer)?;
    parse_key::<E>(&text).map_err(de::Error::custom)
}

/// A part as serde writes it.
struct Written<'a>(Part<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Part::Text(text) | Part::Fixed(text) => serializer.serialize_str(text),
            Part::Unsigned(number) => match u64::try_from(*number) {
                Ok(number) => serializer.serialize_u64(number),
                Err(_) => serializer.serialize_u128(*number),
            },
            Part::Signed(number) => match i64::try_from(*number) {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => serializer.serialize_i128(*number),
            },
            Part::Float(number) => serializer.serialize_f64(*number),
            // A number that a float does not hold exactly is written as text.
            Part::Number(text) => match text.parse::<f64>() {
                Ok(number) if canonical_number(&shortest(number)) == canonical_number(text) => {
                    serializer.serialize_f64(number)
                }
                _ => serializer.serialize_str(text),
            },
            Part::Bool(value) => serializer.serialize_bool(*value),
            part @ (Part::Time { .. } | Part::Date { .. }) => serializer.serialize_str(&part.plain_text()),
            Part::Bytes(bytes) => serializer.serialize_str(&STANDARD.encode(bytes)),
            Part::Absent => serializer.serialize_none(),
        }
    }
}

/// The members of a key.
struct Members<E>(PhantomData<E>);

impl<'de, E: Entity> Visitor<'de> for Members<E> {
    type Value = E::Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key of a `{}`", E::SCHEMA.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<E::Key, A::Error> {
        let fields = E::SCHEMA.key_fields();
        let mut parts: Vec<(&'static Field, Part<'static>)> = Vec::new();
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            let mut named = fields.iter().copied();
            let Some(field) = named.find(|field| field.shape.name == name || field.shape.aliases.contains(&&*name))
            else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if parts.iter().any(|(known, _)| *known == field) {
                return Err(de::Error::duplicate_field(field.attribute));
            }
            let Read(part) = map.next_value()?;
            parts.push((field, converted(field, part)));
        }
        let parts = ReadParts { parts, stored: false };
        E::Key::__read(&parts).map_err(de::Error::custom)
    }
}

/// Converts text to the part that the field has, if the text is such a part: maps in URLs have only text.
fn converted(field: &'static Field, part: Part<'static>) -> Part<'static> {
    let Part::Text(text) = &part else { return part };
    let kind = field.part.map_or(PartKind::Text, |part| part.kind);
    match (kind, field.key_type()) {
        (PartKind::Text, Some(ScalarType::N)) => Part::Number(text.clone()),
        (PartKind::Text, Some(ScalarType::B)) => match STANDARD.decode(text.as_bytes()) {
            Ok(bytes) => Part::Bytes(bytes.into()),
            Err(_) => part,
        },
        (PartKind::Unsigned | PartKind::Signed | PartKind::Float | PartKind::Bool, _) => {
            let checked = Format::None.check_text(kind, text).map(Part::into_owned);
            checked.unwrap_or(part)
        }
        _ => part,
    }
}

/// A part as serde reads it.
struct Read(Part<'static>);

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadVisitor).map(Read)
    }
}

struct ReadVisitor;

impl Visitor<'_> for ReadVisitor {
    type Value = Part<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number or a boolean")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Part<'static>, E> {
        Ok(Part::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Part<'static>, E> {
        Ok(Part::Signed(value.into()))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Part<'static>, E> {
        Ok(Part::Signed(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Part<'static>, E> {
        Ok(Part::Unsigned(value.into()))
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Part<'static>, E> {
        Ok(Part::Unsigned(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Part<'static>, E> {
        Ok(Part::Float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Part<'static>, E> {
        Ok(Part::Text(value.to_owned().into()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Part<'static>, E> {
        Ok(Part::Text(value.into()))
    }
}
