//! Access to containers for serde: sequences, maps and enum variants.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::codec::decode::decoder::Decoder;
use crate::codec::decode::map_key::MapKeyDecoder;
use crate::codec::decode::source::{Elements, Entries, Source, to_attribute};
use crate::codec::depth::Depth;
use crate::codec::shape::{FieldShape, Shape};
use crate::error::codec::CodecError;

/// A list or a set.
pub(super) struct SequenceDecoder<L> {
    elements: L,
    index: usize,
    shape: Shape,
    depth: Depth,
}

impl<L> SequenceDecoder<L> {
    pub(super) fn new(elements: L, shape: Shape, depth: Depth) -> Self {
        Self {
            elements,
            index: 0,
            shape,
            depth,
        }
    }

    /// Fails if elements are left that the reader did not read: they would be lost silently.
    pub(super) fn finish<'de, S: Source<'de>>(mut self) -> Result<(), CodecError>
    where
        L: Elements<'de, Value = S>,
    {
        let mut length = self.index;
        while let Some(element) = self.elements.next()? {
            element.skip()?;
            length += 1;
        }
        if length == self.index {
            Ok(())
        } else {
            Err(CodecError::invalid_length(length, &"fewer elements"))
        }
    }
}

impl<'de, S: Source<'de>, L: Elements<'de, Value = S>> SeqAccess<'de> for SequenceDecoder<L> {
    type Error = CodecError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, CodecError> {
        let Some(value) = self.elements.next()? else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        let shape = match self.shape {
            // A number set holds integers or decimals, and a `Number` would be read as text. The shape of the set is kept
            // for its elements, so that a reader that accepts any type gets an integer where possible.
            Shape::NumberSet => self.shape,
            shape => shape.element(index),
        };
        let element = seed.deserialize(Decoder::with(value, shape, self.depth));
        element.map(Some).map_err(|error| error.within_element(index))
    }

    fn size_hint(&self) -> Option<usize> {
        self.elements.left()
    }
}

/// A map, a document or an item.
pub(super) struct MapDecoder<'de, M: Entries<'de>> {
    entries: M,
    /// The entry whose value is next.
    entry: Option<Entry<'de, M::Value>>,
    /// The names of the sets that were present.
    sets: Vec<Cow<'de, str>>,
    /// The fields with aliases that were present under their own name.
    own: Vec<&'static str>,
    /// Values found under an alias. A value is used only if the field's own name is absent.
    aliased: Vec<(&'static FieldShape, Cow<'de, str>, AttributeValue)>,
    /// The sets that were absent, known after the last entry. An empty set is omitted when a document is written.
    missing: Option<Vec<&'static FieldShape>>,
    shape: Shape,
    depth: Depth,
}

/// An entry whose name was read, and its shape.
struct Entry<'de, V> {
    name: Cow<'de, str>,
    value: EntryValue<V>,
    shape: Shape,
}

enum EntryValue<V> {
    Here(V),
    /// A value that was found earlier, under an alias.
    Held(AttributeValue),
    /// An absent set.
    EmptySet,
}

