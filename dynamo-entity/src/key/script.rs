//! Parts as ECMAScript writes values, filled up at the start and in one letter case: what ElectroDB puts into keys.

use super::error::{KeyError, KeyErrorKind};
use super::format::{End, LAST};
use super::part::Part;
use super::template::Strictness;
use std::borrow::Cow;
use std::fmt::Write;

/// The greatest integer up to which ECMAScript's numbers have all: 2⁵³.
const SAFE: u128 = 1 << 53;

/// The letter case of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Casing {
    /// As the value has it.
    None,
    /// `toLowerCase`
    Lower,
    /// `toUpperCase`
    Upper,
}

/// How such a part is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Script {
    casing: Casing,
    /// The length to fill up to, in UTF-16 code units.
    length: u16,
    /// What to fill up with.
    fill: &'static str,
}

impl Script {
    /// In a letter case, filled up with `fill` to `length` UTF-16 code units.
    #[must_use]
    pub const fn new(casing: Casing, length: u16, fill: &'static str) -> Self {
        Self { casing, length, fill }
    }

    /// `==` in constants.
    pub(crate) const fn is_same(self, other: Self) -> bool {
        let casing = matches!(
            (self.casing, other.casing),
            (Casing::None, Casing::None) | (Casing::Lower, Casing::Lower) | (Casing::Upper, Casing::Upper)
        );
        casing && self.length == other.length && crate::schema::same(self.fill, other.fill)
    }

    /// Whether the key holds the very text of the attribute.
    pub(super) const fn keeps_text(self) -> bool {
        matches!(self.casing, Casing::None) && self.length == 0
    }

    /// The text in the letter case of the key.
    ///
    /// The case of a whole key is that of its parts: between them is a delimiter, at which Unicode's only rule for more than
    /// one letter, that of the final sigma, starts anew.
    pub(crate) fn cased(self, text: &str) -> Cow<'_, str> {
        match self.casing {
            Casing::None => text.into(),
            Casing::Lower => text.to_lowercase().into(),
            Casing::Upper => text.to_uppercase().into(),
        }
    }

    /// Appends a part's text; `None` if the part is absent.
    pub(super) fn write(
        self,
        part: &Part<'_>,
        field: usize,
        strictness: Strictness,
        out: &mut String,
    ) -> Result<Option<End>, KeyError> {
        let refuse = |reason: KeyErrorKind| Err(reason.at(field, part.to_text()));
        let text: Cow<'_, str> = match part {
            Part::Absent => return Ok(None),
            Part::Text(text) | Part::Fixed(text) => {
                if text.is_empty() && strictness == Strictness::Writing {
                    return refuse(KeyErrorKind::Empty);
                }
                if text.contains(LAST) {
                    return refuse(KeyErrorKind::Reserved);
                }
                text.as_ref().into()
            }
            Part::Unsigned(number) if *number <= SAFE => number.to_string().into(),
            Part::Signed(number) if number.unsigned_abs() <= SAFE => number.to_string().into(),
            Part::Unsigned(_) | Part::Signed(_) => return refuse(KeyErrorKind::Unsafe),
            Part::Float(number) if number.is_finite() => ryu_js::Buffer::new().format_finite(*number).to_owned().into(),
            Part::Float(_) => return refuse(KeyErrorKind::NotFinite),
            Part::Bool(value) => if *value { "true" } else { "false" }.into(),
            Part::Time { .. } | Part::Date { .. } | Part::Number(_) | Part::Bytes(_) => {
                return refuse(KeyErrorKind::NotText);
            }
        };
        let missing = usize::from(self.length).checked_sub(text.encode_utf16().count());
        match (missing, part) {
            // A longer number would sort among the shorter ones.
            (None, Part::Unsigned(_) | Part::Signed(_) | Part::Float(_))
                if self.length > 0 && strictness == Strictness::Writing =>
            {
                return refuse(KeyErrorKind::TooWide { width: self.length });
            }
            (None | Some(0), _) => out.push_str(&self.cased(&text)),
            (Some(missing), _) => {
                // No character of it takes two code units.
                let mut padded: String = self.fill.chars().cycle().take(missing).collect();
                // Writing to a `String` cannot fail.
                let _ = padded.write_str(&text);
                out.push_str(&self.cased(&padded));
            }
        }
        Ok(Some(End::Literal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(script: Script, part: &Part<'_>) -> Result<String, KeyErrorKind> {
        let mut out = String::new();
        script
            .write(part, 0, Strictness::Writing, &mut out)
            .map(|_| out)
            .map_err(|error| error.reason)
    }

    #[test]
    fn numbers_are_written_as_ecmascript_does() {
        let plain = Script::new(Casing::Lower, 0, "");
        let text = |number| written(plain, &Part::Float(number)).unwrap();
        assert_eq!(text(5.0), "5");
        assert_eq!(text(-0.0), "0");
        assert_eq!(text(1e21), "1e+21");
        assert_eq!(text(1e-7), "1e-7");
        assert_eq!(text(123_456_789_012_345_680_000.0), "123456789012345680000");
        assert_eq!(text(0.1), "0.1");
        assert_eq!(written(plain, &Part::Float(f64::NAN)), Err(KeyErrorKind::NotFinite));
        assert_eq!(written(plain, &Part::Unsigned(SAFE)).unwrap(), "9007199254740992");
        assert_eq!(
            written(plain, &Part::Signed(-9_007_199_254_740_993)),
            Err(KeyErrorKind::Unsafe)
        );
        assert_eq!(written(plain, &Part::Bool(true)).unwrap(), "true");
    }

    #[test]
    fn values_are_filled_up_before_the_case_changes() {
        let padded = Script::new(Casing::Upper, 6, "ab");
        assert_eq!(written(padded, &Part::Signed(-42)).unwrap(), "ABA-42");
        assert_eq!(
            written(padded, &Part::Text("longer than that".into())).unwrap(),
            "LONGER THAN THAT"
        );
        // Two UTF-16 code units.
        assert_eq!(
            written(padded, &Part::Text("\u{1F600}".into())).unwrap(),
            "ABAB\u{1F600}"
        );
        assert_eq!(
            written(padded, &Part::Unsigned(1_234_567)),
            Err(KeyErrorKind::TooWide { width: 6 })
        );
    }

    #[test]
    fn a_final_sigma_is_lower_case_as_in_ecmascript() {
        let lower = Script::new(Casing::Lower, 0, "");
        assert_eq!(written(lower, &Part::Text("ΟΔΟΣ".into())).unwrap(), "οδος");
    }
}
