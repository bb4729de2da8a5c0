//! Times and dates as text that sorts in their order: one fixed width for each type, in UTC.
//!
//! The text is `2026-03-01T12:30:00.500000000Z` for a point in time, `2026-03-01T12:30:00.500000000` without a time zone,
//! `2026-03-01` for a date and `12:30:00.500000000` for a time of day. The types serialize as text of varying length, as
//! lists of numbers or as a map of seconds, and all of these are converted.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::calendar::{civil_from_days, day_of_year, days_from_civil, days_in_month, is_leap, month_and_day};
use crate::error::codec::CodecError;

const SECONDS_PER_DAY: i64 = 86_400;
const YEAR: &str = "the year is outside 0000 to 9999; other years do not sort as text and are not stored";
const NO_TIME: &str = "its serialized form is not a time";

/// The kinds of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A point in time.
    Instant,
    /// A date and a time of day, without a time zone.
    DateTime,
    /// A date.
    Date,
    /// A time of day.
    Clock,
}

/// How a time is stored, and the form that its `Deserialize` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeShape {
    kind: TimeKind,
    /// The number of fractional digits of a second.
    digits: u8,
    reads: Reads,
}

/// The form that the type's `Deserialize` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reads {
    /// Text, including the stored text.
    Text,
    /// A list of numbers, as the types of the crate `time` do.
    Numbers,
    /// A list of numbers with an offset from UTC.
    NumbersWithOffset,
    /// Seconds and nanoseconds since 1970, as `SystemTime` does.
    SinceEpoch,
}

impl TimeShape {
    /// Makes the shape of a type that serializes as text and deserializes from the stored text.
    #[must_use]
    pub const fn new(kind: TimeKind, digits: u8) -> Self {
        let reads = Reads::Text;
        TimeShape { kind, digits, reads }
    }

    /// Makes the shape of a type of the crate `time`, which deserializes from a list of numbers.
    #[must_use]
    pub const fn numbers(kind: TimeKind, digits: u8) -> Self {
        let reads = Reads::Numbers;
        TimeShape { kind, digits, reads }
    }

    /// Makes the shape of `time::OffsetDateTime`, whose numbers include an offset from UTC.
    #[must_use]
    pub const fn numbers_with_offset(digits: u8) -> Self {
        let (kind, reads) = (TimeKind::Instant, Reads::NumbersWithOffset);
        TimeShape { kind, digits, reads }
    }

    /// Makes the shape of `std::time::SystemTime`.
    #[must_use]
    pub const fn since_epoch(digits: u8) -> Self {
        let (kind, reads) = (TimeKind::Instant, Reads::SinceEpoch);
        TimeShape { kind, digits, reads }
    }

    /// Whether the type has seconds.
    pub(super) const fn has_seconds(self) -> bool {
        !matches!(self.kind, TimeKind::Date)
    }

    /// Whether serde reads the type from the stored text.
    pub(super) fn reads_text(self) -> bool {
        self.reads == Reads::Text
    }

    /// Converts the text that `Display` writes to the stored text.
    pub(super) fn of_display(self, time: &dyn fmt::Display) -> Result<TimeText, CodecError> {
        let mut text = TimeText::default();
        if fmt::write(&mut text, format_args!("{time}")).is_err() {
            return Err(CodecError::new(NO_TIME));
        }
        self.of_text(text.as_str())
    }

    /// Converts serialized text to the stored text.
    pub(super) fn of_text(self, text: &str) -> Result<TimeText, CodecError> {
        if text.starts_with(['+', '-']) {
            return Err(CodecError::new(YEAR));
        }
        let moment = Moment::parse(self.kind, text).ok_or_else(|| CodecError::new(NO_TIME))?;
        self.write(moment)
    }

    /// Converts a serialized list or map of numbers to the stored text.
    pub(super) fn of_value(self, value: &AttributeValue) -> Result<TimeText, CodecError> {
        let moment = match value {
            AttributeValue::S(text) => return self.of_text(text),
            AttributeValue::L(numbers) => {
                let numbers: Option<Vec<i64>> = numbers.iter().map(|number| number.as_n().ok()?.parse().ok()).collect();
                numbers.and_then(|numbers| Moment::from_numbers(self.kind, &numbers))
            }
            AttributeValue::M(map) => {
                let number = |name: &str| map.get(name)?.as_n().ok()?.parse().ok();
                let (seconds, nanos) = (number("secs_since_epoch"), number("nanos_since_epoch"));
                seconds
                    .zip(nanos)
                    .map(|(seconds, nanos)| Moment::from_epoch(seconds, nanos))
            }
            _ => None,
        };
        self.write(moment.ok_or_else(|| CodecError::new(NO_TIME))?)
    }

