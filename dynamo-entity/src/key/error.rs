//! Why a value cannot be a key part, and the length limits of whole keys.

use std::fmt;

use crate::error::Error;
use crate::key::calendar;

/// The maximum length of a partition key, in bytes.
pub(crate) const PARTITION_KEY_LIMIT: usize = 2048;
/// The maximum length of a sort key, in bytes.
pub(crate) const SORT_KEY_LIMIT: usize = 1024;

/// A refused value. The caller adds the field that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub(super) value: String,
    pub(crate) reason: KeyErrorKind,
}

/// Why a value was refused. Each message states what is wrong with the value, then the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyErrorKind {
    /// The text or the binary is empty.
    Empty,
    /// The text contains the literal that follows it in the key, so the key would be ambiguous.
    Delimiter {
        /// The literal that follows the placeholder.
        literal: &'static str,
    },
    /// The text contains U+10FFFF, which marks the upper end of ranges.
    Reserved,
    /// The number has more digits than the width of its placeholder.
    TooWide {
        /// The width of the placeholder.
        width: u16,
    },
    /// The number is negative, but its placeholder has a width.
    Negative,
    /// The time is outside of the years 0000 to 9999.
    Year,
    /// The time is finer than the `precision` of its field.
    Finer {
        /// The number of fractional digits of a second.
        digits: u8,
    },
    /// The text is not a time in the format of its placeholder.
    Time {
        /// The strftime format.
        format: &'static str,
    },
    /// The text is not a prefix of a time in the format of its placeholder.
    TimePrefix {
        /// The strftime format.
        format: &'static str,
    },
    /// The text is not a number with the width of its placeholder.
    Digits {
        /// The width of the placeholder.
        width: u8,
    },
    /// The text is not a prefix of a number with the width of its placeholder.
    DigitsPrefix {
        /// The width of the placeholder.
        width: u8,
    },
    /// The text is not an integer, or not a prefix of one.
    Integer,
    /// The text is not a `bool`, or not a prefix of one.
    Bool,
    /// The value cannot be rendered as text, and the key is a String.
    NotText,
    /// The value is not a number, and the key is a Number.
    NotNumber,
    /// The value contains the text that follows it in a key written as ElectroDB does, so the key would be ambiguous.
    Ambiguous {
        /// The text that follows the value.
        literal: &'static str,
    },
    /// The integer is beyond 2⁵³, up to which ECMAScript represents every integer.
    Unsafe,
    /// The value is the whole key, and the letter case of the key differs from the value's.
    Cased,
    /// The number is infinite or NaN.
    NotFinite,
    /// The number is outside of DynamoDB's range, or has more than 38 digits.
    Precision,
    /// The value is not binary, and the key is a Binary.
    NotBinary,
    /// The lower bound of a `between` is above the upper bound.
    Reversed,
    /// The key is longer than DynamoDB's limit.
    TooLong {
        /// The length of the key in bytes.
        length: usize,
        /// DynamoDB's limit in bytes.
        limit: usize,
    },
}

impl KeyErrorKind {
    /// Returns the refusal of a value, with this reason.
    pub(crate) fn with_value(self, value: impl Into<String>) -> Refused {
        Refused {
            value: value.into(),
            reason: self,
        }
    }

    /// Converts to the error of an operation whose whole key is refused. `template` is the key's template.
    pub(crate) fn with_key(&self, template: &str) -> Error {
        Error::key_fault(format!("the key `{template}` {self}"))
    }
}

