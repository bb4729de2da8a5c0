//! The strftime directives that placeholders support: `%Y %m %d %j %H %M %S %3f %6f %9f %%`.
//!
//! Every directive has a fixed width, so no rendered time is a prefix of another.

use std::fmt::Write as _;

use crate::codec::calendar::{days_in_month, is_leap, month_and_day};

/// Whether a text is a time in a format: it has the right form, and its day and time exist.
#[must_use]
pub(crate) fn is_time(format: &str, text: &str) -> bool {
    read(format, text) == Reading::Whole
}

/// Whether a text is a prefix of a time in a format.
#[must_use]
pub(crate) fn begins_time(format: &str, text: &str) -> bool {
    read(format, text) != Reading::Not
}

/// Writes a time in another format. Returns `None` if `text` is not a time in `format`, or has not every number of `other`.
#[must_use]
pub(crate) fn convert(format: &str, text: &str, other: &str) -> Option<String> {
    let mut known = Known::default();
    if read_into(format, text, &mut known) != Reading::Whole {
        return None;
    }
    let mut converted = String::with_capacity(length(other));
    for token in Tokens(other) {
        match token {
            Token::Literal(literal) => converted.push(literal),
            Token::Number(directive) => {
                let number = known.of(directive).or_else(|| known.in_year(directive))?;
                write!(converted, "{number:0>0$}", directive.digits()).ok()?;
            }
        }
    }
    Some(converted)
}

/// Returns the length in bytes, which all times in a format share.
#[must_use]
pub(crate) fn length(format: &str) -> usize {
    Tokens(format)
        .map(|token| match token {
            Token::Literal(literal) => literal.len_utf8(),
            Token::Number(directive) => directive.digits(),
        })
        .sum()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Directive {
    Year,
    Month,
    Day,
    DayOfYear,
    Hour,
    Minute,
    Second,
    Millis,
    Micros,
    Nanos,
}

impl Directive {
    pub(super) fn digits(self) -> usize {
        match self {
            Self::Month | Self::Day | Self::Hour | Self::Minute | Self::Second => 2,
            Self::DayOfYear | Self::Millis => 3,
            Self::Year => 4,
            Self::Micros => 6,
            Self::Nanos => 9,
        }
    }

    fn contains(self, number: i64) -> bool {
        match self {
            Self::Month => (1..=12).contains(&number),
            Self::Day => (1..=31).contains(&number),
            Self::DayOfYear => (1..=366).contains(&number),
            Self::Hour => number <= 23,
            Self::Minute => number <= 59,
            Self::Second => number <= 60,
            Self::Year | Self::Millis | Self::Micros | Self::Nanos => true,
        }
    }
}

pub(super) enum Token {
    Literal(char),
    Number(Directive),
}

/// The tokens of a format. An unknown directive counts as literal text, but the derive macro refuses it first.
pub(super) struct Tokens<'f>(pub(super) &'f str);

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let known = match self.0.as_bytes() {
            [b'%', b'Y', ..] => Some((2, Token::Number(Directive::Year))),
            [b'%', b'm', ..] => Some((2, Token::Number(Directive::Month))),
            [b'%', b'd', ..] => Some((2, Token::Number(Directive::Day))),
            [b'%', b'j', ..] => Some((2, Token::Number(Directive::DayOfYear))),
            [b'%', b'H', ..] => Some((2, Token::Number(Directive::Hour))),
            [b'%', b'M', ..] => Some((2, Token::Number(Directive::Minute))),
            [b'%', b'S', ..] => Some((2, Token::Number(Directive::Second))),
            [b'%', b'3', b'f', ..] => Some((3, Token::Number(Directive::Millis))),
            [b'%', b'6', b'f', ..] => Some((3, Token::Number(Directive::Micros))),
            [b'%', b'9', b'f', ..] => Some((3, Token::Number(Directive::Nanos))),
            [b'%', b'%', ..] => Some((2, Token::Literal('%'))),
            _ => None,
        };
        if let Some((length, token)) = known {
            self.0 = self.0.get(length..).unwrap_or_default();
            return Some(token);
        }
        let mut rest = self.0.chars();
        let literal = rest.next()?;
        self.0 = rest.as_str();
        Some(Token::Literal(literal))
    }
}

#[derive(PartialEq, Eq)]
enum Reading {
    Whole,
    Beginning,
    Not,
}

fn read(format: &str, text: &str) -> Reading {
    read_into(format, text, &mut Known::default())
}

/// Reads a time, and records its numbers.
fn read_into(format: &str, text: &str, known: &mut Known) -> Reading {
    let mut rest = text;
    for token in Tokens(format) {
        if rest.is_empty() {
            return if known.exists() {
                Reading::Beginning
            } else {
                Reading::Not
            };
        }
        match token {
            Token::Literal(literal) => match rest.strip_prefix(literal) {
                Some(after) => rest = after,
                None => return Reading::Not,
            },
            Token::Number(directive) => {
                let given = rest
                    .bytes()
                    .take(directive.digits())
                    .take_while(u8::is_ascii_digit)
                    .count();
                let Some((digits, after)) = rest.split_at_checked(given) else {
                    return Reading::Not;
                };
                let Ok(number) = digits.parse::<i64>() else {
                    return Reading::Not;
                };
                let missing = directive.digits() - given;
                if missing > 0 {
                    let begins = after.is_empty() && known.can_complete(directive, number, missing);
                    return if begins { Reading::Beginning } else { Reading::Not };
                }
                if !known.learn(directive, number) {
                    return Reading::Not;
                }
                rest = after;
            }
        }
    }
    if rest.is_empty() && known.exists() {
        Reading::Whole
    } else {
        Reading::Not
    }
}

