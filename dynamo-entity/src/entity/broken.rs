//! Placeholders for an entity whose derive reported mistakes, so that its users get no further errors. They never run.

use serde::{Deserializer, Serializer};

use crate::entity::changes::{Applied, Changes};
use crate::expression::set_in::Unloaded;
use crate::schema::definition::{EntitySchema, Index, IndexKind, Side};

/// The schema of an entity that did not compile.
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

/// The changes of an entity that did not compile.
#[derive(Debug)]
pub enum Broken {}

impl<E> Changes<E> for Broken {
    type __Mode = Unloaded;

    fn is_empty(&self) -> bool {
        match *self {}
    }

    fn __apply(self, _: &mut Applied<'_, E>) {
        match self {}
    }
}

/// Takes the place of the entity's serialization.
///
/// # Errors
/// Always.
pub fn broken_serialize<S: Serializer>() -> Result<S::Ok, S::Error> {
    Err(serde::ser::Error::custom("the entity did not compile"))
}

/// Takes the place of the entity's deserialization.
///
/// # Errors
/// Always.
pub fn broken_deserialize<'de, T, D: Deserializer<'de>>() -> Result<T, D::Error> {
    Err(serde::de::Error::custom("the entity did not compile"))
}
