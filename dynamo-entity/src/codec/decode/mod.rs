//! `AttributeValue` to Rust: the deserializer.

mod access;
mod map_key;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::value::{SeqDeserializer, StringDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use std::fmt;

use super::depth::Depth;
use super::number::{self, Narrowest};
use super::shape::{FieldShape, Shape};
use super::{CodecError, Item, kind_of};
use access::{Elements, EnumDecoder, MapDecoder, SequenceDecoder};

/// Decodes one value.
///
/// # Errors
/// If the value is not one of a `T`, or nested deeper than 64 levels. The error has the path.
pub fn from_value<T: DeserializeOwned>(value: AttributeValue, shape: &'static Shape) -> Result<T, CodecError> {
    T::deserialize(Decoder::new(value, shape))
}

/// Decodes an item. An entity deserializes through a function that forwards to its `Deserialize`.
///
/// # Errors
/// As [`from_value`].
pub fn from_item<T>(
    item: Item,
    fields: &'static [FieldShape],
    deserialize: impl FnOnce(Decoder) -> Result<T, CodecError>,
) -> Result<T, CodecError> {
    let item = AttributeValue::M(item);
    deserialize(Decoder::with(item, Shape::Fields(fields), Depth::default()))
}

/// A deserializer of one value, which it owns.
pub struct Decoder {
    value: AttributeValue,
    shape: Shape,
    depth: Depth,
}

// The value may be one that must not be printed.
impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("value", &format_args!("{}", kind_of(&self.value)))
            .field("shape", &self.shape)
            .finish_non_exhaustive()
    }
}

impl Decoder {
    /// A decoder of a value of this shape.
    #[must_use]
    pub fn new(value: AttributeValue, shape: &'static Shape) -> Self {
        Self::with(value, *shape, Depth::default())
    }

    fn with(value: AttributeValue, shape: Shape, depth: Depth) -> Self {
        Self {
            value,
            shape: shape.required(),
            depth,
        }
    }

    /// The same value inside a `Some` or a newtype.
    fn wrapped(self) -> Result<Self, CodecError> {
        Ok(Self {
            depth: self.depth.wrapper()?,
            ..self
        })
    }

    /// Whether serde sees this number as text.
    fn is_text_number(&self) -> bool {
        matches!(self.shape, Shape::Number | Shape::NumberSet)
    }

    fn visit_elements<'de, V: Visitor<'de>>(
        elements: Elements,
        shape: Shape,
        depth: Depth,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        let element = match shape {
            // Integers and decimals are both numbers of sets, so the element is not a `Number`,
            // which is text: a reader that does not say which it wants gets an integer if it can.
            Shape::NumberSet => shape,
            _ => shape.element(),
        };
        let mut sequence = SequenceDecoder::new(elements, element, depth.level()?);
        let value = visitor.visit_seq(&mut sequence)?;
        sequence.finish()?;
        Ok(value)
    }

    fn visit_any_number<'de, V: Visitor<'de>>(text: String, shape: Shape, visitor: V) -> Result<V::Value, CodecError> {
        if shape == Shape::Number {
            return visitor.visit_string(text);
        }
        match number::parse_any(&text) {
            Ok(Narrowest::U64(number)) => visitor.visit_u64(number),
            Ok(Narrowest::I64(number)) => visitor.visit_i64(number),
            // In a set it is no float, but it may be a decimal.
            Ok(_) if shape == Shape::NumberSet => visitor.visit_string(text),
            Ok(Narrowest::U128(number)) => visitor.visit_u128(number),
            Ok(Narrowest::I128(number)) => visitor.visit_i128(number),
            Ok(Narrowest::F64(number)) => visitor.visit_f64(number),
            Err(problem) => Err(CodecError::mismatch(&visitor, problem)),
        }
    }
}

macro_rules! numbers {
    ($($method:ident => $parse:ident, $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
            match &self.value {
                AttributeValue::N(text) => match number::$parse(text) {
                    Ok(number) => visitor.$visit(number),
                    Err(problem) => Err(CodecError::mismatch(&visitor, problem)),
                },
                other => Err(CodecError::mismatch(&visitor, kind_of(other))),
            }
        }
    )*};
}

