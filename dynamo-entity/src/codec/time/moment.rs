//! A time as numbers: the kinds of times, and a moment from text, from lists of numbers and from seconds since 1970.

use crate::codec::calendar::{civil_from_days, days_from_civil, days_in_month, is_leap, month_and_day};

const SECONDS_PER_DAY: i64 = 86_400;

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

/// A date, a time of day and an offset from UTC in seconds. A field that the kind does not have is 0.
#[derive(Clone, Copy, Default)]
pub(super) struct Moment {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) nanos: i64,
    pub(super) offset: i64,
}

impl Moment {
    /// Parses RFC 3339 and similar text: a space instead of `T`, a single digit for the hour, seconds in the offset.
    pub(super) fn parse(kind: TimeKind, text: &str) -> Option<Self> {
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
    pub(super) fn from_numbers(kind: TimeKind, numbers: &[i64]) -> Option<Self> {
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

    pub(super) fn from_epoch(seconds: i64, nanos: i64) -> Self {
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
    pub(super) fn seconds(self) -> i64 {
        let part = |number| u8::try_from(number).unwrap_or(1);
        let days = days_from_civil(self.year, part(self.month), part(self.day));
        days * SECONDS_PER_DAY + self.hour * 3600 + self.minute * 60 + self.second - self.offset
    }

    /// Converts the moment to UTC.
    pub(super) fn in_utc(self) -> Option<Self> {
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
