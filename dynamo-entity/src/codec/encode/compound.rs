//! The serializers of containers: sequences (lists, sets, bytes) and maps (documents, items).

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::ser::{self, Serialize};

use crate::codec::encode::byte::ByteEncoder;
use crate::codec::encode::element::ElementEncoder;
use crate::codec::encode::encoder::Encoder;
use crate::codec::encode::map_key::{Keys, MapKeyEncoder};
use crate::codec::encode::nesting::Nesting;
use crate::codec::encode::sink::{ListSink as _, MapSink, SetSink as _, Sink};
use crate::codec::encode::tag::is_tag;
use crate::codec::encode::tree::{MAX_RESERVED, Tree, TreeMap};
use crate::codec::encoded::{Encoded, empty_set};
use crate::codec::number;
use crate::codec::shape::{Attribute, Shape};
use crate::codec::written::taken;
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

/// Writes a value that serde serializes in parts: a time, or a `serde_json` number.
fn gathered<S: Sink>(shape: Shape, parts: AttributeValue, sink: S) -> Result<S::Value, CodecError> {
    match (shape, parts) {
        (Shape::Time(time), parts) => {
            let text = time.of_value(&parts)?;
            Ok(sink.string(Cow::Borrowed(text.as_str())))
        }
        (Shape::JsonNumber { buffered }, AttributeValue::M(parts)) => match parts.into_values().next() {
            Some(AttributeValue::S(text)) => {
                number::check_json(&text, buffered).map_err(CodecError::new)?;
                Ok(sink.number(Cow::Owned(text)))
            }
            _ => Err(CodecError::new("a `serde_json` number was not serialized as text")),
        },
        (_, parts) => Ok(sink.value(parts)),
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

/// A map or a struct that becomes a map.
pub struct MapEncoder<S: Sink> {
    entries: Entries<S>,
    key: Option<String>,
    of: MapOf,
}

/// What is known of a map and its next entry.
#[derive(Clone, Copy, Debug)]
struct MapOf {
    shape: Shape,
    /// The position of the field that probably comes next.
    next: usize,
    nesting: Nesting,
    variant: Option<&'static str>,
    /// Whether the next entry belongs to a map, which may be flattened into a document.
    is_entry: bool,
    /// Whether the next entry is the first and may be the tag of an enum.
    may_be_tagged: bool,
    /// The name of the struct, if it has two fields.
    name: Option<&'static str>,
}

/// The destination of the entries.
enum Entries<S: Sink> {
    Placed(S::Map),
    /// A temporary map, because a name may be written twice; the sink gets the finished map.
    Gathered(TreeMap, S),
}

impl<S: Sink> std::fmt::Debug for MapEncoder<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MapEncoder")
            .field("of", &self.of)
            .finish_non_exhaustive()
    }
}

impl<S: Sink> MapEncoder<S> {
    pub(super) fn new(sink: S, shape: Shape, nesting: Nesting, length: usize) -> Self {
        Self::of(Entries::Placed(sink.map(length)), shape, nesting)
    }

    /// Makes an encoder of entries whose names may repeat, as they may with `flatten`.
    pub(super) fn gathering(sink: S, shape: Shape, nesting: Nesting) -> Self {
        Self::of(
            Entries::Gathered(Tree::within(sink.context()).map(0), sink),
            shape,
            nesting,
        )
    }

    fn of(entries: Entries<S>, shape: Shape, nesting: Nesting) -> Self {
        Self {
            entries,
            key: None,
            of: MapOf {
                shape,
                next: 0,
                nesting: match shape {
                    // serde reads the variant of a tagged enum from its buffer, because it looks for the tag first.
                    Shape::Tagged(..) => nesting.buffered(),
                    _ => nesting,
                },
                variant: None,
                is_entry: false,
                may_be_tagged: shape == Shape::Plain,
                name: None,
            },
        }
    }

    /// Sets the name of a struct with two fields, which may be an adjacently tagged enum.
    pub(super) fn of_two_fields(mut self, name: &'static str) -> Self {
        self.of.name = Some(name);
        self
    }

    pub(super) fn of_variant(mut self, variant: &'static str) -> Self {
        self.of.variant = Some(variant);
        self
    }

    fn insert<T: Serialize + ?Sized>(&mut self, name: Cow<'_, str>, value: &T) -> Result<(), CodecError> {
        match &mut self.entries {
            Entries::Placed(map) => insert(map, name, value, &mut self.of),
            Entries::Gathered(map, _) if map.has(&name) => Err(taken(&name)),
            Entries::Gathered(map, _) => insert(map, name, value, &mut self.of),
        }
    }