/// Methods that differ in name and in arguments that do not matter here.
macro_rules! same_as {
    ($($method:ident($($argument:ident: $ty:ty),*) => $other:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(
            self,
            $($argument: $ty,)*
            visitor: V,
        ) -> Result<V::Value, CodecError> {
            self.$other(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Decoder {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.value {
            AttributeValue::S(text) => visitor.visit_string(text),
            AttributeValue::N(text) => Self::visit_any_number(text, self.shape, visitor),
            AttributeValue::Bool(value) => visitor.visit_bool(value),
            AttributeValue::Null(_) => visitor.visit_unit(),
            // In serde's buffer a sequence can be read as bytes, but bytes not as a sequence, and
            // what is of this shape may ask for either.
            AttributeValue::B(_) if self.shape == Shape::Binary => self.deserialize_seq(visitor),
            AttributeValue::B(bytes) => visitor.visit_byte_buf(bytes.into_inner()),
            AttributeValue::M(_) => self.deserialize_map(visitor),
            _ => self.deserialize_seq(visitor),
        }
    }

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
        match self.value {
            AttributeValue::Bool(value) => visitor.visit_bool(value),
            other => Err(CodecError::mismatch(&visitor, kind_of(&other))),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let is_text_number = self.is_text_number();
        match self.value {
            AttributeValue::S(text) => visitor.visit_string(text),
            AttributeValue::N(text) if is_text_number => visitor.visit_string(text),
            other => Err(CodecError::mismatch(&visitor, kind_of(&other))),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.value {
            AttributeValue::B(bytes) => visitor.visit_byte_buf(bytes.into_inner()),
            AttributeValue::L(values) => Self::visit_elements(Elements::list(values), self.shape, self.depth, visitor),
            other => Err(CodecError::mismatch(&visitor, kind_of(&other))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.value {
            AttributeValue::Null(_) => visitor.visit_none(),
            _ => visitor.visit_some(self.wrapped()?),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.value {
            AttributeValue::Null(_) => visitor.visit_unit(),
            other => Err(CodecError::mismatch(&visitor, kind_of(&other))),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        visitor.visit_newtype_struct(self.wrapped()?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let elements = match self.value {
            AttributeValue::L(values) => Elements::list(values),
            AttributeValue::Ss(texts) => Elements::strings(texts),
            AttributeValue::Ns(texts) => Elements::numbers(texts),
            AttributeValue::Bs(blobs) => Elements::blobs(blobs),
            AttributeValue::B(bytes) => {
                let mut bytes = SeqDeserializer::new(bytes.into_inner().into_iter());
                let value = visitor.visit_seq(&mut bytes)?;
                bytes.end()?;
                return Ok(value);
            }
            other => return Err(CodecError::mismatch(&visitor, kind_of(&other))),
        };
        Self::visit_elements(elements, self.shape, self.depth, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.value {
            AttributeValue::M(map) => visitor.visit_map(MapDecoder::new(map, self.shape, self.depth.level()?)),
            other => Err(CodecError::mismatch(&visitor, kind_of(&other))),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        match self.value {
            AttributeValue::L(_) => self.deserialize_seq(visitor),
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        match self.value {
            AttributeValue::S(variant) => {
                let variant: StringDeserializer<CodecError> = variant.into_deserializer();
                visitor.visit_enum(variant)
            }
            AttributeValue::M(map) => visitor.visit_enum(EnumDecoder::new(map, self.depth.level()?)),
            other => Err(CodecError::mismatch(&visitor, kind_of(&other))),
        }
    }

    /// Whatever it is, it is not looked at.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_unit()
    }

    same_as! {
        deserialize_char() => deserialize_string;
        deserialize_str() => deserialize_string;
        deserialize_identifier() => deserialize_string;
        deserialize_bytes() => deserialize_byte_buf;
        deserialize_unit_struct(_name: &'static str) => deserialize_unit;
        deserialize_tuple(_length: usize) => deserialize_seq;
        deserialize_tuple_struct(_name: &'static str, _length: usize) => deserialize_seq;
    }
}
