//! What holds other values: sequences (lists, sets, bytes) and maps (documents, items).

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::ser::{self, Serialize};

use super::byte::ByteEncoder;
use super::map_key::MapKeyEncoder;
use super::{Encoded, Encoder};
use crate::codec::depth::Depth;
use crate::codec::shape::Shape;
use crate::codec::{CodecError, Item};

/// No more is set aside on the word of a `Serialize` about its length.
const MAX_RESERVED: usize = 4096;

/// `{ "Variant": content }`, as serde tags an enum from outside.
pub(super) fn tagged(variant: &str, content: AttributeValue) -> Encoded {
    let content = (variant.to_owned(), content);
    Encoded::Value(AttributeValue::M(Item::from([content])))
}

/// A sequence on its way to a list, a set or a binary.
#[derive(Debug)]
pub struct SequenceEncoder {
    elements: Elements,
    shape: Shape,
    depth: Depth,
    variant: Option<&'static str>,
}

#[derive(Debug)]
enum Elements {
    Bytes(Vec<u8>),
    Values(Vec<AttributeValue>),
}

impl SequenceEncoder {
    pub(super) fn new(shape: Shape, depth: Depth, length: usize) -> Self {
        let elements = match shape {
            Shape::Binary => Elements::Bytes(Vec::with_capacity(length.min(MAX_RESERVED))),
            _ => Elements::Values(Vec::with_capacity(length.min(MAX_RESERVED))),
        };
        Self {
            elements,
            shape,
            depth,
            variant: None,
        }
    }

    pub(super) fn tagged(self, variant: &'static str) -> Self {
        Self {
            variant: Some(variant),
            ..self
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        if let Elements::Bytes(bytes) = &mut self.elements {
            if let Ok(byte) = value.serialize(ByteEncoder) {
                bytes.push(byte);
                return Ok(());
            }
            // Not a sequence of bytes after all: a list, as serde writes it.
            let numbers = bytes.iter().map(|byte| AttributeValue::N(byte.to_string()));
            self.elements = Elements::Values(numbers.collect());
        }
        let Elements::Values(values) = &mut self.elements else {
            return Ok(());
        };
        let encoder = Encoder::with(self.shape.element(), self.depth);
        let element = value
            .serialize(encoder)
            .and_then(Encoded::into_element)
            .map_err(|error| {
                let error = error.within_element(values.len());
                self.variant.into_iter().fold(error, CodecError::within)
            })?;
        values.push(element);
        Ok(())
    }

    fn finish(self) -> Result<Encoded, CodecError> {
        let value = match self.elements {
            Elements::Bytes(bytes) => AttributeValue::B(Blob::new(bytes)),
            Elements::Values(values) => match self.shape {
                Shape::StringSet | Shape::NumberSet | Shape::BinarySet => {
                    if values.is_empty() {
                        return Ok(Encoded::EmptySet);
                    }
                    to_set(values)?
                }
                _ => AttributeValue::L(values),
            },
        };
        match self.variant {
            Some(variant) => Ok(tagged(variant, value)),
            None => Ok(Encoded::Value(value)),
        }
    }
}

/// The set of these values by the kind they are stored as. Values that no set can hold (lists,
/// maps, …) are a list, as serde writes them.
fn to_set(values: Vec<AttributeValue>) -> Result<AttributeValue, CodecError> {
    let (mut strings, mut numbers, mut blobs) = (0, 0, 0);
    for value in &values {
        match value {
            AttributeValue::S(_) => strings += 1,
            AttributeValue::N(_) => numbers += 1,
            AttributeValue::B(_) => blobs += 1,
            _ => return Ok(AttributeValue::L(values)),
        }
    }
    if ![strings, numbers, blobs].contains(&values.len()) {
        return Err(CodecError::new(
            "a set of mixed types; DynamoDB's sets hold one type each",
        ));
    }
    if strings > 0 {
        return Ok(AttributeValue::Ss(texts(values)));
    }
    if numbers > 0 {
        return Ok(AttributeValue::Ns(texts(values)));
    }
    let blobs = values.into_iter().filter_map(|value| match value {
        AttributeValue::B(bytes) => Some(bytes),
        _ => None,
    });
    Ok(AttributeValue::Bs(blobs.collect()))
}

fn texts(values: Vec<AttributeValue>) -> Vec<String> {
    let texts = values.into_iter().filter_map(|value| match value {
        AttributeValue::S(text) | AttributeValue::N(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

/// A map or a struct on its way to a map.
#[derive(Debug)]
pub struct MapEncoder {
    map: Item,
    key: Option<String>,
    shape: Shape,
    depth: Depth,
    variant: Option<&'static str>,
}

impl MapEncoder {
    pub(super) fn new(shape: Shape, depth: Depth, length: usize) -> Self {
        let map = Item::with_capacity(length.min(MAX_RESERVED));
        Self {
            map,
            key: None,
            shape,
            depth,
            variant: None,
        }
    }

    pub(super) fn tagged(self, variant: &'static str) -> Self {
        Self {
            variant: Some(variant),
            ..self
        }
    }

    fn insert<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), CodecError> {
        let shape = self.shape.attribute(&name);
        let encoder = Encoder::with(shape, self.depth);
        let outcome = shape.stored(value.serialize(encoder)).map_err(|error| {
            let error = error.within(&name);
            self.variant.into_iter().fold(error, CodecError::within)
        })?;
        let value = match outcome {
            Encoded::Value(value) => value,
            Encoded::Absent if !matches!(self.shape, Shape::Fields(_)) => AttributeValue::Null(true),
            Encoded::Absent | Encoded::EmptySet => return Ok(()),
        };
        self.map.insert(name, value);
        Ok(())
    }

    fn finish(self) -> Encoded {
        let map = AttributeValue::M(self.map);
        match self.variant {
            Some(variant) => tagged(variant, map),
            None => Encoded::Value(map),
        }
    }
}

macro_rules! sequences {
    ($($name:ident::$method:ident;)*) => {$(
        impl ser::$name for SequenceEncoder {
            type Ok = Encoded;
            type Error = CodecError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
                self.push(value)
            }

            fn end(self) -> Result<Encoded, CodecError> {
                self.finish()
            }
        }
    )*};
}

sequences! {
    SerializeSeq::serialize_element;
    SerializeTuple::serialize_element;
    SerializeTupleStruct::serialize_field;
    SerializeTupleVariant::serialize_field;
}

macro_rules! structs {
    ($($name:ident;)*) => {$(
        impl ser::$name for MapEncoder {
            type Ok = Encoded;
            type Error = CodecError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), CodecError> {
                self.insert(name.to_owned(), value)
            }

            fn end(self) -> Result<Encoded, CodecError> {
                Ok(self.finish())
            }
        }
    )*};
}

structs! {
    SerializeStruct;
    SerializeStructVariant;
}

impl ser::SerializeMap for MapEncoder {
    type Ok = Encoded;
    type Error = CodecError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CodecError> {
        self.key = Some(key.serialize(MapKeyEncoder)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        match self.key.take() {
            Some(key) => self.insert(key, value),
            None => Err(CodecError::new("a map value was serialized before its key")),
        }
    }

    fn end(self) -> Result<Encoded, CodecError> {
        Ok(self.finish())
    }
}
