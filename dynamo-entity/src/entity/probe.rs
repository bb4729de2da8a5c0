//! The functions that generated code calls on the types of fields, defined for every type. A type that cannot be part of a
//! key, or that serde does not know, is reported once, by the schema's bounds on it, and not again by each use.
//!
//! As with [`Probe::SHAPE`](Probe), the inherent function wins if the type meets its bounds. Otherwise the trait's function
//! is found. That function never runs, because the schema's bounds did not compile.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserializer, Serialize, Serializer};

use crate::codec::shape::Shape;
use crate::codec::shaped::Probe;
use crate::codec::stored::StoredItem;
use crate::entity::Entity;
use crate::entity::broken::{broken_deserialize, broken_serialize};
use crate::entity::changes::Applied;
use crate::entity::create::Shown;
use crate::entity::default::DefaultValue;
use crate::entity::generated_key::ReadParts;
use crate::entity::item::decode_stored;
use crate::entity::key::KeyPartValue;
use crate::entity::key_attributes::part_value;
use crate::entity::version::Version;
use crate::error::codec::CodecError;
use crate::error::{Error, Result as ItemResult};
use crate::expression::path::Path;
use crate::expression::segment::Segments;
use crate::expression::value::IntoValue;
use crate::key::field::Field;
use crate::key::formatted::{Formatted, PartTarget};
use crate::key::native::NativePart;
use crate::key::part::{IndexPart, KeyPart, Part};
use crate::schema::table::TableSchema;

#[allow(clippy::missing_errors_doc, clippy::must_use_candidate, missing_docs)]
impl<T: IndexPart> Probe<T> {
    pub fn part(value: &T) -> Part<'_> {
        value.index_part()
    }

    /// Returns the part of a field with `set`.
    pub fn set_part(value: &T, set: fn(T) -> T) -> Part<'static>
    where
        T: Clone,
    {
        set(value.clone()).index_part().into_owned()
    }

    /// Returns the part of a field with `set` and no `get`, in an entity that may have been loaded. If `set` would change
    /// its own result, the value counts as set already.
    pub fn loaded_part(value: &T, set: fn(T) -> T) -> Part<'static>
    where
        T: Clone,
    {
        let once = set(value.clone());
        let is_stable = set(once.clone()).index_part() == once.index_part();
        if is_stable {
            once.index_part()
        } else {
            value.index_part()
        }
        .into_owned()
    }

    pub fn default_part<E, K, S: Segments>(path: &Path<E, T, K, S>, make: impl FnOnce() -> T) -> Option<DefaultValue> {
        DefaultValue::of_part(path, make)
    }

    pub fn apply<E: Entity, K, S: Segments>(update: &mut Applied<'_, E>, path: &Path<E, T, K, S>, value: Option<T>) {
        update.part(path, value);
    }
}

#[allow(missing_docs)]
impl<T: KeyPart> Probe<T> {
    pub fn value<E, K>(field: &'static Field, path: &Path<E, T, K>, value: &T) -> KeyPartValue {
        KeyPartValue::value(field, path, value)
    }

    /// Makes the key part of a field with `set`.
    pub fn set_value<E, K>(field: &'static Field, path: &Path<E, T, K>, value: T) -> KeyPartValue {
        KeyPartValue::custom(field, path, &path.prepare(value))
    }

    pub fn custom<E, K>(field: &'static Field, path: &Path<E, T, K>, value: &T) -> KeyPartValue {
        KeyPartValue::custom(field, path, value)
    }

    pub fn formatted<E, K>(field: &'static Field, path: &Path<E, T, K>, value: Formatted<T>) -> KeyPartValue {
        KeyPartValue::formatted(field, path, value)
    }

    #[must_use]
    pub fn copy(value: &T) -> T {
        value.__copy()
    }
}