/// The numbers read so far.
#[derive(Default, Clone)]
struct Known(Vec<(Directive, i64)>);

impl Known {
    fn of(&self, directive: Directive) -> Option<i64> {
        self.0
            .iter()
            .find(|(known, _)| *known == directive)
            .map(|(_, number)| *number)
    }

    /// Records a number. Returns false if it is out of the directive's range, or differs from an earlier number.
    fn learn(&mut self, directive: Directive, number: i64) -> bool {
        let agrees = self.of(directive).is_none_or(|before| before == number);
        self.0.push((directive, number));
        agrees && directive.contains(number)
    }

    /// Returns the month or the day of the month, if the year and the day of the year are known.
    fn in_year(&self, directive: Directive) -> Option<i64> {
        let leap = is_leap(self.of(Directive::Year)?);
        let (month, day) = month_and_day(leap, self.of(Directive::DayOfYear)?)?;
        match directive {
            Directive::Month => Some(month),
            Directive::Day => Some(day),
            _ => None,
        }
    }

    /// Whether a day with these numbers exists.
    fn exists(&self) -> bool {
        let (month, day) = (self.of(Directive::Month), self.of(Directive::Day));
        let leaps = match self.of(Directive::Year) {
            Some(year) => [is_leap(year); 2],
            None => [true, false],
        };
        leaps.into_iter().any(|leap| match self.of(Directive::DayOfYear) {
            Some(ordinal) => month_and_day(leap, ordinal).is_some_and(|(of_month, of_day)| {
                month.is_none_or(|month| month == of_month) && day.is_none_or(|day| day == of_day)
            }),
            None => month.is_none_or(|month| day.is_none_or(|day| day <= days_in_month(leap, month))),
        })
    }

    /// Whether an incomplete number can be completed by `missing` digits so that the day exists.
    fn can_complete(&self, directive: Directive, number: i64, missing: usize) -> bool {
        if matches!(directive, Directive::Millis | Directive::Micros | Directive::Nanos) {
            return self.exists();
        }
        let scale = (0..missing).fold(1, |scale, _| scale * 10);
        (number * scale..(number + 1) * scale).any(|number| {
            let mut known = self.clone();
            known.learn(directive, number) && known.exists()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::calendar::{DATE, Moment, TIMESTAMP};

    fn leap_day(format: &str) -> String {
        let mut text = String::new();
        let moment = Moment::from_timestamp(1_709_208_000, 1_234_567).expect("2024-02-29");
        moment.write(format, &mut text);
        text
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for good in ["2026-03-01", "2024-02-29", "0000-02-29", "9999-12-31"] {
            assert!(is_time(DATE, good), "{good}");
        }
        for bad in [
            "2026-3-01",
            "2026-13-01",
            "2026-02-29",
            "1900-02-29",
            "2026-00-10",
            "2026-04-31",
            "2026-03-01 ",
            "",
            "２０２６-03-01",
        ] {
            assert!(!is_time(DATE, bad), "{bad}");
        }
        assert!(is_time("%d.%m.", "29.02."));
        assert!(!is_time("%d.%m.", "30.02."));
        assert!(is_time("%Y-%j", "2024-366") && !is_time("%Y-%j", "2023-366"));
        assert!(is_time("%Y/%Y-%m", "2026/2026-03") && !is_time("%Y/%Y-%m", "2026/2027-03"));
        assert!(is_time("%Y-%m-%d (%j)", "2026-03-01 (060)") && !is_time("%Y-%m-%d (%j)", "2026-03-01 (061)"));
    }

    #[test]
    fn every_prefix_of_a_time_is_a_prefix() {
        for format in [TIMESTAMP, DATE, "%Y-%m", "%d.%m.%Y", "%Y-%j %H:%M", "%H%M%S%3f"] {
            let whole = leap_day(format);
            for (end, _) in whole.char_indices() {
                assert!(begins_time(format, &whole[..end]), "{format} {end}");
                assert!(!is_time(format, &whole[..end]), "{format} {end}");
            }
            assert!(begins_time(format, &whole) && is_time(format, &whole));
            assert_eq!(length(format), whole.len());
        }
    }

    #[test]
    fn converts_only_what_a_format_has() {
        fn convert(format: &str, text: &str) -> Option<String> {
            super::convert(format, text, DATE)
        }
        assert_eq!(convert("%d.%m.%Y", "29.02.2024").as_deref(), Some("2024-02-29"));
        assert_eq!(convert("%Y-%j", "2024-366").as_deref(), Some("2024-12-31"));
        assert_eq!(convert(TIMESTAMP, &leap_day(TIMESTAMP)).as_deref(), Some("2024-02-29"));
        assert_eq!(convert("%Y-%m", "2024-02"), None);
        assert_eq!(convert("%d.%m.", "29.02."), None);
        assert_eq!(convert(DATE, "2023-02-29"), None);
        assert_eq!(super::convert(DATE, "2024-02-29", TIMESTAMP), None);
    }

    #[test]
    fn refuses_text_that_is_no_prefix_of_a_time() {
        for bad in [
            "2026-13",
            "2026-2",
            "2026-02-3",
            "2026-02-30",
            "x",
            "2026/",
            "2026-03-01x",
            "202x",
        ] {
            assert!(!begins_time(DATE, bad), "{bad}");
        }
        assert!(begins_time("%d.%m.%Y", "29.02.2") && !begins_time("%d.%m.%Y", "29.02.2023"));
        assert!(!begins_time("%d.%m.%Y", "29.02.2023") && !begins_time("%d.%m", "31.04"));
        assert!(!begins_time("%H:%M", "24") && !begins_time("%H:%M", "3:"));
    }
}
