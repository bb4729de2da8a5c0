//! Primary keys as values.

use std::fmt;
use std::marker::PhantomData;

use crate::codec::encoded::{Encoded, Origin};
use crate::entity::Entity;
use crate::entity::key_attributes::native_value;
use crate::entity::loaded::LoadedAttributes;
use crate::entity::version::Version;
use crate::error::codec::CodecError;
use crate::expression::path::Path;
use crate::key::field::Field;
use crate::key::formatted::Formatted;
use crate::key::native::NativePart;
use crate::key::part::{KeyPart, Part};

/// The primary key of an `E`, as the parts of its templates.
///
/// The chapter [Keys](mod@crate::guide::keys) of the guide has examples.
pub struct PrimaryKey<E> {
    parts: Vec<KeyPartValue>,
    /// The version, if the key is a loaded entity's.
    version: Option<Version>,
    marker: PhantomData<fn() -> E>,
}

/// One part of a primary key, with its field.
#[derive(Clone)]
pub struct KeyPartValue {
    field: &'static Field,
    part: Part<'static>,
    attribute: Attribute,
}

/// The attribute of a field, as far as a primary key determines it.
pub(crate) enum KeyAttributeValue {
    /// The field is no part of the key.
    NotInKey,
    /// The key has the field's value as text, from which the attribute is not known.
    Unknown,
    /// The encoded attribute, or why the value cannot be encoded.
    Known(Result<Encoded, CodecError>),
}

/// The attribute of a field that is part of a primary key. Only an update that may create the item needs it.
#[derive(Clone)]
enum Attribute {
    /// serde writes the same value as the key has.
    SameAsPart,
    Encoded(Result<Encoded, CodecError>),
    /// The key was given as text, from which the value is not known.
    Unknown,
}

// The value may be sensitive, so `Debug` does not print it.
impl fmt::Debug for KeyPartValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPartValue")
            .field("field", &self.field.name)
            .finish_non_exhaustive()
    }
}

impl KeyPartValue {
    /// Makes a part from the field's value.
    pub fn value<E, T: KeyPart, K>(field: &'static Field, path: &Path<E, T, K>, value: &T) -> Self {
        // Most types have the same form in an attribute as in a key; only the others are encoded now.
        let attribute = if T::NATIVE.is_some() {
            Attribute::SameAsPart
        } else {
            Attribute::Encoded(path.encode(value))
        };
        KeyPartValue {
            field,
            part: value.part().into_owned(),
            attribute,
        }
    }

    /// Makes a part of a type that cannot be part of a key.
    pub(super) fn unknown(field: &'static Field) -> Self {
        KeyPartValue {
            field,
            part: Part::Absent,
            attribute: Attribute::Unknown,
        }
    }

    /// Makes a part of a field with serde's `with`.
    pub fn custom<E, T: KeyPart, K>(field: &'static Field, path: &Path<E, T, K>, value: &T) -> Self {
        KeyPartValue {
            field,
            part: value.part().into_owned(),
            attribute: Attribute::Encoded(path.encode(value)),
        }
    }

    /// Makes a part from a value, or from the text that its format makes of a value.
    pub fn formatted<E, T: KeyPart, K>(field: &'static Field, path: &Path<E, T, K>, value: Formatted<T>) -> Self {
        match value {
            Formatted::Value(value) => KeyPartValue::custom(field, path, &path.prepare(value)),
            Formatted::Text(text) => KeyPartValue {
                field,
                part: Part::Text(text.into()),
                attribute: Attribute::Unknown,
            },
        }
    }

    /// Makes a part that is itself the key attribute.
    pub fn native<E, T: NativePart, K>(field: &'static Field, _: &Path<E, T, K>, value: &T) -> Self {
        KeyPartValue {
            field,
            part: value.native().into_owned(),
            attribute: Attribute::SameAsPart,
        }
    }
}

