//! From a builder to an entity.

use crate::entity::Entity;

/// An entity, or a complete builder of one: what `put`, `create` and `upsert` take.
#[diagnostic::on_unimplemented(message = "`{Self}` is neither an entity nor a builder of one")]
pub trait IntoEntity {
    /// The entity.
    type Entity: Entity;

    /// The entity, every default not set evaluated now.
    fn into_entity(self) -> Self::Entity;

    /// The fields, by position, whose default was not set.
    #[doc(hidden)]
    fn __unset(&self) -> Vec<usize> {
        Vec::new()
    }
}

/// A required field of a builder that is set.
#[derive(Debug)]
pub enum Set {}

/// A required field of a builder that is not set yet.
#[derive(Debug)]
pub enum Unset {}

/// The positions of the fields that are not set.
#[doc(hidden)]
#[must_use]
pub fn unset(fields: &[(usize, bool)]) -> Vec<usize> {
    let unset = fields.iter().filter(|(_, is_set)| !is_set);
    unset.map(|(field, _)| *field).collect()
}

/// The value of a field that the types of the builder show to be set.
#[doc(hidden)]
#[track_caller]
pub fn required<T>(value: Option<T>) -> T {
    match value {
        Some(value) => value,
        None => unreachable!("the type of the builder says this field is set"),
    }
}

/// What `update` creates can be read back: every field outside the key is optional or has a default.
#[diagnostic::on_unimplemented(
    message = "`update` could create a `{Self}` without its required fields",
    label = "`{Self}` has required fields",
    note = "`patch` changes an item that exists; `upsert` writes every field; or give the fields a `#[default]`"
)]
pub trait UpdateCanCreate {}
