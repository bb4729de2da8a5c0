//! What a value is stored as.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::codec::CodecError;

/// What a value is stored as. What holds it decides what becomes of the two that are no value.
#[derive(Clone, Debug, PartialEq)]
pub enum Encoded<V = AttributeValue> {
    /// A value.
    Value(V),
    /// `None`: left out of an item or a document, `NULL` elsewhere.
    Absent,
    /// A set without elements, which DynamoDB does not have: left out.
    EmptySet,
}

impl<V> Encoded<V> {
    /// The value, if there is one to store.
    #[must_use]
    pub fn into_value(self) -> Option<V> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::EmptySet => None,
        }
    }

    /// The same with another value.
    pub(super) fn map<W>(self, change: impl FnOnce(V) -> W) -> Encoded<W> {
        match self {
            Self::Value(value) => Encoded::Value(change(value)),
            Self::Absent => Encoded::Absent,
            Self::EmptySet => Encoded::EmptySet,
        }
    }

    /// The value in a place that cannot be left out, such as the element of a list: nothing is `null` there.
    pub(super) fn or_null(self, null: impl FnOnce() -> V) -> Result<V, CodecError> {
        match self {
            Self::Value(value) => Ok(value),
            Self::Absent => Ok(null()),
            Self::EmptySet => Err(empty_set()),
        }
    }
}

/// The refusal of an empty set that would not be read back where it is left out.
#[cold]
pub(crate) fn empty_set() -> CodecError {
    CodecError::new(
        "an empty set cannot be stored in a list, a map or a variant; DynamoDB has no empty sets, and only a field of \
         a struct is read as empty when it is absent",
    )
}

impl Encoded {
    /// The value in a place that cannot be left out.
    pub(super) fn into_element(self) -> Result<AttributeValue, CodecError> {
        self.or_null(|| AttributeValue::Null(true))
    }
}

/// Where the values of an entity come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From a caller: `set` applies to them.
    Given,
    /// From a read: `set` was applied to them.
    Loaded,
}
