//! The operators of conditions, and the types that have each of them.
//!
//! The traits are implemented for an operator, of the type `T` of an attribute. As traits of the type itself, their messages
//! would give way to that of [`Supports`](crate::expression::supports::Supports).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use crate::codec::encode;
use crate::codec::shape::Shape;
use crate::error::codec::CodecError;
use crate::expression::term::{Term, TermOf};
use crate::expression::value::IntoValue;

/// The operators `gt`, `gte`, `lt`, `lte` and `between`.
#[derive(Debug, Clone, Copy)]
pub struct Order;

/// The operator `begins_with`.
#[derive(Debug, Clone, Copy)]
pub struct Prefix;

/// The operator `size`.
#[derive(Debug, Clone, Copy)]
pub struct Length;

/// The operator `contains`, of a `V`.
#[derive(Debug, Clone, Copy)]
pub struct Containing<V>(pub(crate) V, pub(crate) &'static Shape);

/// A type whose order in DynamoDB is the order of its values: numbers by value, strings and binary by bytes,
/// and dates and times, whose stored text sorts chronologically.
#[diagnostic::on_unimplemented(
    message = "`{T}` has no order in DynamoDB",
    label = "`gt`, `gte`, `lt`, `lte` and `between` work on numbers, strings, binary and dates, not on `{T}`"
)]
pub trait Ordered<T> {
    /// Whether the order is also correct if a function of serde's `with` stores a value as a number.
    const AS_NUMBER: bool;
}

/// A type that has `begins_with`: strings and binary.
#[diagnostic::on_unimplemented(
    message = "`{T}` has no `begins_with`",
    label = "`begins_with` works on strings and binary, not on `{T}`"
)]
pub trait Textual<T> {}

/// A type that has `size`: strings (length), binary (bytes), sets, lists and maps (elements).
#[diagnostic::on_unimplemented(
    message = "`{T}` has no `size`",
    label = "`size` works on strings, binary, sets, lists and maps, not on `{T}`"
)]
pub trait HasSize<T> {}

/// A type that can contain a `V`: a string contains its substrings, a set or list its elements.
#[diagnostic::on_unimplemented(
    message = "`{T}` does not contain `{V}`",
    label = "`contains` looks for a substring in a string, or for an element in a set or list"
)]
pub trait Contains<T, V> {
    /// Encodes the value that is looked for.
    fn contained(self) -> TermOf;
}

#[diagnostic::do_not_recommend]
impl<T> Ordered<Option<T>> for Order
where
    Order: Ordered<T>,
{
    const AS_NUMBER: bool = <Order as Ordered<T>>::AS_NUMBER;
}

macro_rules! ordered {
    ($as_number:literal: $($(#[$feature:meta])? $ty:ty),* $(,)?) => {$(
        $(#[$feature])?
        #[diagnostic::do_not_recommend]
        impl Ordered<$ty> for Order {
            const AS_NUMBER: bool = $as_number;
        }
    )*};
}
ordered!(false: String, char, Vec<u8>);
ordered!(false: #[cfg(feature = "uuid")] uuid::Uuid, #[cfg(feature = "ulid")] ulid::Ulid, #[cfg(feature = "ulid1")] ulid1::Ulid, #[cfg(feature = "bytes")] bytes::Bytes);
ordered!(true: u8, u16, u32, u64, u128, i8, i16, i32, i64, i128, f32, f64);
ordered!(true: #[cfg(feature = "electrodb")] crate::electrodb::number::JsNumber, #[cfg(feature = "rust_decimal")] rust_decimal::Decimal, std::time::SystemTime);
#[cfg(feature = "chrono")]
ordered!(true: chrono::DateTime<chrono::Utc>, chrono::NaiveDateTime, chrono::NaiveDate, chrono::NaiveTime);
#[cfg(feature = "jiff")]
ordered!(true: jiff::Timestamp, jiff::civil::DateTime, jiff::civil::Date, jiff::civil::Time);
#[cfg(feature = "time")]
ordered!(true: time::OffsetDateTime, time::UtcDateTime, time::PrimitiveDateTime, time::Date, time::Time);

#[diagnostic::do_not_recommend]
impl<T> Textual<Option<T>> for Prefix where Prefix: Textual<T> {}

#[diagnostic::do_not_recommend]
impl<T> HasSize<Option<T>> for Length where Length: HasSize<T> {}

macro_rules! has {
    ($operator:ident: $trait:ident; $($(#[$feature:meta])? [$($generics:tt)*] $ty:ty),* $(,)?) => {$(
        $(#[$feature])?
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $trait<$ty> for $operator {}
    )*};
}
has!(Prefix: Textual; [] String, [] Vec<u8>, #[cfg(feature = "bytes")] [] bytes::Bytes);
has!(Length: HasSize; [] String, #[cfg(feature = "bytes")] [] bytes::Bytes, [T] Vec<T>, [T] BTreeSet<T>, [T, H] HashSet<T, H>);
has!(Length: HasSize; [K, V] BTreeMap<K, V>, [K, V, H] HashMap<K, V, H>);

#[diagnostic::do_not_recommend]
impl<V: IntoValue<String>> Contains<String, V> for Containing<V> {
    fn contained(self) -> TermOf {
        TermOf(Term::text(self.0.into_value()))
    }
}

#[diagnostic::do_not_recommend]
impl<T, V> Contains<Option<T>, V> for Containing<V>
where
    Containing<V>: Contains<T, V>,
{
    fn contained(self) -> TermOf {
        <Self as Contains<T, V>>::contained(Containing(self.0, self.1.of_some()))
    }
}

macro_rules! containers { ($([$($generics:tt)*] $ty:ty),*) => {$(
    #[diagnostic::do_not_recommend]
    impl<T: Serialize, V: IntoValue<T>, $($generics)*> Contains<$ty, V> for Containing<V> {
        fn contained(self) -> TermOf {
            let Containing(value, shape) = self;
            // DynamoDB finds nothing in a binary, whatever is in it.
            if *shape.of_some() == Shape::Binary {
                return TermOf(Term::Bad(CodecError::new(
                    "a `Vec<u8>` is stored as binary, which has no elements that `contains` could find",
                )));
            }
            TermOf(Term::encoded(encode::to_value(&value.into_value(), shape.of_elements())))
        }
    }
)*}; }
containers!([] Vec<T>, [] BTreeSet<T>, [H] HashSet<T, H>);
