//! The serializer of sequences, which become a list, a set, a binary or a time.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::ser::{self, Serialize};

use crate::codec::encode::byte::ByteEncoder;
use crate::codec::encode::element::ElementEncoder;
use crate::codec::encode::encoder::Encoder;
use crate::codec::encode::nesting::Nesting;
use crate::codec::encode::parts::gathered;
use crate::codec::encode::sink::{ListSink as _, SetSink as _, Sink};
use crate::codec::encode::tree::{MAX_RESERVED, Tree};
use crate::codec::encoded::Encoded;
use crate::codec::shape::Shape;
use crate::error::codec::CodecError;

/// A sequence that becomes a list, a set or a binary.
#[derive(Debug)]
pub struct SequenceEncoder<S: Sink> {
    elements: Elements<S>,
    index: usize,
    shape: Shape,
    nesting: Nesting,
    variant: Option<&'static str>,
}

/// The elements that were written so far, and the sink for the finished sequence.
enum Elements<S: Sink> {
    Bytes(Vec<u8>, S),
    /// Strings or numbers of a set, until another kind of element is written.
    Texts(S::Set),
    Set(Vec<AttributeValue>, S),
    List(S::List),
    /// The numbers that make up a time.
    Time(Vec<AttributeValue>, S),
    /// A placeholder while one of the other cases becomes another.
    Moving,
}

impl<S: Sink> std::fmt::Debug for Elements<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Elements(..)")
    }
}

impl<S: Sink> SequenceEncoder<S> {
    pub(super) fn new(sink: S, shape: Shape, nesting: Nesting, length: usize) -> Self {
        let elements = match shape {
            Shape::Binary => Elements::Bytes(Vec::with_capacity(length.min(MAX_RESERVED)), sink),
            Shape::StringSet | Shape::NumberSet => Elements::Texts(sink.set(length)),
            Shape::BinarySet | Shape::TimeSet(_) => Elements::Set(Vec::with_capacity(length.min(MAX_RESERVED)), sink),
            Shape::Time(_) => Elements::Time(Vec::with_capacity(length.min(MAX_RESERVED)), sink),
            _ => Elements::List(sink.list(length)),
        };
        Self {
            elements,
            index: 0,
            shape,
            nesting,
            variant: None,
        }
    }

    pub(super) fn of_variant(self, variant: &'static str) -> Self {
        Self {
            variant: Some(variant),
            ..self
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        if matches!(self.elements, Elements::Bytes(..)) {
            match value.serialize(ByteEncoder) {
                Ok(byte) => {
                    if let Elements::Bytes(bytes, _) = &mut self.elements {
                        bytes.push(byte);
                    }
                    self.index += 1;
                    return Ok(());
                }
                // The sequence does not hold bytes, so it becomes a list.
                Err(_) => self.bytes_to_list(),
            }
        }
        if let Elements::Texts(set) = &mut self.elements {
            if value
                .serialize(ElementEncoder::new(set, self.shape == Shape::StringSet))
                .is_ok()
            {
                self.index += 1;
                return Ok(());
            }
            self.texts_to_values();
        }
        let shape = self.shape.element(self.index);
        let pushed = match &mut self.elements {
            Elements::Set(values, _) | Elements::Time(values, _) => value
                .serialize(Encoder::with(Tree::default(), shape, self.nesting))
                .and_then(Encoded::into_element)
                .map(|element| values.push(element)),
            Elements::List(list) => self
                .nesting
                .level()
                .and_then(|nesting| value.serialize(Encoder::with(list.element(), shape, nesting)))
                .and_then(|element| element.or_null(|| list.null()))
                .map(|element| list.keep(element)),
            Elements::Bytes(..) | Elements::Texts(_) | Elements::Moving => Ok(()),
        };
        let index = self.index;
        self.index += 1;
        pushed.map_err(|error| {
            let error = error.within_element(index);
            self.variant.into_iter().fold(error, CodecError::within)
        })
    }

    fn bytes_to_list(&mut self) {
        if let Elements::Bytes(bytes, sink) = std::mem::replace(&mut self.elements, Elements::Moving) {
            let mut list = sink.list(bytes.len());
            for byte in bytes {
                let number = list.element().number(itoa::Buffer::new().format(byte).into());
                list.keep(number);
            }
            self.elements = Elements::List(list);
        }
    }

    #[cold]
    fn texts_to_values(&mut self) {
        if let Elements::Texts(set) = std::mem::replace(&mut self.elements, Elements::Moving) {
            let (values, sink) = set.take_back();
            self.elements = Elements::Set(values, sink);
        }
    }

    fn finish(self) -> Result<Encoded<S::Value>, CodecError> {
        Ok(Encoded::Value(match self.elements {
            Elements::Texts(set) => return Ok(set.finish().map_or(Encoded::EmptySet, Encoded::Value)),
            Elements::Bytes(bytes, sink) => sink.binary(Cow::Owned(bytes)),
            Elements::Set(values, _) if values.is_empty() => return Ok(Encoded::EmptySet),
            Elements::Set(values, sink) => sink.value(to_set(values)?),
            Elements::List(list) => list.finish(),
            Elements::Time(numbers, sink) => gathered(self.shape, AttributeValue::L(numbers), sink)?,
            Elements::Moving => return Ok(Encoded::Absent),
        }))
    }
}

/// Makes a set of the values; the values' kind decides which. Values that no set can hold, such as maps, become a list.
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
            "the set has elements of several types; a DynamoDB set holds one type",
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

macro_rules! sequences {
    ($($name:ident::$method:ident;)*) => {$(
        impl<S: Sink> ser::$name for SequenceEncoder<S> {
            type Ok = Encoded<S::Value>;
            type Error = CodecError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
                self.push(value)
            }

            fn end(self) -> Result<Encoded<S::Value>, CodecError> {
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
