//! Conversion between Rust types and [`Value`]s without serde, so that the oracle shares nothing with the codec.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::value::{Float, Value};

/// A type that converts to and from [`Value`].
pub trait AsValue: Sized + Send + 'static {
    /// Converts a value to this type.
    ///
    /// # Panics
    /// If the value has another type, which is a fault of the test machinery.
    fn of(value: &Value) -> Self;
    /// Converts to a value.
    fn value(&self) -> Value;
}

/// Converts a value to a `T`.
pub fn of<T: AsValue>(value: &Value) -> T {
    T::of(value)
}

fn unfit(value: &Value, ty: &str) -> ! {
    panic!("{value:?} is no {ty}")
}

macro_rules! integers { ($($ty:ty)*) => {$(
    impl AsValue for $ty {
        fn of(value: &Value) -> Self {
            match value {
                Value::Int(number) => <$ty>::try_from(*number).unwrap_or_else(|_| unfit(value, stringify!($ty))),
                _ => unfit(value, stringify!($ty)),
            }
        }
        fn value(&self) -> Value {
            // No model has a number above `i128::MAX`, which DynamoDB does not accept.
            Value::Int(i128::try_from(*self).unwrap_or(i128::MAX))
        }
    }
)*}; }
integers!(u8 u16 u32 u64 u128 i8 i16 i32 i64 i128);

macro_rules! as_value { ($($ty:ty: $pattern:pat => $of:expr, |$this:ident| $value:expr;)*) => {$(
    impl AsValue for $ty {
        fn of(value: &Value) -> Self {
            match value {
                $pattern => $of,
                _ => unfit(value, stringify!($ty)),
            }
        }
        fn value(&self) -> Value {
            let $this = self;
            $value
        }
    }
)*}; }

as_value! {
    bool: Value::Bool(this) => *this, |this| Value::Bool(*this);
    rust_decimal::Decimal:
        Value::Decimal(units) => rust_decimal::Decimal::from_i128_with_scale(*units, 10).normalize(),
        |this| Value::Decimal(units(*this));
    f64: Value::Float(this) => this.0, |this| Value::Float(Float(*this));
    String: Value::Text(this) => this.clone(), |this| Value::Text(this.clone());
    char: Value::Text(this) => this.chars().next().unwrap_or_default(), |this| Value::Text(this.to_string());
    Uuid: Value::Text(this) => Uuid::parse_str(this).unwrap_or_default(), |this| Value::Text(this.to_string());
    Vec<u8>: Value::Bytes(this) => this.clone(), |this| Value::Bytes(this.clone());
    chrono::DateTime<chrono::Utc>:
        Value::Time(seconds, nanos) => chrono::DateTime::from_timestamp(*seconds, *nanos).unwrap_or_default(),
        |this| Value::Time(this.timestamp(), this.timestamp_subsec_nanos());
    chrono::NaiveDate:
        Value::Date(days) => chrono::NaiveDate::default() + chrono::TimeDelta::days(*days),
        |this| Value::Date((*this - chrono::NaiveDate::default()).num_days());
    jiff::civil::Date:
        Value::Date(days) => jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(*days),
        |this| Value::Date(i64::from((*this - jiff::civil::date(1970, 1, 1)).get_days()));
    time::Date:
        Value::Date(days) => time::OffsetDateTime::UNIX_EPOCH.date() + time::Duration::days(*days),
        |this| Value::Date((*this - time::OffsetDateTime::UNIX_EPOCH.date()).whole_days());
    jiff::Timestamp:
        Value::Time(seconds, nanos) => jiff::Timestamp::from_nanosecond(nanoseconds(*seconds, *nanos)).unwrap_or_default(),
        |this| since_1970(this.as_nanosecond());
    time::OffsetDateTime:
        Value::Time(seconds, nanos) => time::OffsetDateTime::from_unix_timestamp_nanos(nanoseconds(*seconds, *nanos))
            .unwrap_or(time::OffsetDateTime::UNIX_EPOCH),
        |this| since_1970(this.unix_timestamp_nanos());
}

/// No model has a decimal with more digits.
fn units(mut decimal: rust_decimal::Decimal) -> i128 {
    decimal.rescale(10);
    decimal.mantissa()
}

fn nanoseconds(seconds: i64, nanos: u32) -> i128 {
    i128::from(seconds) * 1_000_000_000 + i128::from(nanos)
}

fn since_1970(nanoseconds: i128) -> Value {
    let seconds = nanoseconds.div_euclid(1_000_000_000);
    let nanos = nanoseconds.rem_euclid(1_000_000_000);
    Value::Time(
        i64::try_from(seconds).unwrap_or_default(),
        u32::try_from(nanos).unwrap_or_default(),
    )
}

