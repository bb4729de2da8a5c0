//! Dates and times in UTC, and how keys format them.

use crate::codec::calendar::{civil_from_days, day_of_year, is_leap};
use crate::key::strftime::{Directive, Token, Tokens};

/// The format of a timestamp without a format of its own.
pub(crate) const TIMESTAMP: &str = "%Y-%m-%dT%H:%M:%S.%9fZ";
/// Returns the format of a timestamp whose field has a `precision` of `digits` fractional digits.
#[must_use]
pub(crate) const fn timestamp(digits: u8) -> &'static str {
    match digits {
        0 => "%Y-%m-%dT%H:%M:%SZ",
        3 => "%Y-%m-%dT%H:%M:%S.%3fZ",
        6 => "%Y-%m-%dT%H:%M:%S.%6fZ",
        _ => TIMESTAMP,
    }
}

/// The format of a date without a format of its own.
pub(crate) const DATE: &str = "%Y-%m-%d";

const SECONDS_PER_DAY: i64 = 86_400;
const NANOS_PER_SECOND: u32 = 1_000_000_000;

/// A UTC time in the years 0000 to 9999, split into its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    nanos: u32,
}

impl Moment {
    /// Returns the time `seconds` and `nanos` after 1970-01-01T00:00:00Z, or `None` if its year does not have
    /// four digits.
    ///
    /// As in chrono, `nanos` of a second or more mean a leap second, allowed only in the last second of a
    /// minute. A leap second is written as `:60`, which sorts in the right place.
    #[must_use]
    pub(crate) fn from_timestamp(seconds: i64, nanos: u32) -> Option<Self> {
        let date = Self::from_days(seconds.div_euclid(SECONDS_PER_DAY))?;
        let time = seconds.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        let (second, nanos) = match nanos.checked_sub(NANOS_PER_SECOND) {
            None => (second, nanos),
            Some(leap) if second == 59 && leap < NANOS_PER_SECOND => (60, leap),
            Some(_) => return None,
        };
        Some(Self {
            hour,
            minute,
            second,
            nanos,
            ..date
        })
    }

    /// Returns midnight of the day `days` after 1970-01-01, or `None` if its year does not have four digits.
    #[must_use]
    pub(crate) fn from_days(days: i64) -> Option<Self> {
        let (year, month, day) = civil_from_days(days)?;
        Some(Self {
            year,
            month,
            day,
            hour: 0,
            minute: 0,
            second: 0,
            nanos: 0,
        })
    }

    /// Appends the time, formatted with `format`.
    pub(crate) fn write(&self, format: &str, out: &mut String) {
        if format == TIMESTAMP {
            return self.write_timestamp(out);
        }
        for token in Tokens(format) {
            let (number, digits) = match token {
                Token::Literal(literal) => {
                    out.push(literal);
                    continue;
                }
                Token::Number(directive) => (self.number(directive), directive.digits()),
            };
            push_digits(number, digits, out);
        }
    }

    /// Appends the time in the format [`TIMESTAMP`]: a fast path for the most common format.
    fn write_timestamp(&self, out: &mut String) {
        let mut text = *b"0000-00-00T00:00:00.000000000Z";
        let numbers = [
            (0..4, self.year),
            (5..7, self.month),
            (8..10, self.day),
            (11..13, self.hour),
            (14..16, self.minute),
            (17..19, self.second),
            (20..29, i64::from(self.nanos)),
        ];
        for (place, number) in numbers {
            let mut rest = u32::try_from(number).unwrap_or_default();
            for digit in text.get_mut(place).unwrap_or_default().iter_mut().rev() {
                *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
                rest /= 10;
            }
        }
        out.push_str(std::str::from_utf8(&text).unwrap_or_default());
    }

    fn number(&self, directive: Directive) -> i64 {
        match directive {
            Directive::Year => self.year,
            Directive::Month => self.month,
            Directive::Day => self.day,
            Directive::DayOfYear => day_of_year(is_leap(self.year), self.month, self.day),
            Directive::Hour => self.hour,
            Directive::Minute => self.minute,
            Directive::Second => self.second,
            Directive::Millis => i64::from(self.nanos / 1_000_000),
            Directive::Micros => i64::from(self.nanos / 1_000),
            Directive::Nanos => i64::from(self.nanos),
        }
    }
}

/// Appends the last `digits` digits of a number (at most nine), padded with zeros.
fn push_digits(number: i64, digits: usize, out: &mut String) {
    const PLACES: [u32; 9] = [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
    let number = u32::try_from(number).unwrap_or_default();
    let places = PLACES.get(PLACES.len().saturating_sub(digits)..).unwrap_or_default();
    out.extend(
        places
            .iter()
            .filter_map(|place| char::from_digit(number / place % 10, 10)),
    );
}

/// Renders an example time for error messages: `2026-03` for `%Y-%m`.
#[must_use]
pub(crate) fn example(format: &str) -> String {
    let mut text = String::new();
    Moment {
        year: 2026,
        month: 3,
        day: 1,
        hour: 12,
        minute: 30,
        second: 0,
        nanos: 0,
    }
    .write(format, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::calendar::days_from_civil;
    use crate::key::strftime;

    fn text(format: &str, seconds: i64, nanos: u32) -> Option<String> {
        let mut text = String::new();
        Moment::from_timestamp(seconds, nanos)?.write(format, &mut text);
        Some(text)
    }

    #[test]
    fn days_and_dates_are_inverse() {
        let (first, last) = (days_from_civil(0, 1, 1), days_from_civil(9999, 12, 31));
        let mut previous = String::new();
        let cycle = 146_097; // 400 years: then the calendar repeats
        for days in (first..first + cycle).chain(-cycle..cycle).chain(last - 800..=last) {
            let date = Moment::from_days(days).expect("a year of four digits");
            let (month, day) = (u8::try_from(date.month).unwrap(), u8::try_from(date.day).unwrap());
            assert_eq!(days_from_civil(date.year, month, day), days);
            let mut text = String::new();
            date.write(DATE, &mut text);
            assert!(previous < text, "{previous} {text}");
            previous = text;
        }
        assert_eq!(
            (Moment::from_days(first - 1), Moment::from_days(last + 1)),
            (None, None)
        );
        assert_eq!((Moment::from_days(i64::MAX), Moment::from_days(i64::MIN)), (None, None));
    }

    #[test]
    fn writes_utc() {
        assert_eq!(text(TIMESTAMP, 0, 0).unwrap(), "1970-01-01T00:00:00.000000000Z");
        assert_eq!(text(TIMESTAMP, -1, 5).unwrap(), "1969-12-31T23:59:59.000000005Z");
        assert_eq!(
            text("%j %3f %6f %% %x é", 951_782_400, 123_456_789).unwrap(),
            "060 123 123456 % %x é"
        );
        assert_eq!(text(TIMESTAMP, i64::MIN, 0), None);
    }

    #[test]
    fn writes_leap_seconds_where_they_sort() {
        let last = 1_483_228_799; // 2016-12-31T23:59:59Z
        let leap = text(TIMESTAMP, last, 1_500_000_000).unwrap();
        assert_eq!(leap, "2016-12-31T23:59:60.500000000Z");
        assert!(text(TIMESTAMP, last, 999_999_999).unwrap() < leap && leap < text(TIMESTAMP, last + 1, 0).unwrap());
        assert!(strftime::is_time(TIMESTAMP, &leap));
        assert_eq!(text(TIMESTAMP, last - 1, 1_500_000_000), None);
    }
}
