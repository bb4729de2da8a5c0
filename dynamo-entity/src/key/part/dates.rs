//! Key parts for dates and timestamps. A key holds UTC, whatever offset the value has.

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! dates {
    ($($ty:ty: $kind:ident, |$value:ident| $part:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl crate::key::part::KeyPart for $ty {
            const KIND: crate::key::part::PartKind = crate::key::part::PartKind::$kind;
            const PREFIX_FREE: bool = true;
            const NATIVE: Option<crate::key::scalar::ScalarType> = None;

            fn part(&self) -> crate::key::part::Part<'_> {
                let $value = self;
                $part
            }

            fn __copy(&self) -> Self {
                *self
            }
        }
        #[diagnostic::do_not_recommend]
        impl crate::key::part::SortPart for $ty {}
        #[diagnostic::do_not_recommend]
        impl crate::key::part::TimePart for $ty {}
    )*};
}

#[cfg(feature = "chrono")]
mod chrono {
    use crate::key::part::Part;
    use chrono::{DateTime, NaiveDate, Utc};

    dates! {
        DateTime<Utc>: Time, |time| Part::Time { seconds: time.timestamp(), nanos: time.timestamp_subsec_nanos() };
        NaiveDate: Date, |date| Part::Date { days: i64::from(date.to_epoch_days()) };
    }
}

#[cfg(feature = "time")]
mod time {
    use crate::codec::calendar::days_from_civil;
    use crate::key::part::Part;
    use time::{Date, OffsetDateTime};

    dates! {
        OffsetDateTime: Time, |time| Part::Time { seconds: time.unix_timestamp(), nanos: time.nanosecond() };
        Date: Date, |date| Part::Date { days: days_from_civil(date.year().into(), date.month().into(), date.day()) };
    }
}

#[cfg(feature = "jiff")]
mod jiff {
    use crate::codec::calendar::days_from_civil;
    use crate::key::part::Part;
    use jiff::{Timestamp, civil::Date};

    /// Rounds down: jiff rounds seconds towards zero and gives the nanoseconds the same sign.
    fn time(time: &Timestamp) -> Part<'static> {
        let (seconds, nanos) = (time.as_second(), time.subsec_nanosecond());
        match u32::try_from(nanos) {
            Ok(nanos) => Part::Time { seconds, nanos },
            Err(_) => Part::Time {
                seconds: seconds - 1,
                nanos: 1_000_000_000 - nanos.unsigned_abs(),
            },
        }
    }

    dates! {
        Timestamp: Time, |timestamp| time(timestamp);
        Date: Date, |date| Part::Date {
            days: days_from_civil(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
        };
    }
}
