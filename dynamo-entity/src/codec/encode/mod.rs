//! Rust to `AttributeValue`: the serializer.

mod byte;
mod compound;
mod map_key;
mod scalar;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::ser::{Serialize, Serializer};

pub use compound::{MapEncoder, SequenceEncoder};

use super::depth::Depth;
use super::number::{self, Decimal};
use super::shape::{FieldShape, Shape};
use super::{CodecError, Item, kind_of};

/// What a value is stored as. What holds it decides what becomes of the two that are no value.
#[derive(Clone, Debug, PartialEq)]
pub enum Encoded {
    /// A value.
    Value(AttributeValue),
    /// `None`: left out of an item or a document, `NULL` elsewhere.
    Absent,
    /// A set without elements, which DynamoDB does not have: left out.
    EmptySet,
}

impl Encoded {
    /// The value, if there is one to store.
    #[must_use]
    pub fn into_value(self) -> Option<AttributeValue> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::EmptySet => None,
        }
    }

    /// The value in a place that cannot be left out, such as the element of a list.
    fn into_element(self) -> Result<AttributeValue, CodecError> {
        match self {
            Self::Value(value) => Ok(value),
            Self::Absent => Ok(AttributeValue::Null(true)),
            Self::EmptySet => Err(CodecError::new(
                "an empty set cannot be stored in a list; DynamoDB has no empty sets, and an \
                 element cannot be left out",
            )),
        }
    }
}

/// Encodes one value.
///
/// # Errors
/// Where DynamoDB cannot hold the value: a number with too many digits or out of its range, a set
/// of mixed types, an empty set in a list, a map key that is no text, more than 64 levels. The
/// error has the path.
pub fn to_value<T: Serialize + ?Sized>(value: &T, shape: &'static Shape) -> Result<Encoded, CodecError> {
    value.serialize(Encoder::new(shape))
}

/// Encodes one value of an attribute, converted if its shape says so.
#[doc(hidden)]
pub fn encode_as<T: Serialize + ?Sized>(value: &T, shape: &'static Shape) -> Result<Encoded, CodecError> {
    shape.stored(to_value(value, shape))
}

/// Encodes an element of a list.
pub(crate) fn to_element<T: Serialize + ?Sized>(
    value: &T,
    shape: &'static Shape,
) -> Result<AttributeValue, CodecError> {
    to_value(value, shape)?.into_element()
}

/// The parts of one index key as a list, an absent one as `NULL`.
#[doc(hidden)]
pub fn encode_together<const N: usize>(parts: [Encoded; N]) -> Result<Encoded, CodecError> {
    let parts = parts.into_iter().map(Encoded::into_element);
    let parts = parts.collect::<Result<_, _>>()?;
    Ok(Encoded::Value(AttributeValue::L(parts)))
}

/// Encodes an item. An entity serializes through a function that forwards to its `Serialize`.
///
/// # Errors
/// As [`to_value`], and if the value is not stored as a map.
pub fn to_item(
    serialize: impl FnOnce(Encoder) -> Result<Encoded, CodecError>,
    fields: &'static [FieldShape],
) -> Result<Item, CodecError> {
    let found = match serialize(Encoder::with(Shape::Fields(fields), Depth::default()))? {
        Encoded::Value(AttributeValue::M(item)) => return Ok(item),
        Encoded::Value(other) => kind_of(&other),
        Encoded::Absent => "null",
        Encoded::EmptySet => "a set",
    };
    Err(CodecError::new(format!(
        "expected a map of attributes for an item, found {found}"
    )))
}

/// A serializer of one value into an [`Encoded`].
#[derive(Clone, Copy, Debug)]
pub struct Encoder {
    shape: Shape,
    depth: Depth,
}

impl Encoder {
    /// An encoder of a value of this shape.
    #[must_use]
    pub fn new(shape: &'static Shape) -> Self {
        Self::with(*shape, Depth::default())
    }

    fn with(shape: Shape, depth: Depth) -> Self {
        Self {
            shape: shape.required(),
            depth,
        }
    }

    fn sequence(self, length: usize) -> Result<SequenceEncoder, CodecError> {
        Ok(SequenceEncoder::new(self.shape, self.depth.level()?, length))
    }

    fn map(self, length: usize) -> Result<MapEncoder, CodecError> {
        Ok(MapEncoder::new(self.shape, self.depth.level()?, length))
    }

    /// The encoder of an enum variant's content. Shapes do not reach into enums.
    fn variant(self) -> Result<Self, CodecError> {
        Ok(Self::with(Shape::Plain, self.depth.level()?))
    }

