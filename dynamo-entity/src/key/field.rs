//! A field of an entity. Templates, errors and generated code refer to fields by reference, so that a field is never looked
//! up by a number and every reference has its field.

use std::cmp::Ordering;
use std::ptr;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::shape::{FieldShape, Shape};
use crate::codec::time_to_live::TimeToLive;
use crate::codec::version_number::VersionNumber;
use crate::error::codec::CodecError;
use crate::error::invalid::Invalid;
use crate::key::native::NativePart;
use crate::key::part::{
    IndexPart, KeyPart, Part, PartKind, PatternText, Present, SortPart, TextPart, TimePart, WidthPart,
};
use crate::key::scalar::ScalarType;

/// Checks the stored form of a value: `#[entity(validate = …)]`.
type Validate = fn(&AttributeValue) -> Result<(), Invalid>;
/// Applies `#[entity(set = …)]` to a value that is passed as a key part.
type SetPart = fn(Part<'_>) -> Result<Part<'static>, CodecError>;

/// One field of an entity.
///
/// Two fields are equal if they are the same field of the same entity.
#[derive(Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Field {
    /// The name of the field in the struct.
    pub name: &'static str,
    /// The position of the field in the struct.
    pub position: usize,
    /// The name of the attribute as serde serializes it.
    pub attribute: &'static str,
    /// How the attribute is stored.
    pub(crate) shape: &'static FieldShape,
    /// Whether the field is one attribute of the item; false for skipped and flattened fields.
    pub stored: bool,
    /// Whether serde reads the attribute and does not write it (`skip_serializing`); it is then not [`stored`](Self::stored).
    pub(crate) only_read: bool,
    /// `#[readonly]`: written when the item is created, and never changed.
    pub readonly: bool,
    /// Whether the field has a default.
    pub defaulted: bool,
    /// The change that every write makes automatically.
    pub auto: Option<Auto>,
    /// `#[entity(unique)]`: the value is unique among the items of the entity.
    pub unique: bool,
    /// `#[entity(unique(within = …))]`: the value is unique among the items whose partition keys have the same leading parts.
    /// This is the number of these parts; 0 without `within`.
    pub within: usize,
    /// `#[entity(ttl)]`: DynamoDB deletes the item some time after this time.
    pub ttl: bool,
    /// `#[entity(validate = …)]`
    pub(crate) validate: Option<Validate>,
    /// `#[entity(set = …)]` of a key part: applies `set` to a value that is passed as a key part.
    pub(crate) set: Option<SetPart>,
    /// Facts about the field's type, if the field is part of a key.
    pub part: Option<FieldPart>,
    /// The key type of an attribute that is not a key part but could be a key attribute.
    pub(crate) scalar: Option<ScalarType>,
}

/// The change that every write makes to a field automatically.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auto {
    /// `#[entity(version)]`: incremented, up to the highest number of its type.
    Version {
        /// The highest number of the type.
        highest: i128,
    },
    /// `#[entity(on_write = …)]`: evaluated again on every write.
    OnWrite,
}

/// Facts about the type of a field that is part of a key.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct FieldPart {
    /// The form of a value's text without a format.
    pub kind: PartKind,
    /// Whether no value's text is a prefix of another's.
    pub prefix_free: bool,
    /// Whether the attribute may be absent.
    pub optional: bool,
    /// The attribute's type, if the attribute can itself be a key attribute.
    pub native: Option<ScalarType>,
}

impl Field {
    /// Creates the field at `position` of the struct, whose attribute is the shape at the same position.
    ///
    /// # Panics
    /// In a constant, if there is no shape at `position`.
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(name: &'static str, position: usize, shapes: &'static [FieldShape]) -> Self {
        let shape = &shapes[position];
        Field {
            name,
            position,
            attribute: shape.name,
            shape,
            stored: true,
            only_read: false,
            readonly: false,
            defaulted: false,
            auto: None,
            unique: false,
            within: 0,
            ttl: false,
            validate: None,
            set: None,
            part: None,
            scalar: None,
        }
    }