impl<T: AsValue> AsValue for Option<T> {
    fn of(value: &Value) -> Self {
        (*value != Value::Absent).then(|| T::of(value))
    }
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Absent, T::value)
    }
}

impl<T: AsValue> AsValue for Box<T> {
    fn of(value: &Value) -> Self {
        Box::new(T::of(value))
    }
    fn value(&self) -> Value {
        T::value(self)
    }
}

/// Every type except `u8`, because a `Vec<u8>` is binary.
pub trait Element: AsValue {}

impl<T: Element> AsValue for Vec<T> {
    fn of(value: &Value) -> Self {
        match value {
            Value::List(elements) => elements.iter().map(T::of).collect(),
            _ => unfit(value, "list"),
        }
    }
    fn value(&self) -> Value {
        Value::List(self.iter().map(T::value).collect())
    }
}

impl<T: AsValue + Ord> AsValue for BTreeSet<T> {
    fn of(value: &Value) -> Self {
        match value {
            Value::Set(elements) => elements.iter().map(T::of).collect(),
            _ => unfit(value, "set"),
        }
    }
    fn value(&self) -> Value {
        Value::Set(self.iter().map(T::value).collect())
    }
}

impl<T: AsValue> AsValue for BTreeMap<String, T> {
    fn of(value: &Value) -> Self {
        match value {
            Value::Map(entries) => entries.iter().map(|(key, value)| (key.clone(), T::of(value))).collect(),
            _ => unfit(value, "map"),
        }
    }
    fn value(&self) -> Value {
        Value::Map(self.iter().map(|(key, value)| (key.clone(), value.value())).collect())
    }
}

impl<A: AsValue, B: AsValue> AsValue for (A, B) {
    fn of(value: &Value) -> Self {
        match value {
            Value::List(elements) => (A::of(&elements[0]), B::of(&elements[1])),
            _ => unfit(value, "pair"),
        }
    }
    fn value(&self) -> Value {
        Value::List(vec![self.0.value(), self.1.value()])
    }
}

macro_rules! elements { ($($ty:ty)*) => {$( impl Element for $ty {} )*}; }
elements!(bool f64 rust_decimal::Decimal String char Uuid u16 u32 u64 u128 i8 i16 i32 i64 i128 Vec<u8>);
elements!(chrono::DateTime<chrono::Utc> chrono::NaiveDate jiff::civil::Date time::Date);
elements!(jiff::Timestamp time::OffsetDateTime);
impl<T: Element> Element for Vec<T> {}
impl<T: AsValue> Element for Option<T> {}
impl<T: AsValue> Element for Box<T> {}
impl<A: AsValue, B: AsValue> Element for (A, B) {}
impl<T: AsValue + Ord> Element for BTreeSet<T> {}
impl<T: AsValue> Element for BTreeMap<String, T> {}

/// `record!(User { user_id, email })`
#[macro_export]
macro_rules! record {
    ($name:ident { $($field:ident),* }) => {
        impl $crate::as_value::AsValue for $name {
            fn of(value: &$crate::value::Value) -> Self {
                let mut fields = value.record().iter();
                $name { $($field: $crate::as_value::next(&mut fields)),* }
            }
            fn value(&self) -> $crate::value::Value {
                $crate::value::Value::Record(vec![$($crate::as_value::AsValue::value(&self.$field)),*])
            }
        }
        impl $crate::as_value::Element for $name {}
    };
}

/// Returns the next field of a record.
///
/// # Panics
/// If there is no next field.
pub fn next<'a, T: AsValue>(fields: &mut impl Iterator<Item = &'a Value>) -> T {
    T::of(fields.next().expect("a record has every field"))
}

/// `units!(Status { Draft = "draft", Sent = "sent" })`
#[macro_export]
macro_rules! units {
    ($name:ident { $($variant:ident = $text:literal),* }) => {
        impl $crate::as_value::AsValue for $name {
            fn of(value: &$crate::value::Value) -> Self {
                match value {
                    $($crate::value::Value::Text(text) if text == $text => $name::$variant,)*
                    other => panic!("{other:?} is no variant"),
                }
            }
            fn value(&self) -> $crate::value::Value {
                $crate::value::Value::text(match self { $($name::$variant => $text),* })
            }
        }
        impl $crate::as_value::Element for $name {}
    };
}

/// `wrap!(UserId)`: a struct with one field has the value of the field.
#[macro_export]
macro_rules! wrap {
    ($name:ident) => {
        impl $crate::as_value::AsValue for $name {
            fn of(value: &$crate::value::Value) -> Self {
                $name($crate::as_value::of(value))
            }
            fn value(&self) -> $crate::value::Value {
                $crate::as_value::AsValue::value(&self.0)
            }
        }
        impl $crate::as_value::Element for $name {}
    };
}