    fn write(self, moment: Moment) -> Result<TimeText, CodecError> {
        if !(0..=9999).contains(&moment.year) {
            return Err(CodecError::new(YEAR));
        }
        if moment.offset != 0 {
            return Err(CodecError::new(
                "the time has an offset from UTC, which is not stored; convert it to UTC first, or store it in \
                 another form with serde's `with`",
            ));
        }
        let places = 9 - u32::from(self.digits.min(9));
        if moment.nanos % 10_i64.pow(places) != 0 {
            let unit = match self.digits {
                0 => "seconds",
                3 => "milliseconds",
                _ => "microseconds",
            };
            return Err(CodecError::new(format!(
                "the time is finer than {unit}, the precision of the attribute; truncate it first, or give the field \
                 another `precision`"
            )));
        }
        let mut text = TimeText::default();
        text.push(moment, self.kind, self.digits);
        Ok(text)
    }

    /// Converts stored text to the numbers that serde reads. Returns `None` if the text is not such a time.
    pub(super) fn numbers_of(self, text: &str) -> Option<Vec<i64>> {
        let moment = Moment::parse(self.kind, text)?;
        let moment = if self.reads == Reads::NumbersWithOffset {
            moment
        } else {
            moment.in_utc()?
        };
        let ordinal = day_of_year(is_leap(moment.year), moment.month, moment.day);
        let date = [moment.year, ordinal];
        let clock = [moment.hour, moment.minute, moment.second, moment.nanos];
        let offset = [moment.offset / 3600, moment.offset / 60 % 60, moment.offset % 60];
        Some(match (self.reads, self.kind) {
            (Reads::SinceEpoch, _) => vec![moment.seconds(), moment.nanos],
            (_, TimeKind::Date) => date.to_vec(),
            (_, TimeKind::Clock) => clock.to_vec(),
            (Reads::NumbersWithOffset, _) => [&date[..], &clock, &offset].concat(),
            _ => [&date[..], &clock].concat(),
        })
    }
}

/// A date, a time of day and an offset from UTC in seconds. A field that the kind does not have is 0.
#[derive(Clone, Copy, Default)]
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    nanos: i64,
    offset: i64,
}

impl Moment {
    /// Parses RFC 3339 and similar text: a space instead of `T`, a single digit for the hour, seconds in the offset.
    fn parse(kind: TimeKind, text: &str) -> Option<Self> {
        let mut rest = Rest(text.as_bytes());
        let mut moment = Moment::default();
        if kind != TimeKind::Clock {
            moment.year = rest.number(4, 4)?;
            rest.skip(b'-')?;
            moment.month = rest.number(2, 2)?;
            rest.skip(b'-')?;
            moment.day = rest.number(2, 2)?;
            if !(1..=days_in_month(is_leap(moment.year), moment.month)).contains(&moment.day) {
                return None;
            }
        }
        if matches!(kind, TimeKind::Instant | TimeKind::DateTime) {
            rest.skip(b'T')
                .or_else(|| rest.skip(b't'))
                .or_else(|| rest.skip(b' '))?;
        }
        if kind != TimeKind::Date {
            moment.hour = rest.number(1, 2)?;
            rest.skip(b':')?;
            moment.minute = rest.number(2, 2)?;
            rest.skip(b':')?;
            moment.second = rest.number(2, 2)?;
            if rest.skip(b'.').is_some() {
                let digits = rest.0.len();
                let fraction = rest.number(1, 9)?;
                let missing = 9_u32.saturating_sub(u32::try_from(digits - rest.0.len()).ok()?);
                moment.nanos = fraction * 10_i64.pow(missing);
            }
            if moment.hour > 23 || moment.minute > 59 || moment.second > 60 {
                return None;
            }
        }
        if kind == TimeKind::Instant {
            moment.offset = rest.offset()?;
        }
        rest.0.is_empty().then_some(moment)
    }

