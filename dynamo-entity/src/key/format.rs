//! The formats of placeholders: how a value is written, and which text is accepted in place of a value.
//!
//! Over 400 lines with its tests, which show each format beside the code that writes it.

use std::borrow::Cow;

use crate::codec::number::float::ecmascript_text;
use crate::key::calendar::{DATE, Moment, TIMESTAMP, timestamp};
use crate::key::dialect::DialectFormat;
use crate::key::error::{KeyErrorKind, Refused};
use crate::key::part::{Part, PartKind};
use crate::key::scalar::ScalarType;
use crate::key::strftime;
use crate::key::written::{End, Strictness};

/// The format of a placeholder: what follows the colon in `<field:format>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `<field>`: the part's text without a format.
    None,
    /// `<field:020>`: an unsigned integer, padded with zeros.
    Width(u8),
    /// `<field:%Y-%m>`: a date or a timestamp, in UTC.
    Time(&'static str),
    /// `<field>` where the field has a `precision`: that many fractional digits of a second. A finer time is refused.
    Precision(u8),
    /// `<field:lower>`: text in lowercase.
    Lower,
    /// `<field:upper>`: text in uppercase.
    Upper,
    /// `<field:raw>`: text without the delimiter check, so the key may be ambiguous.
    Raw,
    /// `<field:N>`: the key attribute is a Number, the value itself.
    Number,
    /// `<field:B>`: the key attribute is a Binary, the value itself.
    Binary,
    /// The value as the entity's dialect writes it. No template syntax selects this format.
    Dialect(DialectFormat),
}

impl Format {
    /// Whether no text in this format is a prefix of another. `prefix_free` says the same for the type
    /// without a format.
    #[must_use]
    pub const fn prefix_free(self, prefix_free: bool) -> bool {
        match self {
            Self::Width(_) | Self::Time(_) | Self::Precision(_) => true,
            Self::None | Self::Raw => prefix_free,
            // Two letters may share an uppercase form of different length: `ß` and `SS`.
            Self::Lower | Self::Upper | Self::Number | Self::Binary | Self::Dialect(_) => false,
        }
    }

    /// Whether the key holds the attribute's text unchanged.
    pub(crate) fn keeps_text(self) -> bool {
        match self {
            Self::None | Self::Raw | Self::Precision(_) => true,
            Self::Dialect(format) => format.keeps_text(),
            _ => false,
        }
    }

    /// Whether another program writes such parts without a check that they do not contain the literal that follows. The
    /// keys of reads may then be ambiguous.
    pub(crate) const fn is_unchecked(self) -> bool {
        matches!(self, Self::Dialect(_))
    }

    /// Whether the format keeps the value of an attribute of this type, so that the attribute may be the key attribute.
    pub(crate) const fn may_be_attribute(self, native: Option<ScalarType>) -> bool {
        match self {
            Self::None | Self::Number | Self::Binary => native.is_some(),
            Self::Dialect(_) => matches!(native, Some(ScalarType::S)),
            _ => false,
        }
    }

    /// Whether two values of this kind can render to the same text.
    pub(crate) fn folds(self, kind: PartKind) -> bool {
        match self {
            Self::Lower | Self::Upper | Self::Time(_) => true,
            Self::Dialect(format) => kind == PartKind::Text && !format.keeps_text(),
            Self::None | Self::Width(_) | Self::Precision(_) | Self::Raw | Self::Number | Self::Binary => false,
        }
    }