    fn finish(self) -> Result<Encoded<S::Value>, CodecError> {
        Ok(Encoded::Value(match self.entries {
            Entries::Placed(map) => map.finish(),
            Entries::Gathered(map, sink) => gathered(self.of.shape, map.finish(), sink)?,
        }))
    }
}

/// Writes an entry of a map.
fn insert<M: MapSink, T: Serialize + ?Sized>(
    map: &mut M,
    name: Cow<'_, str>,
    value: &T,
    of: &mut MapOf,
) -> Result<(), CodecError> {
    if !map.takes(&name) {
        return Ok(());
    }
    let nesting = match of.shape {
        // These entries are the parts of a scalar, which adds no level.
        Shape::Time(_) | Shape::JsonNumber { .. } => Ok(of.nesting),
        _ => of.nesting.level(),
    };
    let mut nesting = nesting.map_err(|error| error.within(&name))?;
    if let Shape::Tagged(tag, _) = of.shape
        && name == tag
        && let Ok(Encoded::Value(AttributeValue::S(variant))) = value.serialize(Encoder::new(&Shape::Plain))
    {
        of.shape = of.shape.variant(&variant);
    }
    if std::mem::take(&mut of.may_be_tagged) && is_tag(value, of.name) {
        of.nesting = of.nesting.buffered();
    }
    let known = of.shape.next_attribute(&name, &mut of.next);
    if known.is_none() {
        map.stranger(&name);
    }
    let Attribute {
        shape,
        field,
        flattened,
    } = known.unwrap_or_else(|| of.shape.stranger());
    if flattened {
        nesting = nesting.buffered();
    }
    let outcome = if shape.rewrites() {
        let written = value.serialize(Encoder::with(Tree::default(), shape, nesting));
        let stored = if map.is_loaded() {
            shape.stored_again(written)
        } else {
            shape.stored(written)
        };
        // The entry is begun even if nothing is stored; it is then dropped.
        let entry = map.entry(&name);
        stored.map(|stored| stored.map(|value| entry.value(value)))
    } else {
        let written = value.serialize(Encoder::with(map.entry(&name), shape, nesting));
        written.map_err(|error| shape.withhold(error))
    };
    let outcome = outcome.map_err(|error| {
        let error = error.within(&name);
        of.variant.into_iter().fold(error, CodecError::within)
    })?;
    let value = match outcome {
        Encoded::Value(value) => value,
        // serde flattens the content of a variant and the entry of a map as it does a member, and not every member can be read
        // where it is absent.
        Encoded::Absent if of.is_entry || !of.shape.omits_none(&name, field) => map.null(),
        Encoded::EmptySet if field.is_none() => return Err(empty_set().within(&name)),
        Encoded::Absent | Encoded::EmptySet => {
            map.drop_entry();
            return Ok(());
        }
    };
    map.keep(name, value);
    Ok(())
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

macro_rules! structs {
    ($($name:ident;)*) => {$(
        impl<S: Sink> ser::$name for MapEncoder<S> {
            type Ok = Encoded<S::Value>;
            type Error = CodecError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), CodecError> {
                self.insert(Cow::Borrowed(name), value)
            }

            fn end(self) -> Result<Encoded<S::Value>, CodecError> {
                self.finish()
            }
        }
    )*};
}

structs! {
    SerializeStruct;
    SerializeStructVariant;
}

impl<S: Sink> ser::SerializeMap for MapEncoder<S> {
    type Ok = Encoded<S::Value>;
    type Error = CodecError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CodecError> {
        // serde passes the name of a field as a bare `str`, but the key of a map as a sized value.
        self.of.is_entry = size_of::<&T>() == size_of::<usize>();
        let takes = match self.of.shape {
            // The entry belongs to a map that is flattened into a document.
            Shape::Fields(_) => Keys::Text,
            _ if self.of.nesting.is_buffered() => Keys::Text,
            _ => Keys::Any,
        };
        self.key = Some(key.serialize(MapKeyEncoder(takes))?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        match self.key.take() {
            Some(key) => self.insert(Cow::Owned(key), value),
            None => Err(CodecError::new("a map value was serialized before its key")),
        }
    }

    fn end(self) -> Result<Encoded<S::Value>, CodecError> {
        self.finish()
    }
}
