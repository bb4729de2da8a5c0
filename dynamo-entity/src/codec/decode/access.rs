//! What holds other values: sequences, maps and enum variants.

use std::collections::hash_map;
use std::vec;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::Decoder;
use super::map_key::MapKeyDecoder;
use crate::codec::depth::Depth;
use crate::codec::shape::Shape;
use crate::codec::{CodecError, Item};

/// The elements of a list or a set, one by one.
pub(super) enum Elements {
    Values(vec::IntoIter<AttributeValue>),
    Texts(vec::IntoIter<String>, fn(String) -> AttributeValue),
    Blobs(vec::IntoIter<Blob>),
}

impl Elements {
    pub(super) fn list(values: Vec<AttributeValue>) -> Self {
        Self::Values(values.into_iter())
    }

    pub(super) fn strings(texts: Vec<String>) -> Self {
        Self::Texts(texts.into_iter(), AttributeValue::S)
    }

    pub(super) fn numbers(texts: Vec<String>) -> Self {
        Self::Texts(texts.into_iter(), AttributeValue::N)
    }

    pub(super) fn blobs(blobs: Vec<Blob>) -> Self {
        Self::Blobs(blobs.into_iter())
    }

    fn next(&mut self) -> Option<AttributeValue> {
        match self {
            Self::Values(values) => values.next(),
            Self::Texts(texts, kind) => texts.next().map(*kind),
            Self::Blobs(blobs) => blobs.next().map(AttributeValue::B),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Texts(texts, _) => texts.len(),
            Self::Blobs(blobs) => blobs.len(),
        }
    }
}

/// A list or a set.
pub(super) struct SequenceDecoder {
    elements: Elements,
    index: usize,
    shape: Shape,
    depth: Depth,
}

impl SequenceDecoder {
    pub(super) fn new(elements: Elements, shape: Shape, depth: Depth) -> Self {
        Self {
            elements,
            index: 0,
            shape,
            depth,
        }
    }

    /// A reader that wants fewer elements than there are would lose the rest in silence.
    pub(super) fn finish(&self) -> Result<(), CodecError> {
        match self.elements.len() {
            0 => Ok(()),
            rest => Err(CodecError::invalid_length(self.index + rest, &"fewer elements")),
        }
    }
}

impl<'de> SeqAccess<'de> for SequenceDecoder {
    type Error = CodecError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, CodecError> {
        let Some(value) = self.elements.next() else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        let element = seed.deserialize(Decoder::with(value, self.shape, self.depth));
        element.map(Some).map_err(|error| error.within_element(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.elements.len())
    }
}

/// A map, a document or an item.
pub(super) struct MapDecoder {
    entries: hash_map::IntoIter<String, AttributeValue>,
    entry: Option<(String, AttributeValue)>,
    shape: Shape,
    depth: Depth,
}

impl MapDecoder {
    pub(super) fn new(mut map: Item, shape: Shape, depth: Depth) -> Self {
        // An empty set was left out when the document was written.
        shape.each_set(&mut |set| {
            if !set.names().any(|name| map.contains_key(name)) {
                map.insert(set.name.to_owned(), AttributeValue::L(Vec::new()));
            }
        });
        Self {
            entries: map.into_iter(),
            entry: None,
            shape,
            depth,
        }
    }
}

impl<'de> MapAccess<'de> for MapDecoder {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, CodecError> {
        self.entry = self.entries.next();
        let Some((name, _)) = &self.entry else {
            return Ok(None);
        };
        let key = seed.deserialize(MapKeyDecoder(name));
        key.map(Some).map_err(|error| error.within(name))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, CodecError> {
        let Some((name, value)) = self.entry.take() else {
            return Err(CodecError::new("a map value was asked for before its key"));
        };
        let shape = self.shape.attribute(&name);
        let value = shape.loaded(value);
        let value = value.and_then(|value| seed.deserialize(Decoder::with(value, shape, self.depth)));
        value.map_err(|error| shape.withhold(error).within(&name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

/// `{ "Variant": content }`.
pub(super) struct EnumDecoder {
    map: Item,
    depth: Depth,
}

impl EnumDecoder {
    pub(super) fn new(map: Item, depth: Depth) -> Self {
        Self { map, depth }
    }
}

impl<'de> EnumAccess<'de> for EnumDecoder {
    type Error = CodecError;
    type Variant = VariantDecoder;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, VariantDecoder), CodecError> {
        let mut entries = self.map.into_iter();
        let (Some((name, value)), None) = (entries.next(), entries.next()) else {
            return Err(CodecError::new(
                "expected a map with one entry, the variant of an enum, found another number of them",
            ));
        };
        let variant = seed.deserialize(MapKeyDecoder(&name))?;
        let content = Decoder::with(value, Shape::Plain, self.depth);
        Ok((variant, VariantDecoder { name, content }))
    }
}

/// The content of an enum variant.
pub(super) struct VariantDecoder {
    name: String,
    content: Decoder,
}

impl<'de> VariantAccess<'de> for VariantDecoder {
    type Error = CodecError;

    fn unit_variant(self) -> Result<(), CodecError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, CodecError> {
        seed.deserialize(self.content).map_err(|error| error.within(&self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, CodecError> {
        self.content
            .deserialize_seq(visitor)
            .map_err(|error| error.within(&self.name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        let content = self.content.deserialize_struct("", fields, visitor);
        content.map_err(|error| error.within(&self.name))
    }
}