    fn text(self, text: String) -> Result<Encoded, CodecError> {
        if self.shape == Shape::Number
            && let Some(decimal) = Decimal::parse(&text)
        {
            decimal.check().map_err(CodecError::new)?;
            return number(text);
        }
        Ok(Encoded::Value(AttributeValue::S(text)))
    }
}

/// A number whose text is known to be one that DynamoDB holds.
#[expect(clippy::unnecessary_wraps, reason = "what every serializer method returns")]
fn number(text: String) -> Result<Encoded, CodecError> {
    Ok(Encoded::Value(AttributeValue::N(text)))
}

/// 128-bit integers can have 39 digits, one too many.
fn wide_number(text: String) -> Result<Encoded, CodecError> {
    if let Some(decimal) = Decimal::parse(&text) {
        decimal.check().map_err(CodecError::new)?;
    }
    number(text)
}

macro_rules! numbers {
    ($($method:ident: $ty:ty => $encode:ident;)*) => {$(
        fn $method(self, value: $ty) -> Result<Encoded, CodecError> {
            $encode(value.to_string())
        }
    )*};
}

impl Serializer for Encoder {
    type Ok = Encoded;
    type Error = CodecError;
    type SerializeSeq = SequenceEncoder;
    type SerializeTuple = SequenceEncoder;
    type SerializeTupleStruct = SequenceEncoder;
    type SerializeTupleVariant = SequenceEncoder;
    type SerializeMap = MapEncoder;
    type SerializeStruct = MapEncoder;
    type SerializeStructVariant = MapEncoder;

    numbers! {
        serialize_i8: i8 => number;
        serialize_i16: i16 => number;
        serialize_i32: i32 => number;
        serialize_i64: i64 => number;
        serialize_i128: i128 => wide_number;
        serialize_u8: u8 => number;
        serialize_u16: u16 => number;
        serialize_u32: u32 => number;
        serialize_u64: u64 => number;
        serialize_u128: u128 => wide_number;
    }

    fn serialize_f32(self, value: f32) -> Result<Encoded, CodecError> {
        number(number::float_text(value, f64::from(value)).map_err(CodecError::new)?)
    }

    fn serialize_f64(self, value: f64) -> Result<Encoded, CodecError> {
        number(number::float_text(value, value).map_err(CodecError::new)?)
    }

    fn serialize_bool(self, value: bool) -> Result<Encoded, CodecError> {
        Ok(Encoded::Value(AttributeValue::Bool(value)))
    }

    fn serialize_char(self, value: char) -> Result<Encoded, CodecError> {
        Ok(Encoded::Value(AttributeValue::S(value.into())))
    }

    fn serialize_str(self, value: &str) -> Result<Encoded, CodecError> {
        self.text(value.to_owned())
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, value: &T) -> Result<Encoded, CodecError> {
        self.text(value.to_string())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Encoded, CodecError> {
        Ok(Encoded::Value(AttributeValue::B(Blob::new(value))))
    }

    fn serialize_none(self) -> Result<Encoded, CodecError> {
        Ok(Encoded::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Encoded, CodecError> {
        value.serialize(Self::with(self.shape, self.depth.wrapper()?))
    }

    fn serialize_unit(self) -> Result<Encoded, CodecError> {
        Ok(Encoded::Value(AttributeValue::Null(true)))
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Encoded, CodecError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Encoded, CodecError> {
        Ok(Encoded::Value(AttributeValue::S(variant.to_owned())))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Encoded, CodecError> {
        value.serialize(Self::with(self.shape, self.depth.wrapper()?))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Encoded, CodecError> {
        let content = value.serialize(self.variant()?).and_then(Encoded::into_element);
        let content = content.map_err(|error| error.within(variant))?;
        Ok(compound::tagged(variant, content))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<SequenceEncoder, CodecError> {
        self.sequence(length.unwrap_or(0))
    }

    fn serialize_tuple(self, length: usize) -> Result<SequenceEncoder, CodecError> {
        self.sequence(length)
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<SequenceEncoder, CodecError> {
        self.sequence(length)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<SequenceEncoder, CodecError> {
        Ok(self.variant()?.sequence(length)?.tagged(variant))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<MapEncoder, CodecError> {
        self.map(length.unwrap_or(0))
    }

    fn serialize_struct(self, _name: &'static str, length: usize) -> Result<MapEncoder, CodecError> {
        self.map(length)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<MapEncoder, CodecError> {
        Ok(self.variant()?.map(length)?.tagged(variant))
    }
}
