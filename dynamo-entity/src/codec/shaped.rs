//! The shapes of the supported types.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

use crate::codec::shape::Shape;
use crate::codec::time::TimeShape;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use crate::codec::time::moment::TimeKind;

/// Wraps the shape of a type in another shape, unless the type's shape is plain.
macro_rules! told {
    ($ty:ident => $shape:expr) => {
        match $ty::SHAPE {
            Shape::Plain => &Shape::Plain,
            _ => $shape,
        }
    };
}

/// A type with a known shape.
///
/// Times in the type are stored with `DIGITS` fractional digits of a second.
pub trait Shaped<const DIGITS: u8 = 9> {
    /// How it is stored.
    const SHAPE: &'static Shape;
    /// How a `Vec`, a slice or an array of the type is stored: as a list, except for `u8`.
    const LIST: &'static Shape = told!(Self => &Shape::List(Self::SHAPE));
}

/// A type whose values may be the elements of a DynamoDB set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an element of a DynamoDB set",
    note = "DynamoDB has sets of strings, of numbers and of binaries"
)]
pub trait SetElement<const DIGITS: u8 = 9> {
    /// The kind of set.
    const SET: &'static Shape;
}

/// Looks up the shape of any concrete type: `Probe::<T>::SHAPE`, with [`PlainShape`] in scope.
///
/// If `T: Shaped`, the inherent constant exists and has precedence; otherwise the trait's constant is used. This works only
/// for concrete types: for a type parameter, the trait's constant is always used.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(pub(super) PhantomData<T>);

impl<T: Shaped + ?Sized> Probe<T> {
    /// The shape of a type that implements [`Shaped`].
    pub const SHAPE: &'static Shape = T::SHAPE;
}

/// Like [`Probe`], with `DIGITS` fractional digits of a second in times.
#[derive(Debug)]
pub struct Precise<T: ?Sized, const DIGITS: u8>(pub(super) PhantomData<T>);

impl<T: Shaped<DIGITS> + ?Sized, const DIGITS: u8> Precise<T, DIGITS> {
    /// The shape of a type that implements [`Shaped`].
    pub const SHAPE: &'static Shape = T::SHAPE;
}

/// The shape of types that do not implement [`Shaped`]; see [`Probe`].
pub trait PlainShape {
    /// As serde says.
    const SHAPE: &'static Shape = &Shape::Plain;
}

impl<T: ?Sized> PlainShape for Probe<T> {}
impl<T: ?Sized, const DIGITS: u8> PlainShape for Precise<T, DIGITS> {}

macro_rules! shaped {
    ($([$($parameter:tt)*] $ty:ty => $shape:expr;)*) => {$(
        impl<const D: u8, $($parameter)*> Shaped<D> for $ty {
            const SHAPE: &'static Shape = $shape;
        }
    )*};
}

/// Implements [`Shaped`] for types that are stored as serde writes them, so that tuples and lists of them have a shape.
macro_rules! plain {
    ($($ty:ty),* $(,)?) => { shaped! { $([] $ty => &Shape::Plain;)* } };
}

shaped! {
    [T: SetElement<D>] BTreeSet<T> => T::SET;
    [T: SetElement<D>, H] HashSet<T, H> => T::SET;
    [T: Shaped<D>] Option<T> => told!(T => &Shape::Optional(T::SHAPE));
    [T: Shaped<D> + ?Sized] Box<T> => T::SHAPE;
    [T: Shaped<D> + ?Sized] Rc<T> => T::SHAPE;
    [T: Shaped<D> + ?Sized] Arc<T> => T::SHAPE;
    [T: Shaped<D> + ToOwned + ?Sized] Cow<'_, T> => T::SHAPE;
    [T: Shaped<D>] Vec<T> => T::LIST;
    [T: Shaped<D>] [T] => T::LIST;
    [T: Shaped<D>] VecDeque<T> => &Shape::List(T::SHAPE);
    [T: Shaped<D>] LinkedList<T> => &Shape::List(T::SHAPE);
    [T: Shaped<D>, const N: usize] [T; N] => T::LIST;
    [K, T: Shaped<D>] BTreeMap<K, T> => told!(T => &Shape::Map(T::SHAPE));
    [K, T: Shaped<D>, H] HashMap<K, T, H> => told!(T => &Shape::Map(T::SHAPE));
    [] SystemTime => &Shape::Time(TimeShape::since_epoch(D));
}

impl<const D: u8> Shaped<D> for u8 {
    const SHAPE: &'static Shape = &Shape::Plain;
    const LIST: &'static Shape = &Shape::Binary;
}

plain! {
    String, str, char, bool, (), i8, i16, i32, i64, i128, isize, u16, u32, u64, u128, usize, f32, f64,
    std::time::Duration, std::net::IpAddr, std::net::Ipv4Addr, std::net::Ipv6Addr, std::net::SocketAddr,
}