    /// Returns the attribute's type, if the attribute can itself be a key attribute.
    pub(crate) const fn key_type(&self) -> Option<ScalarType> {
        match self.part {
            Some(part) => part.native,
            None => self.scalar,
        }
    }

    /// Whether the field's value must be redacted.
    pub(crate) fn is_sensitive(&self) -> bool {
        self.shape.shape.is_sensitive()
    }

    /// Whether both are the same field of one entity: `==` in a `const`.
    pub(crate) const fn is_same(&self, other: &Field) -> bool {
        self.position == other.position
    }
}

// The facts that the derive states, and the demands on the field's type.
impl Field {
    /// Creates a field that is not part of a key. `scalar` is its key type, if it can be a key attribute.
    #[doc(hidden)]
    #[must_use]
    pub const fn __of(
        name: &'static str,
        position: usize,
        shapes: &'static [FieldShape],
        scalar: Option<ScalarType>,
    ) -> Self {
        Field {
            scalar,
            ..Field::__new(name, position, shapes)
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn __readonly(self) -> Self {
        Field { readonly: true, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn __defaulted(self) -> Self {
        Field {
            defaulted: true,
            ..self
        }
    }

    /// `#[entity(version)]`
    #[doc(hidden)]
    #[must_use]
    pub const fn __version<T: VersionNumber>(self) -> Self {
        Field {
            auto: Some(Auto::Version { highest: T::HIGHEST }),
            ..self
        }
    }

    /// `#[entity(on_write = …)]`
    #[doc(hidden)]
    #[must_use]
    pub const fn __on_write(self) -> Self {
        Field {
            auto: Some(Auto::OnWrite),
            ..self
        }
    }

    /// `#[entity(unique)]`
    #[doc(hidden)]
    #[must_use]
    pub const fn __unique<T: IndexPart>(self) -> Self {
        Field { unique: true, ..self }
    }

    /// `#[entity(unique(within = …))]`
    #[doc(hidden)]
    #[must_use]
    pub const fn __within(self, parts: usize) -> Self {
        Field { within: parts, ..self }
    }

    /// `#[entity(ttl)]`
    #[doc(hidden)]
    #[must_use]
    pub const fn __ttl<T: TimeToLive>(self) -> Self {
        Field { ttl: true, ..self }
    }

    /// `#[entity(precision = "ms")]`
    ///
    /// # Panics
    /// In a constant, if the type holds no time.
    #[doc(hidden)]
    #[must_use]
    pub const fn __precise(self, shape: &'static Shape) -> Self {
        assert!(
            shape.holds_seconds(),
            "`precision` sets the digits of a time's seconds, but this type is not a time: remove it"
        );
        self
    }

    /// `#[entity(set = …)]` of a key part.
    #[doc(hidden)]
    #[must_use]
    pub const fn __set(self, set: fn(Part<'_>) -> Result<Part<'static>, CodecError>) -> Self {
        Field { set: Some(set), ..self }
    }

    /// `#[entity(validate = …)]`
    #[doc(hidden)]
    #[must_use]
    pub const fn __validated(self, validate: fn(&AttributeValue) -> Result<(), Invalid>) -> Self {
        Field {
            validate: Some(validate),
            ..self
        }
    }

    /// `#[entity(validate(regex = …))]`
    #[doc(hidden)]
    #[must_use]
    pub const fn __matching<T: PatternText>(self) -> Self {
        self
    }

    /// serde serializes the attribute with a user's function, so the stored value differs from the value in a key.
    #[doc(hidden)]
    #[must_use]
    pub const fn __custom(self) -> Self {
        let part = match self.part {
            Some(part) => Some(FieldPart { native: None, ..part }),
            None => None,
        };
        Field { part, ..self }
    }

    /// The field is skipped or flattened.
    #[doc(hidden)]
    #[must_use]
    pub const fn __not_stored(self) -> Self {
        Field { stored: false, ..self }
    }

    /// serde reads the field and does not write it.
    #[doc(hidden)]
    #[must_use]
    pub const fn __only_read(self) -> Self {
        Field {
            only_read: true,
            ..self.__not_stored()
        }
    }

    /// The field is part of an index key.
    #[doc(hidden)]
    #[must_use]
    pub const fn __part<T: IndexPart>(self) -> Self {
        Field {
            part: Some(FieldPart {
                kind: <T::Value as KeyPart>::KIND,
                prefix_free: <T::Value as KeyPart>::PREFIX_FREE,
                optional: T::OPTIONAL,
                native: <T::Value as KeyPart>::NATIVE,
            }),
            ..self
        }
    }

    /// The field is part of the primary key.
    #[doc(hidden)]
    #[must_use]
    pub const fn __key<T: IndexPart<Presence: Present>>(self) -> Self {
        self.__part::<T>()
    }

    /// The field is part of a sort key, without a format.
    #[doc(hidden)]
    #[must_use]
    pub const fn __sort<T: IndexPart<Value: SortPart>>(self) -> Self {
        self
    }

    /// Some key of ElectroDB's contains the field.
    ///
    /// # Panics
    /// In a constant, if the stored form of the type differs from its form in a key.
    #[cfg(feature = "electrodb")]
    #[doc(hidden)]
    #[must_use]
    pub const fn __electrodb<T: IndexPart>(self) -> Self {
        assert!(
            <T::Value as KeyPart>::NATIVE.is_some() || matches!(<T::Value as KeyPart>::KIND, PartKind::Bool),
            "this type is stored in another form than ElectroDB uses in keys: store its text in a `String`"
        );
        self
    }

    /// The field alone is a key attribute of type Number.
    ///
    /// # Panics
    /// In a constant, if the field is stored as another type.
    #[doc(hidden)]
    #[must_use]
    pub const fn __number<T: NativePart>(self) -> Self {
        assert!(
            matches!(T::TYPE, ScalarType::N),
            "this key attribute is a number, but the field is not: give the field a numeric type, or remove the `N` \
             or the `cast`"
        );
        self
    }

    /// The field alone is a key attribute of type Binary.
    ///
    /// # Panics
    /// In a constant, if the field is stored as another type.
    #[doc(hidden)]
    #[must_use]
    pub const fn __binary<T: NativePart>(self) -> Self {
        assert!(
            matches!(T::TYPE, ScalarType::B),
            "this key attribute is binary, but the field is not: make the field a `Vec<u8>`, or remove the `B`"
        );
        self
    }

    /// Some placeholder of the field has a width.
    #[doc(hidden)]
    #[must_use]
    pub const fn __width<T: IndexPart<Value: WidthPart>>(self) -> Self {
        self
    }

    /// Some placeholder of the field has a date format.
    #[doc(hidden)]
    #[must_use]
    pub const fn __time<T: IndexPart<Value: TimePart>>(self) -> Self {
        self
    }

    /// Some placeholder of the field is `lower`, `upper` or `raw`.
    #[doc(hidden)]
    #[must_use]
    pub const fn __text<T: IndexPart<Value: TextPart>>(self) -> Self {
        self
    }

    /// The field's attribute is itself a key attribute.
    #[doc(hidden)]
    #[must_use]
    pub const fn __native<T: NativePart>(self) -> Self {
        Field {
            part: Some(FieldPart {
                kind: PartKind::Text,
                prefix_free: true,
                optional: T::OPTIONAL,
                native: Some(T::TYPE),
            }),
            ..self
        }
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self, other)
    }
}

impl Eq for Field {}

/// Fields are ordered as in the struct.
impl Ord for Field {
    fn cmp(&self, other: &Self) -> Ordering {
        let address = || ptr::from_ref(self).cmp(&ptr::from_ref(other));
        self.position.cmp(&other.position).then_with(address)
    }
}

impl PartialOrd for Field {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