#[allow(missing_docs)]
impl<T: NativePart> Probe<T> {
    pub fn native_part(value: &T) -> Part<'_> {
        value.native()
    }

    #[must_use]
    pub fn default_native_part<E, K, S: Segments>(
        path: &Path<E, T, K, S>,
        make: impl FnOnce() -> T,
    ) -> Option<DefaultValue> {
        DefaultValue::of_native_part(path, make)
    }

    pub fn apply_native<E: Entity, K, S: Segments>(
        update: &mut Applied<'_, E>,
        path: &Path<E, T, K, S>,
        value: Option<T>,
    ) {
        update.native_part(path, value);
    }

    /// Returns the part of a field with `set`.
    pub fn set_native_part(value: &T, set: fn(T) -> T) -> Part<'static>
    where
        T: Clone,
    {
        set(value.clone()).native().into_owned()
    }

    /// Returns the part of a field with `set` and no `get`, in an entity that may have been loaded.
    pub fn loaded_native_part(value: &T, set: fn(T) -> T) -> Part<'static>
    where
        T: Clone,
    {
        let once = set(value.clone());
        let is_stable = set(once.clone()).native() == once.native();
        if is_stable { once.native() } else { value.native() }.into_owned()
    }

    pub fn native<E, K>(field: &'static Field, path: &Path<E, T, K>, value: &T) -> KeyPartValue {
        KeyPartValue::native(field, path, value)
    }

    #[must_use]
    pub fn native_copy(value: &T) -> T {
        value.copied()
    }

    /// Makes the key part of a field with `set`.
    pub fn set_native<E, K>(field: &'static Field, path: &Path<E, T, K>, value: T) -> KeyPartValue {
        KeyPartValue::native(field, path, &path.prepare(value))
    }
}

#[allow(clippy::missing_errors_doc, missing_docs)]
impl<T: Entity> Probe<T> {
    pub fn member(item: StoredItem<'_, '_>, table: &TableSchema) -> ItemResult<T> {
        decode_stored(item, table)
    }
}

#[allow(missing_docs)]
impl<T: PartTarget> Probe<T> {
    pub fn given<V: IntoValue<T>>(value: V) -> Part<'static> {
        value.into_value().into_part()
    }

    /// Converts a given value of a field with `set`.
    pub fn given_set<V: IntoValue<T>>(value: V, set: fn(T) -> T) -> Part<'static> {
        set(value.into_value()).into_part()
    }
}

#[allow(clippy::missing_errors_doc, missing_docs)]
impl<T: KeyPart + DeserializeOwned> Probe<T> {
    /// Applies `set` to a value that is given as a part.
    pub fn set_given(part: Part<'_>, set: fn(T) -> T) -> Result<Part<'static>, CodecError> {
        part_value::<T>(part).map(|value| set(value).part().into_owned())
    }
}

#[allow(clippy::missing_errors_doc, missing_docs)]
impl<T: NativePart + DeserializeOwned> Probe<T> {
    /// Applies `set` to a value that is given as a part and is a key attribute itself.
    pub fn set_given_native(part: Part<'_>, set: fn(T) -> T) -> Result<Part<'static>, CodecError> {
        part_value::<T>(part).map(|value| set(value).native().into_owned())
    }
}

#[allow(missing_docs)]
impl<T: fmt::Debug> Probe<T> {
    /// Shows the value of a builder's field.
    #[must_use]
    pub fn shown(value: &Option<T>) -> Shown<'_> {
        match value {
            Some(value) => Shown::Value(value),
            None => Shown::Unset,
        }
    }
}

#[allow(clippy::missing_errors_doc, missing_docs)]
impl<T: DeserializeOwned> Probe<T> {
    /// Reads the part of a key.
    pub fn read(parts: &ReadParts, field: &'static Field, shape: &'static Shape) -> Result<T, CodecError> {
        parts.value(field, shape)
    }
}

#[allow(clippy::missing_errors_doc, missing_docs)]
impl<T: Stored> Probe<T> {
    pub fn serialize<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// Fallbacks for the functions of [`Probe`] that a type does not have.
#[allow(clippy::missing_errors_doc, clippy::must_use_candidate, missing_docs)]
pub trait Unusable<T>: Sized {
    const TIME_TO_LIVE: &'static Shape = &Shape::Plain;

    fn version(_: &T) -> Option<Version> {
        None
    }

    fn advance(_: &mut T) {}

    fn part(_: &T) -> Part<'_> {
        Part::Absent
    }

    fn set_part(_: &T, _: fn(T) -> T) -> Part<'static> {
        Part::Absent
    }

