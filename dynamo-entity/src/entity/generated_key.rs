//! Generated keys such as `UserKey`. The derive says which parts a key has; the traits of keys follow from the parts.

use std::fmt;
use std::hash::Hash;
use std::str::FromStr;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::decode::from_value;
use crate::codec::shape::Shape;
use crate::entity::key_attributes::native_value;
use crate::error::Error;
use crate::error::codec::CodecError;
use crate::key::field::Field;
use crate::key::part::Part;

/// The primary key of an `E` as a struct.
pub trait EntityKey<E>:
    fmt::Debug + Clone + Eq + Ord + Hash + Serialize + DeserializeOwned + FromStr<Err = Error> + Send + Sync + 'static
{
    /// Returns the part of a field, before `set` is applied.
    #[doc(hidden)]
    fn __part(&self, field: &Field) -> Part<'_>;

    /// Makes the key from parts that were read.
    #[doc(hidden)]
    fn __read(parts: &ReadParts) -> Result<Self, CodecError>;
}

/// The parts of a key that is read.
pub struct ReadParts {
    pub(crate) parts: Vec<(&'static Field, Part<'static>)>,
    /// Whether the parts come from a stored key, so that `get` applies to them.
    pub(crate) stored: bool,
}

// A part may be sensitive.
impl fmt::Debug for ReadParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadParts")
            .field("stored", &self.stored)
            .finish_non_exhaustive()
    }
}

impl ReadParts {
    /// Converts the part of a field to its value. `shape` is the shape of the type.
    ///
    /// # Errors
    /// If the part is missing, or the type does not accept it.
    pub fn value<T: DeserializeOwned>(&self, field: &'static Field, shape: &'static Shape) -> Result<T, CodecError> {
        let Some((_, part)) = self.parts.iter().find(|(known, _)| *known == field) else {
            return Err(CodecError::new(format!("the part `{}` is missing", field.attribute)));
        };
        let stored = field.shape.shape;
        let value = attribute(part).ok_or_else(|| CodecError::new("the value cannot be part of a key"));
        let value = if self.stored && stored.gets() {
            value.and_then(|value| stored.loaded(value))
        } else {
            value
        };
        value
            .and_then(|value| from_value(value, shape))
            .map_err(|error| stored.withhold(error).within(field.attribute))
    }
}

fn attribute(part: &Part<'_>) -> Option<AttributeValue> {
    match part {
        Part::Bool(value) => Some(AttributeValue::Bool(*value)),
        Part::Time { .. } | Part::Date { .. } => Some(AttributeValue::S(part.plain_text())),
        part => native_value(part.borrowed()),
    }
}
