//! The deserializer: attribute values and DynamoDB's JSON to Rust.

mod access;
mod attribute;
pub(crate) mod decoder;
pub(crate) mod json;
mod map_key;
pub(crate) mod source;

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::value::{CowStrDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};

use crate::codec::decode::access::{EnumDecoder, MapDecoder, SequenceDecoder};
use crate::codec::decode::decoder::{Decoder, Opened};
use crate::codec::decode::json::{IgnoredAttributes, JsonValue};
use crate::codec::decode::source::{Content, Entries, Source};
use crate::codec::depth::Depth;
use crate::codec::json::parser::Parser;
use crate::codec::number::{self, Narrowest};
use crate::codec::shape::{FieldShape, Shape};
use crate::error::codec::CodecError;

/// Decodes one value.
///
/// # Errors
/// If the value is not a `T` or is nested deeper than 64 levels. The error contains the path.
pub(crate) fn from_value<T: DeserializeOwned>(value: AttributeValue, shape: &'static Shape) -> Result<T, CodecError> {
    T::deserialize(Decoder::new(value, shape))
}

/// Decodes the item at the beginning of `json`, `{"name":{"S":"text"}}`, which is read in place. An entity deserializes
/// through a function that forwards to its `Deserialize`.
///
/// # Errors
/// Like [`from_value`], and if the bytes are not such JSON.
pub(crate) fn from_json<'de, T>(
    json: &Parser<'de>,
    fields: &'static [FieldShape],
    ignored: Option<&IgnoredAttributes<'_>>,
    deserialize: impl FnOnce(Decoder<JsonValue<'_, 'de>>) -> Result<T, CodecError>,
) -> Result<T, CodecError> {
    deserialize(Decoder::with(
        JsonValue::item(json, ignored),
        Shape::Fields(fields),
        Depth::READ,
    ))
}

impl<'de, S: Source<'de>> Opened<'de, S> {
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.content {
            Content::String(_) if self.reads_numbers() => self.sequence(visitor),
            Content::String(text) => visit_text(text, visitor),
            Content::Number(text) => any_number(text, self.shape, visitor),
            Content::Bool(value) => visitor.visit_bool(value),
            Content::Null => visitor.visit_unit(),
            // serde's buffer can read a sequence as bytes, but not bytes as a sequence. A type of this shape may request
            // either.
            Content::Binary(_) if self.shape == Shape::Binary => self.sequence(visitor),
            Content::Binary(bytes) => visitor.visit_byte_buf(bytes),
            Content::Map(_) => self.map(visitor),
            _ => self.sequence(visitor),
        }
    }

    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        // serde sees numbers of these shapes as text.
        let is_text_number = matches!(self.shape, Shape::Number | Shape::NumberSet);
        match self.content {
            Content::String(text) => visit_text(text, visitor),
            Content::Number(text) if is_text_number => visit_text(text, visitor),
            other => Err(CodecError::mismatch(&visitor, other.kind())),
        }
    }

    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.content {
            Content::Binary(bytes) => visitor.visit_byte_buf(bytes),
            // A list can hold bytes; a set cannot.
            Content::List(_, "a list") => self.sequence(visitor),
            other => Err(CodecError::mismatch(&visitor, other.kind())),
        }
    }

    /// Whether the value is a time whose `Deserialize` reads numbers instead of text.
    fn reads_numbers(&self) -> bool {
        matches!(self.shape, Shape::Time(time) if !time.reads_text())
    }

    fn sequence<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let elements = match self.content {
            Content::List(elements, _) => elements,
            Content::String(text) if let Shape::Time(time) = self.shape => {
                let Some(numbers) = time.numbers_of(&text) else {
                    return Err(CodecError::mismatch(&visitor, "text that is not such a time"));
                };
                return visitor.visit_seq(SeqDeserializer::new(numbers.into_iter()));
            }
            Content::Binary(bytes) => {
                let mut bytes = SeqDeserializer::new(bytes.into_iter());
                let value = visitor.visit_seq(&mut bytes)?;
                bytes.end()?;
                return Ok(value);
            }
            other => return Err(CodecError::mismatch(&visitor, other.kind())),
        };
        let mut sequence = SequenceDecoder::new(elements, self.shape, self.depth.level()?);
        let value = visitor.visit_seq(&mut sequence)?;
        sequence.finish()?;
        Ok(value)
    }

    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.content {
            Content::Map(entries) => {
                let mut map = MapDecoder::new(entries, self.shape, self.depth.level()?);
                let value = visitor.visit_map(&mut map)?;
                map.finish()?;
                Ok(value)
            }
            other => Err(CodecError::mismatch(&visitor, other.kind())),
        }
    }

    fn variant<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.content {
            Content::String(variant) => {
                let variant: CowStrDeserializer<'_, CodecError> = variant.into_deserializer();
                visitor.visit_enum(variant)
            }
            Content::Map(mut entries) => {
                let entry = entries.next()?.ok_or_else(access::not_one_entry)?;
                let value = visitor.visit_enum(EnumDecoder::new(entry, self.shape, self.depth.level()?))?;
                match entries.next()? {
                    None => Ok(value),
                    Some(_) => Err(access::not_one_entry()),
                }
            }
            other => Err(CodecError::mismatch(&visitor, other.kind())),
        }
    }
}