    /// Checks text given in place of a value, and returns the part that renders to it. The text must match
    /// the format or, without a format, the kind of the part's type.
    ///
    /// # Errors
    /// If no value renders to this text.
    pub fn check_text(self, kind: PartKind, text: &str) -> Result<Part<'_>, Refused> {
        let fixed = || Part::Fixed(Cow::Borrowed(text));
        let checked = match self.expected(kind) {
            Expected::Text => Some(Part::Text(Cow::Borrowed(text))),
            Expected::Digits(width) => is_digits(text, usize::from(width)).then(fixed),
            Expected::Time(format) => strftime::is_time(format, text).then(fixed),
            // Parsing alone would accept `+7` and `007`.
            Expected::Unsigned => text
                .parse()
                .ok()
                .map(Part::Unsigned)
                .filter(|part| part.to_text() == text),
            Expected::Signed => text
                .parse()
                .ok()
                .map(Part::Signed)
                .filter(|part| part.to_text() == text),
            Expected::Float => text.parse().ok().map(Part::Float).filter(|part| part.to_text() == text),
            Expected::Bool => text.parse().ok().map(Part::Bool),
        };
        checked.ok_or_else(|| match self.expected(kind) {
            Expected::Digits(width) => KeyErrorKind::Digits { width }.with_value(text),
            Expected::Time(format) => KeyErrorKind::Time { format }.with_value(text),
            Expected::Bool => KeyErrorKind::Bool.with_value(text),
            Expected::Unsigned | Expected::Signed | Expected::Float | Expected::Text => {
                KeyErrorKind::Integer.with_value(text)
            }
        })
    }

    /// Checks a prefix of a part's text, and returns it in the letter case of the key.
    ///
    /// # Errors
    /// If no value renders to a text with this prefix.
    pub fn check_prefix(self, kind: PartKind, text: &str) -> Result<Cow<'_, str>, Refused> {
        let unsigned = |digits: &str| digits == "0" || (is_digits(digits, digits.len()) && !digits.starts_with('0'));
        let refusal = match self.expected(kind) {
            Expected::Text | Expected::Float => None,
            Expected::Digits(width) => {
                let begins = text.len() <= usize::from(width) && is_digits(text, text.len());
                (!begins).then_some(KeyErrorKind::DigitsPrefix { width })
            }
            Expected::Time(format) => {
                (!strftime::begins_time(format, text)).then_some(KeyErrorKind::TimePrefix { format })
            }
            Expected::Unsigned => (!text.is_empty() && !unsigned(text)).then_some(KeyErrorKind::Integer),
            Expected::Signed => {
                let digits = text.strip_prefix('-').unwrap_or(text);
                (!digits.is_empty() && !unsigned(digits)).then_some(KeyErrorKind::Integer)
            }
            Expected::Bool => (!"true".starts_with(text) && !"false".starts_with(text)).then_some(KeyErrorKind::Bool),
        };
        match refusal {
            Some(reason) => Err(reason.with_value(text)),
            None => Ok(self.in_case(text)),
        }
    }

    /// Appends the text of a part, and returns what is known about its end; `None` if the part is absent.
    pub(super) fn write(self, part: &Part<'_>, out: &mut String) -> Result<Option<End>, Refused> {
        if let Self::Dialect(format) = self {
            return format.write(part, "", Strictness::Writing, out);
        }
        let refuse = |reason: KeyErrorKind| Err(reason.with_value(part.to_text()));
        let end = match (self, part) {
            (_, Part::Absent) => return Ok(None),
            (Self::Width(_) | Self::Time(_) | Self::Precision(_), Part::Text(text) | Part::Fixed(text)) => {
                self.check_text(PartKind::Text, text)?;
                out.push_str(text);
                End::Known
            }
            (_, Part::Text(text) | Part::Fixed(text)) => {
                if text.is_empty() {
                    return refuse(KeyErrorKind::Empty);
                }
                out.push_str(&self.in_case(text));
                match (self, part) {
                    (Self::Raw, _) | (Self::None, Part::Fixed(_)) => End::Known,
                    _ => End::Literal,
                }
            }
            (Self::Width(width), Part::Unsigned(number)) => {
                if let Some(reason) = padded(*number, width, out) {
                    return refuse(reason);
                }
                End::Known
            }
            (Self::Width(width), Part::Signed(number)) => {
                let Ok(number) = u128::try_from(*number) else {
                    return refuse(KeyErrorKind::Negative);
                };
                if let Some(reason) = padded(number, width, out) {
                    return refuse(reason);
                }
                End::Known
            }
            (_, Part::Unsigned(_) | Part::Signed(_)) => {
                part.write_number(out);
                End::NoDigit
            }
            (_, Part::Bool(value)) => {
                out.push_str(if *value { "true" } else { "false" });
                End::Known
            }
            (_, Part::Time { seconds, nanos }) => {
                let Some(moment) = Moment::from_timestamp(*seconds, *nanos) else {
                    return refuse(KeyErrorKind::Year);
                };
                if let Self::Precision(digits) = self
                    && nanos % 10_u32.pow(9 - u32::from(digits.min(9))) != 0
                {
                    return refuse(KeyErrorKind::Finer { digits });
                }
                moment.write(self.time_format().unwrap_or(TIMESTAMP), out);
                End::Known
            }
            (_, Part::Date { days }) => {
                let Some(moment) = Moment::from_days(*days) else {
                    return refuse(KeyErrorKind::Year);
                };
                moment.write(self.time_format().unwrap_or(DATE), out);
                End::Known
            }
            (_, Part::Float(number)) => {
                if !number.is_finite() {
                    return refuse(KeyErrorKind::NotFinite);
                }
                out.push_str(&ecmascript_text(*number));
                End::Literal
            }
            (_, Part::Number(_) | Part::Bytes(_)) => return refuse(KeyErrorKind::NotText),
        };
        Ok(Some(end))
    }

    fn time_format(self) -> Option<&'static str> {
        match self {
            Self::Time(format) => Some(format),
            Self::Precision(digits) => Some(timestamp(digits)),
            _ => None,
        }
    }

    /// Converts letter by letter. `str::to_lowercase` writes a final sigma differently, so the lowercase of a
    /// prefix might not be a prefix of the whole text's lowercase.
    pub(crate) fn in_case(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Lower => text.chars().flat_map(char::to_lowercase).collect::<String>().into(),
            Self::Upper => text.chars().flat_map(char::to_uppercase).collect::<String>().into(),
            Self::Dialect(format) => format.in_case(text),
            _ => text.into(),
        }
    }

    /// Returns a part's text as the key holds it, padded and in the letter case of the key.
    pub(crate) fn filled(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Dialect(format) => format.filled(text).into(),
            _ => self.in_case(text),
        }
    }

    fn expected(self, kind: PartKind) -> Expected {
        match (self, kind) {
            (Self::Width(width), _) => Expected::Digits(width),
            (Self::Time(format), _) => Expected::Time(format),
            (Self::Precision(digits), _) => Expected::Time(timestamp(digits)),
            (Self::Dialect(_), _) | (_, PartKind::Text) => Expected::Text,
            (_, PartKind::Unsigned) => Expected::Unsigned,
            (_, PartKind::Signed) => Expected::Signed,
            (_, PartKind::Float) => Expected::Float,
            (_, PartKind::Bool) => Expected::Bool,
            (_, PartKind::Time) => Expected::Time(TIMESTAMP),
            (_, PartKind::Date) => Expected::Time(DATE),
        }
    }
}