    /// Reads year, day of the year, hour, minute, second, nanosecond and the offset's hours, minutes and seconds, as far
    /// as the kind has them.
    fn from_numbers(kind: TimeKind, numbers: &[i64]) -> Option<Self> {
        let mut moment = Moment::default();
        let mut numbers = numbers.iter().copied();
        if kind != TimeKind::Clock {
            let (year, ordinal) = (numbers.next()?, numbers.next()?);
            let (month, day) = month_and_day(is_leap(year), ordinal)?;
            moment = Moment {
                year,
                month,
                day,
                ..moment
            };
        }
        if kind != TimeKind::Date {
            moment.hour = numbers.next()?;
            moment.minute = numbers.next()?;
            moment.second = numbers.next()?;
            moment.nanos = numbers.next()?;
        }
        if let Some(hours) = numbers.next() {
            moment.offset = hours * 3600 + numbers.next()? * 60 + numbers.next()?;
        }
        Some(moment)
    }

    fn from_epoch(seconds: i64, nanos: i64) -> Self {
        let date = civil_from_days(seconds.div_euclid(SECONDS_PER_DAY));
        // The year -1 is refused when the time is written.
        let (year, month, day) = date.unwrap_or((-1, 1, 1));
        let clock = seconds.rem_euclid(SECONDS_PER_DAY);
        Moment {
            year,
            month,
            day,
            hour: clock / 3600,
            minute: clock / 60 % 60,
            second: clock % 60,
            nanos,
            offset: 0,
        }
    }

    /// Returns the seconds since 1970.
    fn seconds(self) -> i64 {
        let part = |number| u8::try_from(number).unwrap_or(1);
        let days = days_from_civil(self.year, part(self.month), part(self.day));
        days * SECONDS_PER_DAY + self.hour * 3600 + self.minute * 60 + self.second - self.offset
    }

    /// Converts the moment to UTC.
    fn in_utc(self) -> Option<Self> {
        if self.offset == 0 {
            return Some(self);
        }
        let moment = Self::from_epoch(self.seconds(), self.nanos);
        (moment.year >= 0).then_some(moment)
    }
}

/// The text that is not parsed yet.
struct Rest<'t>(&'t [u8]);

impl Rest<'_> {
    fn skip(&mut self, byte: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[byte])?;
        Some(())
    }

    /// Reads a number of `least` to `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<i64> {
        let digits = self
            .0
            .iter()
            .take(most)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits < least {
            return None;
        }
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        Some(
            number
                .iter()
                .fold(0, |number, digit| number * 10 + i64::from(digit - b'0')),
        )
    }

    /// Reads `Z`, `+02:00` or `+02:00:00`, optionally after a space.
    fn offset(&mut self) -> Option<i64> {
        if self.skip(b'Z').or_else(|| self.skip(b'z')).is_some() {
            return Some(0);
        }
        let _ = self.skip(b' ');
        let sign = if self.skip(b'+').is_some() {
            1
        } else {
            self.skip(b'-')?;
            -1
        };
        let hours = self.number(2, 2)?;
        self.skip(b':')?;
        let minutes = self.number(2, 2)?;
        let seconds = match self.skip(b':') {
            Some(()) => self.number(2, 2)?,
            None => 0,
        };
        Some(sign * (hours * 3600 + minutes * 60 + seconds))
    }
}

/// The text of a time, on the stack.
#[derive(Clone, Copy)]
pub(super) struct TimeText {
    bytes: [u8; 64],
    length: usize,
}

impl Default for TimeText {
    fn default() -> Self {
        TimeText {
            bytes: [0; 64],
            length: 0,
        }
    }
}

impl TimeText {
    pub(super) fn as_str(&self) -> &str {
        let written = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(written).unwrap_or_default()
    }

