//! Times for DynamoDB's time to live, as a number of seconds since 1970.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::decode::from_value;
use crate::codec::encode::to_value;
use crate::codec::encoded::Encoded;
use crate::codec::item::kind_of;
use crate::codec::number;
use crate::codec::shape::{Conversion, Shape};
use crate::codec::shaped::Probe;
use crate::error::codec::CodecError;

/// A type that `#[entity(ttl)]` stores as a number of seconds since 1970: an integer number of seconds, or a point in time,
/// which is read back in whole seconds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a time after which DynamoDB can delete items",
    label = "not a type for `ttl`",
    note = "`ttl` takes `u32`, `u64`, `i64` (seconds since 1970), `std::time::SystemTime`, `chrono::DateTime<Utc>`, `jiff::Timestamp`, `time::OffsetDateTime` (each of the last three with a feature of `dynamo-entity`), and `Option`s of these"
)]
pub trait TimeToLive {
    /// The type without `Option`.
    type Time: EpochSeconds;
}

/// A type that converts to and from seconds since 1970.
pub trait EpochSeconds: Serialize + DeserializeOwned {
    /// Returns the seconds, rounded down.
    fn to_seconds(&self) -> i128;
    /// Returns `None` if the type cannot represent the time.
    fn from_seconds(seconds: i128) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: EpochSeconds> TimeToLive for T {
    type Time = T;
}
#[diagnostic::do_not_recommend]
impl<T: EpochSeconds> TimeToLive for Option<T> {
    type Time = T;
}

#[allow(missing_docs)]
impl<T: TimeToLive> Probe<T> {
    pub const TIME_TO_LIVE: &'static Shape = &Shape::Converted(
        &Conversion::new(&Shape::Plain)
            .write(write::<T::Time>)
            .read(read::<T::Time>),
    );
}

fn write<T: EpochSeconds>(value: AttributeValue) -> Result<Encoded, CodecError> {
    let time: T = from_value(value, &Shape::Plain)?;
    Ok(Encoded::Value(AttributeValue::N(time.to_seconds().to_string())))
}

fn read<T: EpochSeconds>(value: AttributeValue) -> Result<AttributeValue, CodecError> {
    let AttributeValue::N(seconds) = &value else {
        let found = kind_of(&value);
        return Err(CodecError::new(format!(
            "expected a number of seconds since 1970, found {found}"
        )));
    };
    // Another program may have stored a fraction, which DynamoDB accepts.
    let time = number::floor(seconds)
        .and_then(T::from_seconds)
        .ok_or_else(|| CodecError::new("expected a number of seconds since 1970, found a number out of range"))?;
    to_value(&time, &Shape::Plain).map(|encoded| encoded.into_value().unwrap_or(value))
}

macro_rules! seconds {
    ($($ty:ty: |$time:ident| $to:expr, |$seconds:ident| $from:expr;)*) => {$(
        impl EpochSeconds for $ty {
            fn to_seconds(&self) -> i128 {
                let $time = self;
                $to
            }
            fn from_seconds($seconds: i128) -> Option<Self> {
                $from
            }
        }
    )*};
}

seconds! {
    u32: |seconds| i128::from(*seconds), |seconds| seconds.try_into().ok();
    u64: |seconds| i128::from(*seconds), |seconds| seconds.try_into().ok();
    i64: |seconds| i128::from(*seconds), |seconds| seconds.try_into().ok();
    std::time::SystemTime: |time| system_seconds(*time), |seconds| system_time(seconds);
}

#[cfg(feature = "chrono")]
seconds! {
    chrono::DateTime<chrono::Utc>:
        |time| i128::from(time.timestamp()),
        |seconds| chrono::DateTime::from_timestamp(seconds.try_into().ok()?, 0);
}

#[cfg(feature = "jiff")]
seconds! {
    jiff::Timestamp:
        |time| time.as_nanosecond().div_euclid(1_000_000_000),
        |seconds| jiff::Timestamp::from_second(seconds.try_into().ok()?).ok();
}

#[cfg(feature = "time")]
seconds! {
    time::OffsetDateTime:
        |time| time.unix_timestamp_nanos().div_euclid(1_000_000_000),
        |seconds| time::OffsetDateTime::from_unix_timestamp(seconds.try_into().ok()?).ok();
}

fn system_seconds(time: std::time::SystemTime) -> i128 {
    match time.duration_since(std::time::UNIX_EPOCH) {
        Ok(since) => i128::from(since.as_secs()),
        Err(before) => {
            let before = before.duration();
            -i128::from(before.as_secs()) - i128::from(before.subsec_nanos() > 0)
        }
    }
}

fn system_time(seconds: i128) -> Option<std::time::SystemTime> {
    let length = std::time::Duration::from_secs(seconds.unsigned_abs().try_into().ok()?);
    if seconds < 0 {
        std::time::UNIX_EPOCH.checked_sub(length)
    } else {
        std::time::UNIX_EPOCH.checked_add(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn system_times_are_rounded_down() {
        for (time, seconds) in [
            (UNIX_EPOCH + Duration::from_millis(1999), 1),
            (UNIX_EPOCH, 0),
            (UNIX_EPOCH - Duration::from_millis(1), -1),
            (UNIX_EPOCH - Duration::from_secs(2), -2),
        ] {
            assert_eq!(time.to_seconds(), seconds);
        }
        assert_eq!(
            std::time::SystemTime::from_seconds(-2),
            Some(UNIX_EPOCH - Duration::from_secs(2))
        );
        assert_eq!(std::time::SystemTime::from_seconds(i128::MAX), None);
        assert_eq!(u32::from_seconds(-1), None);
    }
}
