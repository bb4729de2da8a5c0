//! A struct of optional changes, applied field by field.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::draft::Draft;
use crate::entity::Entity;
use crate::key::IndexPart;
use crate::path::{Path, Segments};

/// What to do with an optional field: keep it, set it, or remove it.
///
/// In JSON an absent field keeps, `null` removes, anything else sets:
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
    /// Leave it as it is.
    #[default]
    Keep,
    /// Set it.
    Set(T),
    /// Remove it.
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

/// The changes a generated `UserUpdate` holds.
pub trait Changes<E> {
    #[doc(hidden)]
    fn __apply(self, update: &mut Applied<'_, E>);
}

/// What a generated `UserUpdate` is applied to.
#[doc(hidden)]
#[derive(Debug)]
pub struct Applied<'d, E>(&'d mut Draft<E>);

impl<'d, E: Entity> Applied<'d, E> {
    pub(super) fn new(draft: &'d mut Draft<E>) -> Self {
        Applied(draft)
    }

    /// A field that is no part of an index.
    pub fn field<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: Option<T>) {
        if let Some(value) = value {
            self.0.assign(path, &value, Vec::new());
        }
    }

    /// An optional field that is no part of an index.
    pub fn optional<T, K, S: Segments>(&mut self, path: &Path<E, Option<T>, K, S>, value: Change<T>) {
        self.field(path, changed(value));
    }

    /// A field that is part of an index.
    pub fn part<T: IndexPart, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: Option<T>) {
        if let Some(value) = value {
            let part = value.index_part().into_owned();
            self.0.assign(path, &value, vec![part]);
        }
    }
}

/// The value of a change, if it is one.
#[doc(hidden)]
pub fn changed<T>(change: Change<T>) -> Option<Option<T>> {
    match change {
        Change::Keep => None,
        Change::Set(value) => Some(Some(value)),
        Change::Remove => Some(None),
    }
}

/// What a generated `UserUpdate` says of its fields, to be read from a map.
#[doc(hidden)]
pub trait ReadChanges<'de>: Default {
    /// The names of the attributes.
    const ATTRIBUTES: &'static [&'static str];
    /// Whether an attribute of another name is an error.
    const DENY_UNKNOWN: bool;

    /// Takes the value of an attribute.
    fn read<A: MapAccess<'de>>(&mut self, attribute: usize, map: &mut A) -> Result<(), A::Error>;
}

/// Reads changes from a map; what is not there is kept.
#[doc(hidden)]
#[expect(clippy::missing_errors_doc, reason = "the errors are the deserializer's")]
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
                match T::ATTRIBUTES.iter().position(|attribute| **attribute == *name) {
                    Some(attribute) => changes.read(attribute, &mut map)?,
                    None if T::DENY_UNKNOWN => {
                        return Err(A::Error::unknown_field(&name, T::ATTRIBUTES));
                    }
                    None => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
            Ok(changes)
        }
    }

    deserializer.deserialize_map(Map(PhantomData))
}