impl<'de, M: Entries<'de>> MapDecoder<'de, M> {
    pub(super) fn new(entries: M, shape: Shape, depth: Depth) -> Self {
        Self {
            entries,
            entry: None,
            sets: Vec::new(),
            own: Vec::new(),
            aliased: Vec::new(),
            missing: None,
            shape,
            depth,
        }
    }

    /// Returns the next entry. Fields found under an alias come after all other entries.
    fn next_entry<S: Source<'de>>(&mut self) -> Result<Option<Entry<'de, M::Value>>, CodecError>
    where
        M: Entries<'de, Value = S>,
    {
        while let Some((name, value)) = self.entries.next()? {
            let (shape, field) = self.shape.look_up(&name);
            match field {
                Some(field) if !field.aliases.is_empty() => {
                    if name == field.name {
                        self.own.push(field.name);
                    } else {
                        let value = to_attribute(value, self.depth).map_err(|error| error.within(&name))?;
                        self.aliased.push((field, name, value));
                        continue;
                    }
                }
                _ => {}
            }
            let value = EntryValue::Here(value);
            return Ok(Some(Entry { name, value, shape }));
        }
        Ok(self.next_aliased().or_else(|| self.next_missing()))
    }

    /// Returns the next field that is present only under aliases, with the value of the first alias.
    fn next_aliased(&mut self) -> Option<Entry<'de, M::Value>> {
        loop {
            let (field, _, _) = self.aliased.first()?;
            let field = *field;
            let rank = |name: &str| field.aliases.iter().position(|alias| *alias == name);
            let (of_field, others) = std::mem::take(&mut self.aliased)
                .into_iter()
                .partition(|(other, _, _)| std::ptr::eq(*other, field));
            self.aliased = others;
            let of_field: Vec<(&FieldShape, Cow<'de, str>, AttributeValue)> = of_field;
            if self.own.contains(&field.name) {
                continue;
            }
            let first = of_field.into_iter().min_by_key(|(_, name, _)| rank(name));
            return first.map(|(field, _, value)| Entry {
                name: Cow::Borrowed(field.name),
                value: EntryValue::Held(value),
                shape: *field.shape,
            });
        }
    }

    /// Returns the next absent set. Called after the last entry.
    fn next_missing(&mut self) -> Option<Entry<'de, M::Value>> {
        let missing = self.missing.get_or_insert_with(|| {
            let mut missing = Vec::new();
            self.shape.each_set(&mut |set| {
                if !set.names().any(|name| self.sets.iter().any(|known| known == name)) {
                    missing.push(set);
                }
            });
            missing
        });
        let set = missing.pop()?;
        Some(Entry {
            name: Cow::Borrowed(set.name),
            value: EntryValue::EmptySet,
            shape: *set.shape,
        })
    }

    /// Skips the entries that the reader did not read.
    pub(super) fn finish<S: Source<'de>>(mut self) -> Result<(), CodecError>
    where
        M: Entries<'de, Value = S>,
    {
        while let Some((_, value)) = self.entries.next()? {
            value.skip()?;
        }
        Ok(())
    }
}

impl<'de, S: Source<'de>, M: Entries<'de, Value = S>> MapAccess<'de> for MapDecoder<'de, M> {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, CodecError> {
        self.entry = self.next_entry()?;
        let Some(Entry { name, .. }) = &self.entry else {
            return Ok(None);
        };
        let key = seed.deserialize(MapKeyDecoder(name));
        key.map(Some).map_err(|error| error.within(name))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, CodecError> {
        let Some(Entry { name, value, shape }) = self.entry.take() else {
            return Err(CodecError::new("a map value was requested before its key"));
        };
        if shape.is_set() {
            self.sets.push(name.clone());
        }
        let value = match value {
            EntryValue::Here(value) if shape.rereads() => {
                let value = to_attribute(value, self.depth).and_then(|value| shape.loaded(value));
                value.and_then(|value| seed.deserialize(Decoder::with(value, shape, self.depth)))
            }
            EntryValue::Here(value) => seed.deserialize(Decoder::with(value, shape, self.depth)),
            EntryValue::Held(value) => {
                let value = shape.loaded(value);
                value.and_then(|value| seed.deserialize(Decoder::with(value, shape, self.depth)))
            }
            EntryValue::EmptySet => {
                let empty = shape.loaded(AttributeValue::L(Vec::new()));
                empty.and_then(|empty| seed.deserialize(Decoder::with(empty, shape, self.depth)))
            }
        };
        value.map_err(|error| shape.withhold(error).within(&name))
    }

    fn size_hint(&self) -> Option<usize> {
        self.entries.left()
    }
}

/// Returns the error for a map that cannot be an enum.
#[cold]
pub(super) fn not_one_entry() -> CodecError {
    CodecError::new("expected a map with one entry, the variant of an enum, found another number of entries")
}

/// `{ "Variant": content }`.
pub(super) struct EnumDecoder<'de, S> {
    entry: (Cow<'de, str>, S),
    shape: Shape,
    depth: Depth,
}

impl<'de, S> EnumDecoder<'de, S> {
    pub(super) fn new(entry: (Cow<'de, str>, S), shape: Shape, depth: Depth) -> Self {
        Self { entry, shape, depth }
    }
}

impl<'de, S: Source<'de>> EnumAccess<'de> for EnumDecoder<'de, S> {
    type Error = CodecError;
    type Variant = VariantDecoder<'de, S>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant), CodecError> {
        let (name, value) = self.entry;
        let variant = seed.deserialize(MapKeyDecoder(&name))?;
        let content = Decoder::with(value, self.shape.variant(&name), self.depth);
        Ok((variant, VariantDecoder { name, content }))
    }
}

/// The content of an enum variant.
pub(super) struct VariantDecoder<'de, S> {
    name: Cow<'de, str>,
    content: Decoder<S>,
}

impl<'de, S: Source<'de>> VariantAccess<'de> for VariantDecoder<'de, S> {
    type Error = CodecError;

    fn unit_variant(self) -> Result<(), CodecError> {
        self.content.value.skip()
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