impl<E> PrimaryKey<E> {
    #[doc(hidden)]
    #[must_use]
    pub fn __new(parts: impl Into<Vec<KeyPartValue>>) -> Self {
        PrimaryKey {
            parts: parts.into(),
            version: None,
            marker: PhantomData,
        }
    }

    /// Returns the version, if the key was given as a loaded entity that has versions.
    pub(crate) fn version(&self) -> Option<Version> {
        self.version
    }

    fn find(&self, field: &'static Field) -> Option<&KeyPartValue> {
        self.parts.iter().find(|part| part.field == field)
    }

    /// Returns the part of the field, which is absent if the field is no part of this key.
    pub(crate) fn part(&self, field: &'static Field) -> Part<'_> {
        self.find(field).map_or(Part::Absent, |found| found.part.borrowed())
    }

    /// Returns what the key tells of the attribute of a field.
    pub(crate) fn attribute(&self, field: &'static Field) -> KeyAttributeValue {
        let Some(found) = self.find(field) else {
            return KeyAttributeValue::NotInKey;
        };
        match &found.attribute {
            Attribute::SameAsPart => match native_value(found.part.borrowed()) {
                Some(value) => KeyAttributeValue::Known(Ok(Encoded::Value(value))),
                None => KeyAttributeValue::Unknown,
            },
            Attribute::Encoded(encoded) => KeyAttributeValue::Known(encoded.clone()),
            Attribute::Unknown => KeyAttributeValue::Unknown,
        }
    }
}

impl<E: Entity> PrimaryKey<E> {
    /// Makes the key of a loaded entity.
    #[doc(hidden)]
    #[must_use]
    pub fn __of(entity: &E) -> Self {
        PrimaryKey::of_entity(entity, Origin::Loaded)
    }

    /// Makes the key of an entity.
    pub(crate) fn of_entity(entity: &E, origin: Origin) -> Self {
        let mut loaded = LoadedAttributes::new(entity, origin);
        let mut parts: Vec<KeyPartValue> = Vec::new();
        for field in E::SCHEMA.key_fields() {
            let attribute = if field.part.is_some_and(|part| part.native.is_some()) {
                Attribute::SameAsPart
            } else {
                match loaded.value(field) {
                    Ok(Some(value)) => Attribute::Encoded(Ok(Encoded::Value(value))),
                    Ok(None) => Attribute::Unknown,
                    Err(error) => Attribute::Encoded(Err(error)),
                }
            };
            parts.push(KeyPartValue {
                field,
                part: loaded.part(field).into_owned(),
                attribute,
            });
        }
        PrimaryKey {
            version: entity.__version(),
            ..PrimaryKey::__new(parts)
        }
    }
}

impl<E> Clone for PrimaryKey<E> {
    fn clone(&self) -> Self {
        PrimaryKey {
            version: self.version,
            ..PrimaryKey::__new(self.parts.clone())
        }
    }
}

impl<E> fmt::Debug for PrimaryKey<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A part may be sensitive, so it is not printed.
        f.write_str("PrimaryKey(…)")
    }
}

/// The primary key of an `E`: its parts in the order of the templates (several parts as a tuple), the generated key struct,
/// or a loaded `&E`.
///
/// The chapter [Keys](mod@crate::guide::keys) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the key of a `{E}`: pass the parts of its key in the order of the templates, several as a tuple, or a `&{E}`",
    label = "not the key of a `{E}`",
    note = "the parts are the fields of the key struct, `{E}Key` unless it has another name"
)]
pub trait IntoKey<E> {
    /// Converts to the key as a value.
    fn into_key(self) -> PrimaryKey<E>;
}

#[diagnostic::do_not_recommend]
impl<E: KeyFrom<K>, K> IntoKey<E> for K {
    fn into_key(self) -> PrimaryKey<E> {
        E::key_from(self)
    }
}

/// The derive's half of [`IntoKey`]. It is implemented on the entity, where it may be generic over the given type.
pub trait KeyFrom<K>: Sized {
    /// Converts to the key as a value.
    fn key_from(key: K) -> PrimaryKey<Self>;
}