/// The text that a placeholder accepts.
enum Expected {
    Text,
    Digits(u8),
    Time(&'static str),
    Unsigned,
    Signed,
    Float,
    Bool,
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Appends a number padded with zeros, and returns the reason if the number is too wide.
fn padded(number: u128, width: u8, out: &mut String) -> Option<KeyErrorKind> {
    let (start, digits) = (out.len(), usize::from(width));
    let mut buffer = itoa::Buffer::new();
    let text = buffer.format(number);
    out.extend(std::iter::repeat_n('0', digits.saturating_sub(text.len())));
    out.push_str(text);
    (out.len() - start > digits).then_some(KeyErrorKind::TooWide { width: width.into() })
}

impl Part<'_> {
    fn write_number(&self, out: &mut String) {
        let mut buffer = itoa::Buffer::new();
        match self {
            Self::Unsigned(number) => out.push_str(buffer.format(*number)),
            Self::Signed(number) => out.push_str(buffer.format(*number)),
            _ => {}
        }
    }

    /// Returns the part as text for an error.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Text(text) | Self::Fixed(text) | Self::Number(text) => text.clone().into_owned(),
            Self::Unsigned(number) => number.to_string(),
            Self::Signed(number) => number.to_string(),
            Self::Float(number) => ecmascript_text(*number),
            Self::Bool(value) => value.to_string(),
            Self::Time { seconds, nanos } => {
                format!("{seconds}.{nanos:09} s since 1970-01-01T00:00:00Z")
            }
            Self::Date { days } => format!("{days} days since 1970-01-01"),
            Self::Bytes(bytes) => format!("{} bytes", bytes.len()),
            Self::Absent => String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