    fn push(&mut self, moment: Moment, kind: TimeKind, digits: u8) {
        if kind != TimeKind::Clock {
            self.number(moment.year, 4);
            self.byte(b'-');
            self.number(moment.month, 2);
            self.byte(b'-');
            self.number(moment.day, 2);
        }
        if matches!(kind, TimeKind::Instant | TimeKind::DateTime) {
            self.byte(b'T');
        }
        if kind != TimeKind::Date {
            self.number(moment.hour, 2);
            self.byte(b':');
            self.number(moment.minute, 2);
            self.byte(b':');
            self.number(moment.second, 2);
            if digits > 0 {
                let digits = digits.min(9);
                self.byte(b'.');
                self.number(moment.nanos / 10_i64.pow(9 - u32::from(digits)), digits.into());
            }
        }
        if kind == TimeKind::Instant {
            self.byte(b'Z');
        }
    }

    fn byte(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    fn number(&mut self, number: i64, digits: usize) {
        let mut rest = number;
        let places = self.bytes.get_mut(self.length..self.length + digits);
        for place in places.unwrap_or_default().iter_mut().rev() {
            *place = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        self.length += digits;
    }
}

impl fmt::Write for TimeText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        let place = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

// The time may be sensitive.
impl fmt::Debug for TimeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TimeText(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(shape: TimeShape, text: &str) -> Result<String, String> {
        let stored = shape.of_text(text).map_err(|error| error.message().to_owned())?;
        Ok(stored.as_str().to_owned())
    }

    #[test]
    fn every_serialized_form_becomes_the_stored_form() {
        let instant = TimeShape::new(TimeKind::Instant, 9);
        for written in [
            "2026-03-01T00:00:05.5Z",
            "2026-03-01T00:00:05.500000Z",
            "2026-03-01 0:00:05.5 +00:00:00",
        ] {
            assert_eq!(text(instant, written).as_deref(), Ok("2026-03-01T00:00:05.500000000Z"));
        }
        assert_eq!(
            text(instant, "2026-03-01T00:00:05Z").as_deref(),
            Ok("2026-03-01T00:00:05.000000000Z")
        );
        let civil = TimeShape::new(TimeKind::DateTime, 3);
        assert_eq!(
            text(civil, "2026-03-01T00:00:05").as_deref(),
            Ok("2026-03-01T00:00:05.000")
        );
        let clock = TimeShape::new(TimeKind::Clock, 0);
        assert_eq!(text(clock, "23:59:60").as_deref(), Ok("23:59:60"));
        assert_eq!(
            text(TimeShape::new(TimeKind::Date, 9), "2024-02-29").as_deref(),
            Ok("2024-02-29")
        );
    }

    #[test]
    fn times_that_cannot_be_stored_are_refused() {
        let millis = TimeShape::new(TimeKind::Instant, 3);
        assert!(text(millis, "2026-03-01T00:00:05.5001Z").is_err_and(|why| why.contains("milliseconds")));
        for year in ["+12345-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"] {
            assert_eq!(text(millis, year), Err(YEAR.to_owned()));
        }
        assert!(text(millis, "2026-03-01T00:00:05+01:00").is_err_and(|why| why.contains("offset")));
        for none in [
            "",
            "2026-02-30T00:00:00Z",
            "2026-03-01",
            "2026-03-01T00:00:00",
            "2026-03-01T25:00:00Z",
        ] {
            assert_eq!(text(millis, none), Err(NO_TIME.to_owned()));
        }
    }

    #[test]
    fn stored_text_becomes_the_numbers_that_serde_reads() {
        let with_offset = TimeShape::numbers_with_offset(9);
        assert_eq!(
            with_offset.numbers_of("2026-03-01T12:30:05.000000001-01:30"),
            Some(vec![2026, 60, 12, 30, 5, 1, -1, -30, 0])
        );
        let utc = TimeShape::numbers(TimeKind::Instant, 9);
        assert_eq!(
            utc.numbers_of("2026-03-01T00:30:00+01:00"),
            Some(vec![2026, 59, 23, 30, 0, 0])
        );
        let epoch = TimeShape::since_epoch(9);
        assert_eq!(
            epoch.numbers_of("1970-01-02T00:00:00.000000007Z"),
            Some(vec![86_400, 7])
        );
        let written = AttributeValue::M(
            [("secs_since_epoch", "86400"), ("nanos_since_epoch", "7")]
                .map(|(name, number)| (name.to_owned(), AttributeValue::N(number.to_owned())))
                .into(),
        );
        let stored = epoch.of_value(&written).unwrap();
        assert_eq!(stored.as_str(), "1970-01-02T00:00:00.000000007Z");
    }
}
