//! What may be given for a part in a key or a query.

use crate::key::native::{NativePart, NativePrefix};
use crate::key::part::{KeyPart, Part};

/// A part with a width or a date format: a value, or the text that the format makes of one.
///
/// The text is checked against the format when the key is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formatted<T> {
    /// The value.
    Value(T),
    /// The text: `2026-03` for `%Y-%m`.
    Text(String),
}

impl<T> Formatted<T> {
    /// The value changed; text stays what the format makes of a value.
    #[must_use]
    pub fn map(self, change: fn(T) -> T) -> Self {
        match self {
            Formatted::Value(value) => Formatted::Value(change(value)),
            text @ Formatted::Text(_) => text,
        }
    }
}

/// A part that is itself the key attribute, in its own type.
#[derive(Debug, Clone, PartialEq)]
pub struct Native<T>(pub(crate) T);

impl<T> Native<T> {
    /// The value changed.
    #[must_use]
    pub fn map(self, change: fn(T) -> T) -> Self {
        Native(change(self.0))
    }
}

/// The type of a part as a key or a query takes it.
pub trait PartTarget: 'static {
    /// The value as a part.
    fn into_part(self) -> Part<'static>;
}

/// A type of part that has a beginning: `begins_with` works on it.
#[diagnostic::on_unimplemented(
    message = "this part of the sort key has no `begins_with`",
    label = "`begins_with` works on text and binary; this part is a number"
)]
pub trait PrefixTarget: PartTarget {
    /// Text, or bytes for binary.
    type Prefix;
    /// The beginning: text, or else bytes.
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