macro_rules! tuples {
    ($(($($ty:ident),+);)*) => { shaped! { $([$($ty: Shaped<D>),+] ($($ty,)+) => &Shape::Tuple(&[$($ty::SHAPE),+]);)* } };
}

tuples! {
    (A);
    (A, B);
    (A, B, C);
    (A, B, C, E);
    (A, B, C, E, F);
    (A, B, C, E, F, G);
}

#[cfg(feature = "bytes")]
shaped! { [] bytes::Bytes => &Shape::Binary; }

#[cfg(feature = "rust_decimal")]
shaped! { [] rust_decimal::Decimal => &Shape::Number; }

#[cfg(feature = "uuid")]
plain! { uuid::Uuid }

#[cfg(feature = "ulid")]
plain! { ulid::Ulid }
#[cfg(feature = "ulid1")]
plain! { ulid1::Ulid }

// `DateTime<FixedOffset>`, `DateTime<Local>` and `Zoned` contain an offset, which text in UTC would lose.

#[cfg(feature = "chrono")]
shaped! {
    [] chrono::DateTime<chrono::Utc> => &Shape::Time(TimeShape::new(TimeKind::Instant, D));
    [] chrono::NaiveDateTime => &Shape::Time(TimeShape::new(TimeKind::DateTime, D));
    [] chrono::NaiveDate => &Shape::Time(TimeShape::new(TimeKind::Date, D));
    [] chrono::NaiveTime => &Shape::Time(TimeShape::new(TimeKind::Clock, D));
}

#[cfg(feature = "jiff")]
shaped! {
    [] jiff::Timestamp => &Shape::Time(TimeShape::new(TimeKind::Instant, D));
    [] jiff::civil::DateTime => &Shape::Time(TimeShape::new(TimeKind::DateTime, D));
    [] jiff::civil::Date => &Shape::Time(TimeShape::new(TimeKind::Date, D));
    [] jiff::civil::Time => &Shape::Time(TimeShape::new(TimeKind::Clock, D));
}

#[cfg(feature = "time")]
shaped! {
    [] time::OffsetDateTime => &Shape::Time(TimeShape::numbers_with_offset(D));
    [] time::UtcDateTime => &Shape::Time(TimeShape::numbers(TimeKind::Instant, D));
    [] time::PrimitiveDateTime => &Shape::Time(TimeShape::numbers(TimeKind::DateTime, D));
    [] time::Date => &Shape::Time(TimeShape::numbers(TimeKind::Date, D));
    [] time::Time => &Shape::Time(TimeShape::numbers(TimeKind::Clock, D));
}

macro_rules! set_elements {
    ($($set:expr => $($ty:ty),+;)*) => {$($(
        impl<const D: u8> SetElement<D> for $ty {
            const SET: &'static Shape = $set;
        }
    )+)*};
}

set_elements! {
    &Shape::StringSet => String, Box<str>, Rc<str>, Arc<str>, Cow<'static, str>, char;
    &Shape::NumberSet => u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize;
    &Shape::BinarySet => Vec<u8>, Box<[u8]>;
    &Shape::TimeSet(<SystemTime as Shaped<D>>::SHAPE) => SystemTime;
}

impl<const N: usize, const D: u8> SetElement<D> for [u8; N] {
    const SET: &'static Shape = &Shape::BinarySet;
}

#[cfg(feature = "bytes")]
set_elements! { &Shape::BinarySet => bytes::Bytes; }

#[cfg(feature = "rust_decimal")]
set_elements! { &Shape::NumberSet => rust_decimal::Decimal; }

#[cfg(feature = "uuid")]
set_elements! { &Shape::StringSet => uuid::Uuid; }

#[cfg(feature = "ulid")]
set_elements! { &Shape::StringSet => ulid::Ulid; }
#[cfg(feature = "ulid1")]
set_elements! { &Shape::StringSet => ulid1::Ulid; }

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! time_sets {
    ($($ty:ty),* $(,)?) => { set_elements! { $(&Shape::TimeSet(<$ty as Shaped<D>>::SHAPE) => $ty;)* } };
}

#[cfg(feature = "chrono")]
time_sets!(
    chrono::DateTime<chrono::Utc>,
    chrono::NaiveDateTime,
    chrono::NaiveDate,
    chrono::NaiveTime,
);

#[cfg(feature = "jiff")]
time_sets!(
    jiff::Timestamp,
    jiff::civil::DateTime,
    jiff::civil::Date,
    jiff::civil::Time
);

#[cfg(feature = "time")]
time_sets!(
    time::OffsetDateTime,
    time::UtcDateTime,
    time::PrimitiveDateTime,
    time::Date,
    time::Time,
);
