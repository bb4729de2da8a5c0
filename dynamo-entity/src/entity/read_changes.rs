//! Deserializes the generated changes of an entity from a map.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};

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

/// Refuses an attribute that no change is about: `#[entity(update(deny_unknown_fields))]`.
///
/// # Errors
/// Always.
pub fn refuse_field<E: Error>(attribute: &str, known: &'static [&'static str]) -> Result<(), E> {
    Err(E::unknown_field(attribute, known))
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
            while let Some(name) = map.next_key::<Cow<'de, str>>()? {
                changes.read(&name, &mut map)?;
            }
            Ok(changes)
        }
    }

    deserializer.deserialize_map(Map(PhantomData))
}
