//! Serializes the generated changes of an entity as the map that they are read from.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::entity::change::Change;

/// The map of a `UserUpdate`: the fields that change, by the names of their attributes.
#[allow(missing_debug_implementations)]
pub struct ChangesMap<S: Serializer>(S::SerializeMap);

/// The change of one field.
pub trait FieldChange {
    /// Adds the change to a map, unless it keeps the field. A removal is `null`.
    ///
    /// # Errors
    /// If the value cannot be serialized.
    fn add_to<M: SerializeMap>(&self, attribute: &'static str, map: &mut M) -> Result<(), M::Error>;
}

impl<T: Serialize> FieldChange for Option<T> {
    fn add_to<M: SerializeMap>(&self, attribute: &'static str, map: &mut M) -> Result<(), M::Error> {
        match self {
            None => Ok(()),
            Some(value) => map.serialize_entry(attribute, value),
        }
    }
}

impl<T: Serialize> FieldChange for Change<T> {
    fn add_to<M: SerializeMap>(&self, attribute: &'static str, map: &mut M) -> Result<(), M::Error> {
        match self {
            Change::Keep => Ok(()),
            change => map.serialize_entry(attribute, change),
        }
    }
}

#[allow(clippy::missing_errors_doc, missing_docs)]
impl<S: Serializer> ChangesMap<S> {
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        serializer.serialize_map(None).map(ChangesMap)
    }

    pub fn add(mut self, attribute: &'static str, change: &impl FieldChange) -> Result<Self, S::Error> {
        change.add_to(attribute, &mut self.0)?;
        Ok(self)
    }

    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

/// Converts the value of a change.
pub fn change_map<T, U>(change: &Change<T>, convert: impl FnOnce(&T) -> U) -> Change<U> {
    match change {
        Change::Keep => Change::Keep,
        Change::Set(value) => Change::Set(convert(value)),
        Change::Remove => Change::Remove,
    }
}

/// Converts the value of a change of a required field.
pub fn option_map<'v, T, U>(change: &'v Option<T>, convert: impl FnOnce(&'v T) -> U) -> Option<U> {
    change.as_ref().map(convert)
}