fn visit_text<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value, CodecError> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

fn any_number<'de, V: Visitor<'de>>(text: Cow<'de, str>, shape: Shape, visitor: V) -> Result<V::Value, CodecError> {
    if shape == Shape::Number {
        return visit_text(text, visitor);
    }
    match number::parse_any(&text) {
        Ok(Narrowest::U64(number)) => visitor.visit_u64(number),
        Ok(Narrowest::I64(number)) => visitor.visit_i64(number),
        // A number of a set is not a float, but may be a decimal.
        Ok(_) if shape == Shape::NumberSet => visit_text(text, visitor),
        // A flattened field reads unknown attributes from serde's buffer, which has no 128-bit integers. Such integers
        // become floats, as they do in `serde_json`.
        Ok(Narrowest::U128(_) | Narrowest::I128(_)) if shape == Shape::Unknown => match number::parse_float(&text) {
            Ok(number) => visitor.visit_f64(number),
            Err(problem) => Err(CodecError::mismatch(&visitor, problem)),
        },
        Ok(Narrowest::U128(number)) => visitor.visit_u128(number),
        Ok(Narrowest::I128(number)) => visitor.visit_i128(number),
        Ok(Narrowest::F64(number)) => visitor.visit_f64(number),
        Err(problem) => Err(CodecError::mismatch(&visitor, problem)),
    }
}

macro_rules! numbers {
    ($($method:ident => $parse:ident, $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
            match self.value.open()? {
                Content::Number(text) => match number::$parse(&text) {
                    Ok(number) => visitor.$visit(number),
                    Err(problem) => Err(CodecError::mismatch(&visitor, problem)),
                },
                other => Err(CodecError::mismatch(&visitor, other.kind())),
            }
        }
    )*};
}

/// Methods of `Deserializer` that ignore their arguments and forward to one of `Opened`.
macro_rules! opened {
    ($($method:ident($($argument:ident: $ty:ty),*) => $other:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(
            self,
            $($argument: $ty,)*
            visitor: V,
        ) -> Result<V::Value, CodecError> {
            self.open()?.$other(visitor)
        }
    )*};
}

impl<'de, S: Source<'de>> Deserializer<'de> for Decoder<S> {
    type Error = CodecError;

    numbers! {
        deserialize_i8 => parse_integer, visit_i8;
        deserialize_i16 => parse_integer, visit_i16;
        deserialize_i32 => parse_integer, visit_i32;
        deserialize_i64 => parse_integer, visit_i64;
        deserialize_i128 => parse_integer, visit_i128;
        deserialize_u8 => parse_integer, visit_u8;
        deserialize_u16 => parse_integer, visit_u16;
        deserialize_u32 => parse_integer, visit_u32;
        deserialize_u64 => parse_integer, visit_u64;
        deserialize_u128 => parse_integer, visit_u128;
        deserialize_f32 => parse_float, visit_f32;
        deserialize_f64 => parse_float, visit_f64;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.value.open()? {
            Content::Bool(value) => visitor.visit_bool(value),
            other => Err(CodecError::mismatch(&visitor, other.kind())),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        if self.value.is_null() {
            self.value.skip()?;
            return visitor.visit_none();
        }
        visitor.visit_some(self.wrapped()?)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.value.open()? {
            Content::Null => visitor.visit_unit(),
            other => Err(CodecError::mismatch(&visitor, other.kind())),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, CodecError> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        visitor.visit_newtype_struct(self.wrapped()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        let opened = self.open()?;
        match opened.content {
            Content::List(_, "a list") => opened.sequence(visitor),
            Content::String(_) if opened.reads_numbers() => opened.sequence(visitor),
            _ => opened.map(visitor),
        }
    }

    /// Skips the value without decoding it.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.value.skip()?;
        visitor.visit_unit()
    }

    opened! {
        deserialize_any() => any;
        deserialize_char() => text;
        deserialize_str() => text;
        deserialize_string() => text;
        deserialize_identifier() => text;
        deserialize_bytes() => bytes;
        deserialize_byte_buf() => bytes;
        deserialize_seq() => sequence;
        deserialize_tuple(_length: usize) => sequence;
        deserialize_tuple_struct(_name: &'static str, _length: usize) => sequence;
        deserialize_map() => map;
        deserialize_enum(_name: &'static str, _variants: &'static [&'static str]) => variant;
    }
}
