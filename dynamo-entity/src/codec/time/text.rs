//! The stored text of a time.

use std::fmt;

use crate::codec::time::moment::{Moment, TimeKind};

/// The text of a time, on the stack. It has no `Debug`, because the time may be sensitive.
#[derive(Clone, Copy)]
pub(in crate::codec) struct TimeText {
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
    pub(in crate::codec) fn as_str(&self) -> &str {
        let written = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(written).unwrap_or_default()
    }

    pub(super) fn push(&mut self, moment: Moment, kind: TimeKind, digits: u8) {
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
