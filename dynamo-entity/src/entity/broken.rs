//! What a derive that reported mistakes leaves of an entity, so that its users see no further ones. It never runs.

use serde::{Deserializer, Serializer};

use crate::entity::changes::{Applied, Changes};
use crate::schema::definition::{EntitySchema, Index, IndexKind, Side};

/// The schema of an entity of which nothing is known.
#[doc(hidden)]
pub const BROKEN: &EntitySchema = &EntitySchema::__new(
    "",
    &[],
    &[],
    &[Index::__new(
        "primary",
        IndexKind::Primary,
        ("pk", "sk"),
        Side::Attributes(&[]),
        None,
    )],
);

/// The changes of an entity of which nothing is known.
#[doc(hidden)]
#[derive(Debug)]
pub enum Broken {}

impl<E> Changes<E> for Broken {
    fn __apply(self, _: &mut Applied<'_, E>) {
        match self {}
    }
}

/// Stands where the entity would be serialized.
#[doc(hidden)]
pub fn broken_serialize<S: Serializer>() -> Result<S::Ok, S::Error> {
    Err(serde::ser::Error::custom("the entity did not compile"))
}

/// Stands where the entity would be deserialized.
#[doc(hidden)]
pub fn broken_deserialize<'de, T, D: Deserializer<'de>>() -> Result<T, D::Error> {
    Err(serde::de::Error::custom("the entity did not compile"))
}
