//! Builders of entities.

use crate::entity::Entity;
use crate::key::field::Field;

/// An entity, or a complete builder of an entity: what `put`, `create` and `upsert` take.
#[diagnostic::on_unimplemented(message = "`{Self}` is neither an entity nor a builder of one")]
pub trait IntoEntity {
    /// The type of the entity.
    type Entity: Entity;

    /// Returns the entity. Every default of a field that is not set is evaluated now.
    fn into_entity(self) -> Self::Entity;

    /// Returns the fields that get their default.
    #[doc(hidden)]
    fn __unset(&self) -> Vec<&'static Field> {
        Vec::new()
    }
}

/// A required field of a builder that is set.
#[derive(Debug)]
pub enum Set {}

/// A required field of a builder that is not set yet.
#[derive(Debug)]
pub enum Unset {}

/// Returns the fields that are not set.
#[must_use]
pub fn unset(fields: &[(&'static Field, bool)]) -> Vec<&'static Field> {
    let unset = fields.iter().filter(|(_, is_set)| !is_set);
    unset.map(|(field, _)| *field).collect()
}

/// Returns the value of a field, which is set according to the type of the builder.
#[track_caller]
pub fn required<T>(value: Option<T>) -> T {
    match value {
        Some(value) => value,
        None => unreachable!("the type of the builder says this field is set"),
    }
}

/// An item that `update` creates can be read back: every field outside the key is optional or has a default.
#[diagnostic::on_unimplemented(
    message = "`update` could create a `{Self}` without its required fields",
    label = "`{Self}` has required fields",
    note = "`patch` changes an item that exists; `upsert` writes every field; or give the fields a `#[default]`"
)]
pub trait UpdateCanCreate {}
