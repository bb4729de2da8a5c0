//! The codec's error: what went wrong, at which attribute. Messages name types, never stored values.

use std::fmt::{self, Display};

use serde::de::{Expected, Unexpected};

/// A value that could not be encoded or decoded, with the path of the attribute.
///
/// The message never contains the stored value, so it may be logged. The exception is a message that a type's own
/// `Deserialize` makes with [`serde::de::Error::custom`], which is passed on unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError(Box<Detail>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Detail {
    path: String,
    message: String,
}

impl CodecError {
    #[cold]
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Detail {
            path: String::new(),
            message: message.into(),
        }))
    }

    /// Makes an error such as `expected a string, found a number`.
    #[cold]
    pub(crate) fn mismatch(expected: &dyn Expected, found: &str) -> Self {
        Self::new(format!("expected {expected}, found {found}"))
    }

    /// The path of the attribute, like `address.lines[2].zip`; empty for the item itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The message, without the path.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Puts `meaning` before the message.
    #[cold]
    pub(crate) fn saying(mut self, meaning: &str) -> Self {
        self.0.message = format!("{meaning}: {}", self.0.message);
        self
    }

    /// Adds a remedy to the end of the message.
    #[cold]
    pub(crate) fn advising(mut self, remedy: &str) -> Self {
        self.0.message = format!("{}; {remedy}", self.0.message);
        self
    }

    /// Adds the name of the map member that holds the attribute to the path: `zip` becomes `address.zip`.
    ///
    /// The path is built while the error bubbles up, so that success costs nothing.
    #[cold]
    #[must_use]
    pub fn within(mut self, name: &str) -> Self {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, name);
        self
    }

    /// Adds the index of the list element that holds the attribute to the path: `zip` becomes `[2].zip`.
    #[cold]
    #[must_use]
    pub fn within_element(self, index: usize) -> Self {
        self.within(&format!("[{index}]"))
    }
}

impl Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path().is_empty() {
            write!(f, "at `{}`: ", self.path())?;
        }
        f.write_str(self.message())
    }
}

impl std::error::Error for CodecError {}

impl serde::ser::Error for CodecError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

impl serde::de::Error for CodecError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let (article, noun) = kind_of(unexpected);
        Self::mismatch(expected, &format!("{article}{noun}"))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let (_, noun) = kind_of(unexpected);
        Self::new(format!("invalid {noun}, expected {expected}"))
    }

    fn unknown_variant(_variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(format!("unknown variant, expected one of {}", quoted(expected)))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(format!("unknown field `{field}`, expected one of {}", quoted(expected)))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("missing field `{field}`; older items need #[serde(default)]"))
    }
}

/// Returns the article and the noun for what serde found. Serde's own words would include the value.
fn kind_of(unexpected: Unexpected<'_>) -> (&'static str, &'static str) {
    match unexpected {
        Unexpected::Bool(_) => ("a ", "boolean"),
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => ("a ", "number"),
        Unexpected::Char(_) => ("a ", "character"),
        Unexpected::Str(_) => ("a ", "string"),
        Unexpected::Bytes(_) => ("", "binary"),
        Unexpected::Unit => ("", "null"),
        Unexpected::Option => ("an ", "option"),
        Unexpected::NewtypeStruct => ("a ", "newtype"),
        Unexpected::Seq => ("a ", "list"),
        Unexpected::Map => ("a ", "map"),
        Unexpected::Enum => ("an ", "enum"),
        Unexpected::UnitVariant => ("a ", "unit variant"),
        Unexpected::NewtypeVariant => ("a ", "newtype variant"),
        Unexpected::TupleVariant => ("a ", "tuple variant"),
        Unexpected::StructVariant => ("a ", "struct variant"),
        // Serde's default `visit_i128` and `visit_u128` describe the value like this.
        Unexpected::Other(text) if text.starts_with("integer `") => ("a ", "128-bit number"),
        Unexpected::Other(_) => ("", "something else"),
    }
}

fn quoted(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
