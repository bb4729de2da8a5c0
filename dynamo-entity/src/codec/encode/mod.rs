//! The serializer: Rust to attribute values or DynamoDB's JSON.
//!
//! The file has one method for each of serde's types.

mod byte;
mod element;
pub(crate) mod encoder;
pub(crate) mod json;
pub(crate) mod map;
mod map_key;
pub(crate) mod nesting;
mod parts;
mod scalar;
pub(crate) mod sequence;
pub(crate) mod sink;
mod tag;
pub(crate) mod tree;

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::ser::{Serialize, Serializer};

use crate::codec::encode::encoder::Encoder;
use crate::codec::encode::json::Json;
use crate::codec::encode::map::MapEncoder;
use crate::codec::encode::nesting::Nesting;
use crate::codec::encode::sequence::SequenceEncoder;
use crate::codec::encode::sink::{MapSink as _, Sink};
use crate::codec::encode::tree::Tree;
use crate::codec::encoded::{Encoded, Origin};
use crate::codec::item::{Item, kind_of};
use crate::codec::number::decimal::Decimal;
use crate::codec::number::float::{double_text, single_text};
use crate::codec::shape::{FieldShape, Shape};
use crate::error::codec::CodecError;

/// The name of the struct as which `serde_json` serializes its numbers with the feature `arbitrary_precision`.
const JSON_NUMBER: &str = "$serde_json::private::Number";
/// The name of the struct as which `serde_json` serializes a `RawValue`.
const JSON_TEXT: &str = "$serde_json::private::RawValue";

/// Encodes one value.
///
/// # Errors
/// If DynamoDB cannot store the value: a number with too many digits or out of range, a set of mixed types, an empty
/// set in a list, a map key that is not text, or more than 32 levels. The error contains the path.
pub(crate) fn to_value<T: Serialize + ?Sized>(value: &T, shape: &'static Shape) -> Result<Encoded, CodecError> {
    value.serialize(Encoder::new(shape))
}

/// Encodes the value of an attribute, with the conversion of its shape.
///
/// # Errors
/// Fails if the value cannot be encoded, or if the conversion refuses it.
pub fn encode_as<T: Serialize + ?Sized>(value: &T, shape: &'static Shape) -> Result<Encoded, CodecError> {
    shape.stored(to_value(value, shape))
}

/// Encodes an element of a list.
pub(crate) fn to_element<T: Serialize + ?Sized>(value: &T, encoder: Encoder) -> Result<AttributeValue, CodecError> {
    value.serialize(encoder)?.into_element()
}

/// Combines the parts of one index key in a list. An absent part becomes `NULL`.
///
/// # Errors
/// If a part is an empty set.
pub fn encode_together<const N: usize>(parts: [Encoded; N]) -> Result<Encoded, CodecError> {
    let parts = parts.into_iter().map(Encoded::into_element);
    let parts = parts.collect::<Result<_, _>>()?;
    Ok(Encoded::Value(AttributeValue::L(parts)))
}

/// Encodes an item. An entity serializes through a function that forwards to its `Serialize`.
///
/// # Errors
/// Like [`to_value`], and if the value is not stored as a map.
pub(crate) fn to_item(
    serialize: impl FnOnce(Encoder) -> Result<Encoded, CodecError>,
    fields: &'static [FieldShape],
) -> Result<Item, CodecError> {
    item_in(Tree::default(), serialize, fields)
}

/// Encodes at least the attributes of an item whose names are wanted.
///
/// # Errors
/// As [`to_item`].
pub(crate) fn to_attributes(
    serialize: impl FnOnce(Encoder) -> Result<Encoded, CodecError>,
    fields: &'static [FieldShape],
    wanted: fn(&str) -> bool,
    origin: Origin,
) -> Result<Item, CodecError> {
    let place = Tree::only(wanted);
    let place = match origin {
        Origin::Given => place,
        Origin::Loaded => place.loaded(),
    };
    item_in(place, serialize, fields)
}

fn item_in(
    place: Tree,
    serialize: impl FnOnce(Encoder) -> Result<Encoded, CodecError>,
    fields: &'static [FieldShape],
) -> Result<Item, CodecError> {
    match serialize(Encoder::with(place, Shape::Fields(fields), Nesting::ITEM))? {
        Encoded::Value(AttributeValue::M(item)) => Ok(item),
        Encoded::Value(other) => Err(not_an_item(kind_of(&other))),
        Encoded::Absent => Err(not_an_item("null")),
        Encoded::EmptySet => Err(not_an_item("a set")),
    }
}