impl fmt::Display for KeyErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty; a key part needs at least one character"),
            Self::Delimiter { literal } => write!(
                f,
                "cannot be distinguished from the `{literal}` that follows it in the key; keep `{literal}` out of the \
                 value, or give the placeholder the format `raw`"
            ),
            Self::Ambiguous { literal } => write!(
                f,
                "cannot be distinguished from the `{literal}` that follows it in the key, so other values have the \
                 same key; such keys of ElectroDB are read but never written: keep `{literal}` out of the value"
            ),
            Self::Reserved => f.write_str("contains U+10FFFF, which marks the end of a range; remove it"),
            Self::TooWide { width } => write!(f, "has more than {width} digits; give the placeholder a greater width"),
            Self::Unsafe => f.write_str("is beyond 2⁵³, where JavaScript skips integers; store it as text"),
            Self::Cased => f.write_str(
                "is the whole key, whose letter case would change the value; write the value in that case, or declare \
                 `casing = \"none\"`",
            ),
            Self::NotFinite => f.write_str("is not finite; keys hold only finite numbers"),
            Self::Negative => f.write_str("is negative; a placeholder with a width takes unsigned numbers"),
            Self::Year => f.write_str("is not in the years 0000 to 9999; keys hold no other times"),
            Self::Finer { digits } => write!(
                f,
                "is finer than the field's `precision` of {digits} digits after the point; truncate it first"
            ),
            Self::Time { format } => {
                write!(
                    f,
                    "is not a time of the form `{format}`; write one such as `{}`",
                    calendar::example(format)
                )
            }
            Self::TimePrefix { format } => write!(
                f,
                "is not a prefix of a time like `{format}`; write the beginning of one such as `{}`",
                calendar::example(format)
            ),
            Self::Digits { width } => {
                write!(
                    f,
                    "is not a number of {width} digits; write one such as `{:0>1$}`",
                    7,
                    usize::from(*width)
                )
            }
            Self::DigitsPrefix { width } => write!(
                f,
                "is not a prefix of a number of {width} digits; write the beginning of one such as `{:0>1$}`",
                7,
                usize::from(*width)
            ),
            Self::Integer => f.write_str("is not an integer; write digits only, without leading zeros"),
            Self::Bool => f.write_str("is not a bool; write `true` or `false`"),
            Self::NotText => f.write_str(
                "has no text form for a key; give the placeholder the format `N` or `B` and a side of its \
                 own",
            ),
            Self::NotNumber => f.write_str("is not a number that DynamoDB stores; use a finite one"),
            Self::Precision => f.write_str(
                "does not fit a DynamoDB number; use at most 38 digits, between 1e-130 and 9.9e125 in magnitude",
            ),
            Self::NotBinary => f.write_str("is not binary; give the placeholder of a binary key a field of bytes"),
            Self::Reversed => f.write_str("is above the upper bound; write the lower bound of `between` first"),
            Self::TooLong { length, limit } => write!(
                f,
                "makes a key of {length} bytes; DynamoDB takes at most {limit}, so shorten the parts of the key"
            ),
        }
    }
}

/// Checks the length of a whole key, text or binary, against [`PARTITION_KEY_LIMIT`] or [`SORT_KEY_LIMIT`].
///
/// # Errors
/// [`KeyErrorKind::Empty`] and [`KeyErrorKind::TooLong`].
pub(crate) fn check_length(key: impl AsRef<[u8]>, limit: usize) -> Result<(), KeyErrorKind> {
    match key.as_ref().len() {
        0 => Err(KeyErrorKind::Empty),
        length if length > limit => Err(KeyErrorKind::TooLong { length, limit }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_name_the_form_and_an_example() {
        assert_eq!(
            KeyErrorKind::Time { format: "%Y-%m" }.to_string(),
            "is not a time of the form `%Y-%m`; write one such as `2026-03`"
        );
        assert_eq!(
            KeyErrorKind::Digits { width: 5 }.to_string(),
            "is not a number of 5 digits; write one such as `00007`"
        );
    }

    #[test]
    fn lengths_are_counted_in_bytes() {
        assert_eq!(check_length("é".repeat(512), SORT_KEY_LIMIT), Ok(()));
        assert_eq!(
            check_length("é".repeat(513), SORT_KEY_LIMIT),
            Err(KeyErrorKind::TooLong {
                length: 1026,
                limit: 1024
            })
        );
        assert_eq!(check_length("", PARTITION_KEY_LIMIT), Err(KeyErrorKind::Empty));
    }
}
