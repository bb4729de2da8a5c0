//! Placeholders for an entity whose derive reported mistakes, so that its users get no further errors. They never run.

use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::entity::changes::{Applied, Changes};
use crate::entity::generated_key::{EntityKey, ReadParts};
use crate::error::Error;
use crate::error::codec::CodecError;
use crate::expression::set_in::Unloaded;
use crate::key::field::Field;
use crate::key::part::Part;
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

const BROKEN_ENTITY: &str = "the entity did not compile";

/// The key and the changes of an entity that did not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Broken {}

impl<E> EntityKey<E> for Broken {
    fn __part(&self, _: &Field) -> Part<'_> {
        match *self {}
    }

    fn __read(_: &ReadParts) -> Result<Self, CodecError> {
        Err(CodecError::new(BROKEN_ENTITY))
    }
}

impl FromStr for Broken {
    type Err = Error;

    fn from_str(_: &str) -> Result<Self, Error> {
        Err(Error::input(BROKEN_ENTITY))
    }
}

impl Serialize for Broken {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match *self {}
    }
}

impl<'de> Deserialize<'de> for Broken {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        broken_deserialize::<Self, D>()
    }
}

impl<E> Changes<E> for Broken {
    type __Mode = Unloaded;

    fn is_empty(&self) -> bool {
        match *self {}
    }

    fn __apply(self, _: &mut Applied<'_, E>) {
        match self {}
    }
}

/// Takes the place of the entity's key.
///
/// # Panics
/// Always; the program does not compile.
#[must_use]
pub fn broken_key() -> Broken {
    unreachable!("{BROKEN_ENTITY}")
}

/// Takes the place of the entity's serialization.
///
/// # Errors
/// Always.
pub fn broken_serialize<S: Serializer>() -> Result<S::Ok, S::Error> {
    Err(serde::ser::Error::custom(BROKEN_ENTITY))
}

/// Takes the place of the entity's deserialization.
///
/// # Errors
/// Always.
pub fn broken_deserialize<'de, T, D: Deserializer<'de>>() -> Result<T, D::Error> {
    Err(serde::de::Error::custom(BROKEN_ENTITY))
}
