//! Times and dates as text that sorts in their order: one fixed width for each type, in UTC.
//!
//! The text is `2026-03-01T12:30:00.500000000Z` for a point in time, `2026-03-01T12:30:00.500000000` without a time zone,
//! `2026-03-01` for a date and `12:30:00.500000000` for a time of day. The types serialize as text of varying length, as
//! lists of numbers or as a map of seconds, and all of these are converted.

pub(super) mod moment;
#[cfg(test)]
mod tests;
pub(super) mod text;

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::calendar::{day_of_year, is_leap};
use crate::codec::time::moment::{Moment, TimeKind};
use crate::codec::time::text::TimeText;
use crate::error::codec::CodecError;

const YEAR: &str = "the year is outside 0000 to 9999; other years do not sort as text and are not stored";
const NO_TIME: &str = "its serialized form is not a time";

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
