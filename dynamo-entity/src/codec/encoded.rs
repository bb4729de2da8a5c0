//! [`Encoded`]: the result of encoding a value.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::codec::CodecError;

/// The result of encoding a value. The container of the value decides how `Absent` and `EmptySet` are stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Encoded<V = AttributeValue> {
    /// A value.
    Value(V),
    /// `None`, which is omitted from an item or a document and is `NULL` elsewhere.
    Absent,
    /// An empty set, which DynamoDB cannot store. The attribute is omitted.
    EmptySet,
}

impl<V> Encoded<V> {
    /// Returns the value, if there is one to store.
    #[must_use]
    pub fn into_value(self) -> Option<V> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::EmptySet => None,
        }
    }

    /// Converts the value.
    pub(super) fn map<W>(self, change: impl FnOnce(V) -> W) -> Encoded<W> {
        match self {
            Self::Value(value) => Encoded::Value(change(value)),
            Self::Absent => Encoded::Absent,
            Self::EmptySet => Encoded::EmptySet,
        }
    }

    /// Returns the value for a position that cannot be omitted, such as the element of a list. `None` is `null` there.
    pub(super) fn or_null(self, null: impl FnOnce() -> V) -> Result<V, CodecError> {
        match self {
            Self::Value(value) => Ok(value),
            Self::Absent => Ok(null()),
            Self::EmptySet => Err(empty_set()),
        }
    }
}

/// Returns the error for an empty set that could not be read back if it were omitted.
#[cold]
pub(crate) fn empty_set() -> CodecError {
    CodecError::new(
        "an empty set cannot be stored in a list, a map or a variant; DynamoDB has no empty sets, and only a field of \
         a struct is read as empty when it is absent",
    )
}

impl Encoded {
    /// Returns the value for a position that cannot be omitted.
    pub(super) fn into_element(self) -> Result<AttributeValue, CodecError> {
        self.or_null(|| AttributeValue::Null(true))
    }
}

/// The origin of an entity's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A caller gave the values: `set` is applied.
    Given,
    /// The values were read: `set` was applied before.
    Loaded,
}
