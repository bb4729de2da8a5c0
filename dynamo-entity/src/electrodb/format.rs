//! Parts as ElectroDB writes them into keys: in ECMAScript's text form, padded at the start, in one letter case.

use std::borrow::Cow;

use crate::codec::number::float::ecmascript_text;
use crate::key::dialect::{Casing, DialectFormat, DialectRules};
use crate::key::error::{KeyErrorKind, Refused};
use crate::key::format::Format;
use crate::key::part::Part;
use crate::key::written::{End, LAST, Strictness};

/// 2⁵³: ECMAScript's numbers represent every integer up to this limit.
const SAFE: u128 = 1 << 53;

/// The only letter whose lowercase depends on its context.
const SIGMA: char = 'Σ';

/// ElectroDB's rules of parts.
#[derive(Debug)]
struct ElectroDb;

/// Returns the format of a part with a letter case, padded with `fill` to `length` UTF-16 code units.
#[must_use]
pub const fn electrodb_format(casing: Casing, length: u16, fill: &'static str) -> Format {
    Format::Dialect(DialectFormat {
        casing,
        length,
        fill,
        rules: &ElectroDb,
    })
}

impl DialectRules for ElectroDb {
    fn write(
        &self,
        format: DialectFormat,
        part: &Part<'_>,
        literal: &str,
        strictness: Strictness,
        out: &mut String,
    ) -> Result<Option<End>, Refused> {
        let refuse = |reason: KeyErrorKind| Err(reason.with_value(part.to_text()));
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
            Part::Float(number) if number.is_finite() => ecmascript_text(*number).into(),
            Part::Float(_) => return refuse(KeyErrorKind::NotFinite),
            Part::Bool(value) => if *value { "true" } else { "false" }.into(),
            Part::Time { .. } | Part::Date { .. } | Part::Number(_) | Part::Bytes(_) => {
                return refuse(KeyErrorKind::NotText);
            }
        };
        let is_number = matches!(part, Part::Unsigned(_) | Part::Signed(_) | Part::Float(_));
        // A number longer than the padding would sort among shorter numbers.
        if is_number && strictness == Strictness::Writing && format.length > 0 && missing(format, &text).is_none() {
            return refuse(KeyErrorKind::TooWide { width: format.length });
        }
        let text = self.pad(format, &text);
        if format.casing == Casing::Lower && text.contains(SIGMA) {
            let lower = in_context(out, &text, literal);
            out.push_str(&lower);
        } else {
            out.push_str(&format.in_case(&text));
        }
        Ok(Some(End::Literal))
    }

    fn pad<'t>(&self, format: DialectFormat, text: &'t str) -> Cow<'t, str> {
        match missing(format, text) {
            None | Some(0) => text.into(),
            Some(missing) => {
                // No character of `fill` takes two code units.
                let mut padded: String = format.fill.chars().cycle().take(missing).collect();
                padded.push_str(text);
                padded.into()
            }
        }
    }
}

/// Returns how many UTF-16 code units of padding are missing; `None` if the text is longer than the format.
fn missing(format: DialectFormat, text: &str) -> Option<usize> {
    usize::from(format.length).checked_sub(text.encode_utf16().count())
}

/// Returns the lowercase of a part in the context of the whole key, because the letters around a sigma decide
/// whether it is final.
///
/// `after` is the literal that follows the part, and all that is known about the rest of the key. The
/// delimiters of a list of parts end the context of a sigma; a template may have literals that do not.
fn in_context(before: &str, text: &str, after: &str) -> String {
    let whole = format!("{before}{text}{after}").to_lowercase();
    // `before` and `after` are in lowercase already, so their lengths do not change.
    let end = whole.len().checked_sub(after.len());
    let part = end.and_then(|end| whole.get(before.len()..end));
    part.map_or_else(|| text.to_lowercase(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn format(casing: Casing, length: u16, fill: &'static str) -> DialectFormat {
        match electrodb_format(casing, length, fill) {
            Format::Dialect(format) => format,
            _ => unreachable!(),
        }
    }

    fn written(format: DialectFormat, part: &Part<'_>) -> Result<String, KeyErrorKind> {
        let mut out = String::new();
        let written = ElectroDb.write(format, part, "", Strictness::Writing, &mut out);
        written.map(|_| out).map_err(|error| error.reason)
    }

    #[test]
    fn numbers_are_written_as_ecmascript_does() {
        let plain = format(Casing::Lower, 0, "");
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
    fn values_are_padded_before_the_case_changes() {
        let padded = format(Casing::Upper, 6, "ab");
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
        let lower = format(Casing::Lower, 0, "");
        assert_eq!(written(lower, &Part::Text("ΟΔΟΣ".into())).unwrap(), "οδος");
        assert_eq!(in_context("a.", "Σ", ""), "ς");
        assert_eq!(in_context("a#", "Σ", "#b"), "σ");
        assert_eq!(in_context("", "ΑΣ", "x"), "ασ");
    }
}
