//! Structs of optional changes, which are applied field by field.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec::encoded::Encoded;
use crate::error::codec::CodecError;
use crate::expression::path::Path;
use crate::expression::segment::{Segment, Segments};
use crate::key::native::NativePart;
use crate::key::part::{IndexPart, Part};

/// What to do with an optional field: keep it, set it, or remove it.
///
/// In JSON, an absent field keeps the value, `null` removes it, and anything else sets it:
///
/// ```
/// use dynamo_entity::Change;
///
/// let set: Change<String> = "Oslo".to_string().into();
/// assert_eq!(set, Change::Set("Oslo".to_string()));
/// assert_eq!(Change::<String>::default(), Change::Keep);
/// assert_eq!(Change::<String>::from(None), Change::Remove);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Change<T> {
    /// Leaves the field unchanged.
    #[default]
    Keep,
    /// Sets the field.
    Set(T),
    /// Removes the field.
    Remove,
}

impl<T> From<T> for Change<T> {
    fn from(value: T) -> Self {
        Change::Set(value)
    }
}

impl<T> From<Option<T>> for Change<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Change::Remove, Change::Set)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Change::from)
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Change::Set(value) => serializer.serialize_some(value),
            Change::Keep | Change::Remove => serializer.serialize_none(),
        }
    }
}

/// The changes that a generated `UserUpdate` holds.
pub trait Changes<E> {
    #[doc(hidden)]
    fn __apply(self, update: &mut Applied<'_, E>);
}

/// An update that receives changes.
pub(crate) trait Assign: fmt::Debug {
    /// Sets one attribute. `part` is the value as a part of index keys, if the field is one.
    fn assign_field(&mut self, path: Vec<Segment>, value: Result<Encoded, CodecError>, part: Option<Part<'static>>);
}

/// The update that a generated `UserUpdate` is applied to.
#[derive(Debug)]
pub struct Applied<'u, E> {
    update: &'u mut dyn Assign,
    marker: PhantomData<fn() -> E>,
}

impl<'u, E> Applied<'u, E> {
    pub(crate) fn new(update: &'u mut dyn Assign) -> Self {
        Applied {
            update,
            marker: PhantomData,
        }
    }

    /// Applies a change to a field that is no part of an index.
    pub fn field<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: Option<T>) {
        if let Some(value) = value {
            let value = path.prepare(value);
            self.update.assign_field(path.segments(), path.encode(&value), None);
        }
    }

    /// Applies a change to an optional field that is no part of an index.
    pub fn optional<T, K, S: Segments>(&mut self, path: &Path<E, Option<T>, K, S>, value: Change<T>) {
        self.field(path, changed(value));
    }

    /// Applies a change to a field that is part of an index.
    pub fn part<T: IndexPart, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: Option<T>) {
        if let Some(value) = value {
            let value = path.prepare(value);
            let part = value.index_part().into_owned();
            self.update
                .assign_field(path.segments(), path.encode(&value), Some(part));
        }
    }

    /// Applies a change to a field that is by itself a side of an index, in its own type.
    pub fn native_part<T: NativePart, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: Option<T>) {
        if let Some(value) = value {
            let value = path.prepare(value);
            let part = value.native().into_owned();
            self.update
                .assign_field(path.segments(), path.encode(&value), Some(part));
        }
    }
}

/// Returns the new value of a field: `None` keeps it, `Some(None)` removes it.
pub fn changed<T>(change: Change<T>) -> Option<Option<T>> {
    match change {
        Change::Keep => None,
        Change::Set(value) => Some(Some(value)),
        Change::Remove => Some(None),
    }
}

/// A generated `UserUpdate` that can be deserialized from a map.
pub trait ReadChanges<'de>: Default {
    /// Reads the value of an attribute, or [skips](skip_value) it.
    ///
    /// # Errors
    /// If the value does not match the field.
    fn read<A: MapAccess<'de>>(&mut self, attribute: &str, map: &mut A) -> Result<(), A::Error>;
}

/// Skips the value of an attribute that no change is about.
///
/// # Errors
/// If the map cannot be read on.
pub fn skip_value<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Deserializes changes from a map. Fields that the map does not have are kept.
///
/// # Errors
/// If this is not a map, or a value does not match its field.
pub fn read_changes<'de, T: ReadChanges<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Map<T>(PhantomData<T>);

    impl<'de, T: ReadChanges<'de>> Visitor<'de> for Map<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map of changes")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
            let mut changes = T::default();
            while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                changes.read(&name, &mut map)?;
            }
            Ok(changes)
        }
    }

    deserializer.deserialize_map(Map(PhantomData))
}