/// Appends an item to `out` as DynamoDB's JSON: `{"name":{"S":"text"}}`. Returns false if an encoded attribute has a reserved
/// name.
///
/// # Errors
/// Like [`to_item`]. After an error, the text that was appended to `out` is incomplete.
pub(crate) fn to_json_beside(
    serialize: impl FnOnce(Encoder<Json<'_>>) -> Result<Encoded<&'static str>, CodecError>,
    fields: &'static [FieldShape],
    is_reserved: &dyn Fn(&str) -> bool,
    out: &mut Vec<u8>,
) -> Result<bool, CodecError> {
    let encoder = Encoder::with(Json::item(out, is_reserved), Shape::Fields(fields), Nesting::ITEM);
    match serialize(encoder)? {
        Encoded::Value("a map") => Ok(true),
        Encoded::Value(json::RESERVED) => Ok(false),
        Encoded::Value(found) => Err(not_an_item(found)),
        Encoded::Absent => Err(not_an_item("null")),
        Encoded::EmptySet => Err(not_an_item("a set")),
    }
}

#[cold]
fn not_an_item(found: &str) -> CodecError {
    CodecError::new(format!("expected a map of attributes for an item, found {found}"))
}

impl<S: Sink> Encoder<S> {
    fn sequence(self, length: usize) -> SequenceEncoder<S> {
        SequenceEncoder::new(self.sink, self.shape, self.nesting, length)
    }

    fn map(self, length: usize) -> MapEncoder<S> {
        MapEncoder::new(self.sink, self.shape, self.nesting, length)
    }

    /// Makes the encoder of an enum variant's content.
    fn variant(self, variant: &'static str) -> Result<Self, CodecError> {
        let shape = self.shape.variant(variant);
        Ok(Self::with(self.sink.tagged(variant), shape, self.nesting.level()?))
    }

    fn text(self, text: Cow<'_, str>) -> Result<Encoded<S::Value>, CodecError> {
        if let Shape::Time(time) = self.shape {
            let text = time.of_text(&text)?;
            return Ok(Encoded::Value(self.sink.string(Cow::Borrowed(text.as_str()))));
        }
        if self.shape == Shape::Number
            && let Some(decimal) = Decimal::parse(&text)
        {
            decimal.check().map_err(CodecError::new)?;
            return self.number(text);
        }
        Ok(Encoded::Value(self.sink.string(text)))
    }

    /// Writes a number that was checked before.
    #[expect(clippy::unnecessary_wraps, reason = "what every serializer method returns")]
    fn number(self, text: Cow<'_, str>) -> Result<Encoded<S::Value>, CodecError> {
        Ok(Encoded::Value(self.sink.number(text)))
    }

    /// Refuses a 128-bit integer that serde would read from its buffer, which has none, however small.
    fn refuse_buffered(&self) -> Result<(), CodecError> {
        if self.nesting.is_buffered() {
            return Err(CodecError::new(
                "serde cannot read a 128-bit integer in a flattened field or in an enum with a `tag`; store it as a \
                 `u64`, a `Decimal` or text, or in another field",
            ));
        }
        Ok(())
    }

    /// Writes a 128-bit integer, which can have 39 digits, one more than DynamoDB stores.
    fn wide_number(self, text: &str) -> Result<Encoded<S::Value>, CodecError> {
        if let Some(decimal) = Decimal::parse(text) {
            decimal.check().map_err(CodecError::new)?;
        }
        self.number(Cow::Borrowed(text))
    }
}

macro_rules! numbers {
    ($($method:ident: $ty:ty;)*) => {$(
        fn $method(self, value: $ty) -> Result<Encoded<S::Value>, CodecError> {
            self.number(Cow::Borrowed(itoa::Buffer::new().format(value)))
        }
    )*};
}

impl<S: Sink> Serializer for Encoder<S> {
    type Ok = Encoded<S::Value>;
    type Error = CodecError;
    type SerializeSeq = SequenceEncoder<S>;
    type SerializeTuple = SequenceEncoder<S>;
    type SerializeTupleStruct = SequenceEncoder<S>;
    type SerializeTupleVariant = SequenceEncoder<S>;
    type SerializeMap = MapEncoder<S>;
    type SerializeStruct = MapEncoder<S>;
    type SerializeStructVariant = MapEncoder<S>;

    numbers! {
        serialize_i8: i8;
        serialize_i16: i16;
        serialize_i32: i32;
        serialize_i64: i64;
        serialize_u8: u8;
        serialize_u16: u16;
        serialize_u32: u32;
        serialize_u64: u64;
    }

    fn serialize_i128(self, value: i128) -> Result<Self::Ok, CodecError> {
        self.refuse_buffered()?;
        self.wide_number(itoa::Buffer::new().format(value))
    }

    fn serialize_u128(self, value: u128) -> Result<Self::Ok, CodecError> {
        self.refuse_buffered()?;
        self.wide_number(itoa::Buffer::new().format(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Self::Ok, CodecError> {
        let text = single_text(value).map_err(CodecError::new)?;
        self.number(text.into())
    }

    fn serialize_f64(self, value: f64) -> Result<Self::Ok, CodecError> {
        let text = double_text(value).map_err(CodecError::new)?;
        self.number(text.into())
    }

    fn serialize_bool(self, value: bool) -> Result<Self::Ok, CodecError> {
        Ok(Encoded::Value(self.sink.boolean(value)))
    }

    fn serialize_char(self, value: char) -> Result<Self::Ok, CodecError> {
        let mut text = [0; 4];
        Ok(Encoded::Value(
            self.sink.string(Cow::Borrowed(value.encode_utf8(&mut text))),
        ))
    }

    fn serialize_str(self, value: &str) -> Result<Self::Ok, CodecError> {
        self.text(Cow::Borrowed(value))
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, value: &T) -> Result<Self::Ok, CodecError> {
        if let Shape::Time(time) = self.shape {
            let text = time.of_display(&value)?;
            return Ok(Encoded::Value(self.sink.string(Cow::Borrowed(text.as_str()))));
        }
        if self.shape == Shape::Number {
            return self.text(Cow::Owned(value.to_string()));
        }
        let written = self.sink.display(&value);
        written
            .map(Encoded::Value)
            .map_err(|_| CodecError::new("its `Display` failed"))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Self::Ok, CodecError> {
        Ok(Encoded::Value(self.sink.binary(Cow::Borrowed(value))))
    }

    fn serialize_none(self) -> Result<Self::Ok, CodecError> {
        Ok(Encoded::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Self::Ok, CodecError> {
        value.serialize(Self::with(self.sink, self.shape, self.nesting.wrapper()?))
    }

    fn serialize_unit(self) -> Result<Self::Ok, CodecError> {
        Ok(Encoded::Value(self.sink.null()))
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Self::Ok, CodecError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Self::Ok, CodecError> {
        Ok(Encoded::Value(self.sink.string(Cow::Borrowed(variant))))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Self::Ok, CodecError> {
        value.serialize(Self::with(self.sink, self.shape, self.nesting.wrapper()?))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Self::Ok, CodecError> {
        let nesting = self.nesting.level()?;
        let mut map = self.sink.map(1);
        let content = value.serialize(Encoder::with(map.entry(variant), self.shape.variant(variant), nesting));
        let content = content.and_then(|content| content.or_null(|| map.null()));
        let content = content.map_err(|error| error.within(variant))?;
        map.keep(Cow::Borrowed(variant), content);
        Ok(Encoded::Value(map.finish()))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<SequenceEncoder<S>, CodecError> {
        Ok(self.sequence(length.unwrap_or(0)))
    }

    fn serialize_tuple(self, length: usize) -> Result<SequenceEncoder<S>, CodecError> {
        Ok(self.sequence(length))
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<SequenceEncoder<S>, CodecError> {
        Ok(self.sequence(length))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<SequenceEncoder<S>, CodecError> {
        Ok(self.variant(variant)?.sequence(length).of_variant(variant))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<MapEncoder<S>, CodecError> {
        match length {
            Some(length) if !matches!(self.shape, Shape::Time(_)) => Ok(self.map(length)),
            _ => Ok(MapEncoder::gathering(self.sink, self.shape, self.nesting)),
        }
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<MapEncoder<S>, CodecError> {
        match name {
            JSON_NUMBER => {
                let shape = Shape::JsonNumber {
                    buffered: self.shape == Shape::Unknown || self.nesting.is_buffered(),
                };
                Ok(MapEncoder::gathering(self.sink, shape, self.nesting))
            }
            JSON_TEXT => Err(CodecError::new(
                "a `serde_json` `RawValue` can be written only to JSON; store a `Value`, or the text in a `String`",
            )),
            _ if length == 2 => Ok(self.serialize_map(Some(length))?.of_two_fields(name)),
            _ => self.serialize_map(Some(length)),
        }
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<MapEncoder<S>, CodecError> {
        Ok(self.variant(variant)?.map(length).of_variant(variant))
    }
}
