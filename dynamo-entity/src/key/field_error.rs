//! Errors of key parts: the field, the refused value, and the reason.
//!
//! An error holds the value, but prints only the reason. [`KeyError::into_error`] decides whether the value may be shown.

use std::fmt;

use crate::error::Error;
use crate::key::error::{KeyErrorKind, Refused};
use crate::key::field::Field;

/// A value that cannot be a key part or the operand of a key condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyError {
    /// The field of the part.
    pub field: &'static Field,
    /// The refused value as text. It may be sensitive, so `Display` omits it.
    pub value: String,
    /// Why the value was refused.
    pub reason: KeyErrorKind,
}

impl Refused {
    /// Returns the error of a value of this field.
    pub(crate) fn at(self, field: &'static Field) -> KeyError {
        self.reason.at(field, self.value)
    }
}

impl KeyError {
    /// Converts to the error of an operation. The value of a sensitive field is redacted.
    pub(crate) fn into_error(self) -> Error {
        let KeyError { field, value, reason } = self;
        let name = field.name;
        if field.is_sensitive() {
            return Error::key_fault(format!("`{name}` = … {reason}"));
        }
        Error::key_fault(format!("`{name}` = {value:?} {reason}"))
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl std::error::Error for KeyError {}

impl KeyErrorKind {
    /// Returns the error of a field's value, with this reason.
    #[must_use]
    pub fn at(self, field: &'static Field, value: impl Into<String>) -> KeyError {
        KeyError {
            field,
            value: value.into(),
            reason: self,
        }
    }
}
