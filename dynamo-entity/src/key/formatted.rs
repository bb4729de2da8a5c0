//! The values that callers pass for the parts of a key or a query.

use crate::key::native::{NativePart, NativePrefix};
use crate::key::part::{KeyPart, Part};

/// A part with a width or a date format: a value, or text in that format.
///
/// Text is checked against the format when the key is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formatted<T> {
    /// The value.
    Value(T),
    /// Text in the format: `2026-03` for `%Y-%m`.
    Text(String),
}

impl<T> Formatted<T> {
    /// Maps a value; text stays unchanged.
    #[must_use]
    pub fn map(self, change: fn(T) -> T) -> Self {
        match self {
            Formatted::Value(value) => Formatted::Value(change(value)),
            text @ Formatted::Text(_) => text,
        }
    }
}

/// A part that is itself the key attribute, stored with the attribute's own DynamoDB type.
#[derive(Debug, Clone, PartialEq)]
pub struct Native<T>(pub(crate) T);

impl<T> Native<T> {
    /// Maps the value.
    #[must_use]
    pub fn map(self, change: fn(T) -> T) -> Self {
        Native(change(self.0))
    }
}

/// A type that a key or a query accepts for a part.
pub trait PartTarget: 'static {
    /// Converts the value to a part.
    fn into_part(self) -> Part<'static>;
}

/// A type of part that supports `begins_with`.
#[diagnostic::on_unimplemented(
    message = "this part of the sort key has no `begins_with`",
    label = "`begins_with` works on text and binary; this part is a number"
)]
pub trait PrefixTarget: PartTarget {
    /// The type of the prefix: text, or bytes for a binary.
    type Prefix;
    /// Returns a text prefix.
    ///
    /// # Errors
    /// The bytes of a binary prefix.
    fn prefix(prefix: Self::Prefix) -> Result<String, Vec<u8>>;
}

#[diagnostic::do_not_recommend]
impl<T: KeyPart> PartTarget for T {
    fn into_part(self) -> Part<'static> {
        self.part().into_owned()
    }
}
#[diagnostic::do_not_recommend]
impl<T: KeyPart> PartTarget for Formatted<T> {
    fn into_part(self) -> Part<'static> {
        match self {
            Formatted::Value(value) => value.part().into_owned(),
            Formatted::Text(text) => Part::Text(text.into()),
        }
    }
}
#[diagnostic::do_not_recommend]
impl<T: NativePart + 'static> PartTarget for Native<T> {
    fn into_part(self) -> Part<'static> {
        self.0.native().into_owned()
    }
}

#[diagnostic::do_not_recommend]
impl<T: KeyPart> PrefixTarget for T {
    type Prefix = String;
    fn prefix(prefix: String) -> Result<String, Vec<u8>> {
        Ok(prefix)
    }
}
#[diagnostic::do_not_recommend]
impl<T: KeyPart> PrefixTarget for Formatted<T> {
    type Prefix = String;
    fn prefix(prefix: String) -> Result<String, Vec<u8>> {
        Ok(prefix)
    }
}
#[diagnostic::do_not_recommend]
impl<T: NativePrefix + 'static> PrefixTarget for Native<T> {
    type Prefix = T::Prefix;
    fn prefix(prefix: T::Prefix) -> Result<String, Vec<u8>> {
        T::prefix(prefix)
    }
}
