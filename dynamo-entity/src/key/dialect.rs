//! Parts that a dialect writes into keys by its own rules: what templates and reads need to know of them.

use std::borrow::Cow;
use std::fmt;

use crate::key::error::Refused;
use crate::key::part::Part;
use crate::key::text::same;
use crate::key::written::{End, Strictness};

/// The letter case of a part in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Casing {
    /// The case of the value.
    None,
    /// Lowercase.
    Lower,
    /// Uppercase.
    Upper,
}

/// How a dialect writes a part: padded at the start, and then converted to a letter case.
#[derive(Debug, Clone, Copy)]
pub struct DialectFormat {
    pub(crate) casing: Casing,
    /// The length to pad to, in the dialect's unit; 0 for no padding.
    pub(crate) length: u16,
    /// The text to pad with.
    pub(crate) fill: &'static str,
    pub(crate) rules: &'static dyn DialectRules,
}

/// The rules of one dialect.
pub(crate) trait DialectRules: fmt::Debug + Send + Sync {
    /// Appends a part's text, but not the literal that follows it; `None` if the part is absent.
    fn write(
        &self,
        format: DialectFormat,
        part: &Part<'_>,
        literal: &str,
        strictness: Strictness,
        out: &mut String,
    ) -> Result<Option<End>, Refused>;

    /// Pads a text to the length of the format.
    fn pad<'t>(&self, format: DialectFormat, text: &'t str) -> Cow<'t, str>;
}

impl DialectFormat {
    /// Compares in constants, where `==` is not available. There is one dialect with formats, so its rules are the same.
    pub(crate) const fn is_same(self, other: Self) -> bool {
        let casing = matches!(
            (self.casing, other.casing),
            (Casing::None, Casing::None) | (Casing::Lower, Casing::Lower) | (Casing::Upper, Casing::Upper)
        );
        casing && self.length == other.length && same(self.fill, other.fill)
    }

    /// Whether the key holds the attribute's text unchanged.
    pub(super) const fn keeps_text(self) -> bool {
        matches!(self.casing, Casing::None) && self.length == 0
    }

    /// Appends the text of a part before a literal; `None` if the part is absent.
    pub(super) fn write(
        self,
        part: &Part<'_>,
        literal: &str,
        strictness: Strictness,
        out: &mut String,
    ) -> Result<Option<End>, Refused> {
        self.rules.write(self, part, literal, strictness, out)
    }

    /// Converts text to the letter case of the key.
    pub(crate) fn in_case(self, text: &str) -> Cow<'_, str> {
        match self.casing {
            Casing::None => text.into(),
            Casing::Lower => text.to_lowercase().into(),
            Casing::Upper => text.to_uppercase().into(),
        }
    }

    /// Returns the text padded, and in the letter case of the key.
    pub(super) fn filled(self, text: &str) -> String {
        self.in_case(&self.rules.pad(self, text)).into_owned()
    }
}

impl PartialEq for DialectFormat {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(*other)
    }
}

impl Eq for DialectFormat {}