    fn set_native_part(_: &T, _: fn(T) -> T) -> Part<'static> {
        Part::Absent
    }

    fn loaded_part(_: &T, _: fn(T) -> T) -> Part<'static> {
        Part::Absent
    }

    fn loaded_native_part(_: &T, _: fn(T) -> T) -> Part<'static> {
        Part::Absent
    }

    fn native_part(_: &T) -> Part<'_> {
        Part::Absent
    }

    fn default_part<E, K, S: Segments>(_: &Path<E, T, K, S>, _: impl FnOnce() -> T) -> Option<DefaultValue> {
        None
    }

    fn default_native_part<E, K, S: Segments>(_: &Path<E, T, K, S>, _: impl FnOnce() -> T) -> Option<DefaultValue> {
        None
    }

    fn apply<E: Entity, K, S: Segments>(_: &mut Applied<'_, E>, _: &Path<E, T, K, S>, _: Option<T>) {}

    fn apply_native<E: Entity, K, S: Segments>(_: &mut Applied<'_, E>, _: &Path<E, T, K, S>, _: Option<T>) {}

    fn value<E, K>(field: &'static Field, _: &Path<E, T, K>, _: &T) -> KeyPartValue {
        KeyPartValue::unknown(field)
    }

    fn custom<E, K>(field: &'static Field, _: &Path<E, T, K>, _: &T) -> KeyPartValue {
        KeyPartValue::unknown(field)
    }

    fn formatted<E, K>(field: &'static Field, _: &Path<E, T, K>, _: Formatted<T>) -> KeyPartValue {
        KeyPartValue::unknown(field)
    }

    fn native<E, K>(field: &'static Field, _: &Path<E, T, K>, _: &T) -> KeyPartValue {
        KeyPartValue::unknown(field)
    }

    fn set_value<E, K>(field: &'static Field, _: &Path<E, T, K>, _: T) -> KeyPartValue {
        KeyPartValue::unknown(field)
    }

    fn set_native<E, K>(field: &'static Field, _: &Path<E, T, K>, _: T) -> KeyPartValue {
        KeyPartValue::unknown(field)
    }

    /// A type without `Debug`.
    fn shown(value: &Option<T>) -> Shown<'_> {
        match value {
            Some(_) => Shown::Hidden,
            None => Shown::Unset,
        }
    }

    fn copy(_: &T) -> T {
        unreachable!("the entity did not compile")
    }

    fn native_copy(_: &T) -> T {
        unreachable!("the entity did not compile")
    }

    /// The type of a part that serde reads with a function of the field, and that serde cannot read without it.
    fn read(_: &ReadParts, field: &'static Field, _: &'static Shape) -> Result<T, CodecError> {
        Err(CodecError::new(format!(
            "the type of `{}` is not `Deserialize`",
            field.name
        )))
    }

    fn given_set<V>(_: V, _: fn(T) -> T) -> Part<'static> {
        Part::Absent
    }

    fn set_given(_: Part<'_>, _: fn(T) -> T) -> Result<Part<'static>, CodecError> {
        Ok(Part::Absent)
    }

    fn set_given_native(_: Part<'_>, _: fn(T) -> T) -> Result<Part<'static>, CodecError> {
        Ok(Part::Absent)
    }

    fn given<V>(_: V) -> Part<'static> {
        Part::Absent
    }

    fn member(_: StoredItem<'_, '_>, _: &TableSchema) -> ItemResult<T> {
        Err(Error::input("the entity did not compile"))
    }

    fn serialize<S: Serializer>(_: &T, _: S) -> Result<S::Ok, S::Error> {
        broken_serialize::<S>()
    }

    fn deserialize<'de, D: Deserializer<'de>>(_: D) -> Result<T, D::Error> {
        broken_deserialize::<T, D>()
    }
}
impl<T> Unusable<T> for Probe<T> {}

/// A type that serde can serialize and deserialize.
#[diagnostic::on_unimplemented(
    message = "serde cannot write and read the entity `{Self}`",
    label = "one or both of serde's derives are missing",
    note = "derive both together with `Entity`: `#[derive(Entity, Serialize, Deserialize)]`, with `use serde::{{Deserialize, Serialize}};`"
)]
pub trait Stored: Serialize + DeserializeOwned {}
#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Stored for T {}

/// Compiles if serde can serialize and deserialize `T`.
pub const fn stored<T: Stored>() {}
