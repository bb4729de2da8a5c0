//! The serializer of maps, structs and the contents of variants, which become a map.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::ser::{self, Serialize};

use crate::codec::attributes::Attribute;
use crate::codec::encode::encoder::Encoder;
use crate::codec::encode::map_key::{Keys, MapKeyEncoder};
use crate::codec::encode::nesting::Nesting;
use crate::codec::encode::parts::gathered;
use crate::codec::encode::sink::{MapSink, Sink};
use crate::codec::encode::tag::is_tag;
use crate::codec::encode::tree::{Tree, TreeMap};
use crate::codec::encoded::{Encoded, empty_set};
use crate::codec::shape::Shape;
use crate::codec::written::taken;
use crate::error::codec::CodecError;

/// A map or a struct that becomes a map.
pub struct MapEncoder<S: Sink> {
    entries: Entries<S>,
    key: Option<String>,
    of: MapOf,
}

/// The state of a map that is being encoded: its shape and its next entry.
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
