//! Builders of entities.

use std::fmt;

use crate::codec::redacted::Redacted;
use crate::entity::Entity;
use crate::key::field::Field;

/// An entity, or a complete builder of an entity: what `put`, `create` and `upsert` take.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an entity nor a builder of one",
    label = "pass an entity by value, or its builder"
)]
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

/// Marks the entity whose verb is called. Only `E` itself is `Same<E>`.
#[diagnostic::on_unimplemented(
    message = "this verb writes a `{E}`, not a `{Self}`: call the verb of `{Self}`",
    label = "this is a `{Self}`"
)]
pub trait Same<E> {
    /// Returns the entity.
    fn same(self) -> E;
}
#[diagnostic::do_not_recommend]
impl<E> Same<E> for E {
    fn same(self) -> E {
        self
    }
}

/// A required field of a builder that is set: `UserCreate<Set>`. It is the default, so `UserCreate` is complete.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Debug)]
pub enum Set {}

/// A required field of a builder that is not set yet: `UserCreate<Unset>` lacks the first required field.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Debug)]
pub enum Unset {}

/// The state of a required field: [`Set`] or [`Unset`].
pub trait State {
    /// Whether the field is set.
    const GIVEN: bool;
}

impl State for Set {
    const GIVEN: bool = true;
}

impl State for Unset {
    const GIVEN: bool = false;
}

/// The value of a field in a builder, as `Debug` prints it.
pub enum Shown<'b> {
    /// The field is not set.
    Unset,
    /// The type of the field has no `Debug`.
    Hidden,
    /// The value.
    Value(&'b dyn fmt::Debug),
}

// The value may be sensitive.
impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown(..)")
    }
}

/// Prints the fields of a builder that are set; `values` has every field. Sensitive values are redacted.
///
/// # Errors
/// If the formatter fails.
pub fn debug_create<E: Entity>(name: &str, values: &[Shown<'_>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut printed = f.debug_struct(name);
    for (field, value) in E::SCHEMA.fields.iter().zip(values) {
        match value {
            Shown::Unset => {}
            Shown::Value(value) if !field.is_sensitive() => {
                printed.field(field.name, value);
            }
            Shown::Value(_) | Shown::Hidden => {
                printed.field(field.name, &Redacted(()));
            }
        }
    }
    printed.finish()
}

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
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`update` could create a `{Self}` without its required fields",
    label = "`{Self}` has required fields",
    note = "`patch` changes an item that exists; `upsert` writes every field; or give the fields a `#[default]`"
)]
pub trait UpdateCanCreate {}
