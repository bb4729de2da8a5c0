//! The actions of updates, the types that have each of them, and the encoded operands of actions.
//!
//! As in `has_operator`, the traits are implemented for an action, of the type `T` of an attribute.

use std::collections::{BTreeSet, HashSet};

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::codec::encode;
use crate::codec::encode::encoder::Encoder;
use crate::error::codec::CodecError;
use crate::expression::range::NumberRange;
use crate::expression::term::Term;
use crate::expression::value::IntoValue;

/// The action `add`, of a `V`.
#[derive(Debug, Clone, Copy)]
pub struct Add<V>(pub(crate) V);

/// The action `subtract`, of a `V`.
#[derive(Debug, Clone, Copy)]
pub struct Subtract<V>(pub(crate) V);

/// The actions `append` and `prepend`, of the elements of a `V`.
#[derive(Debug, Clone, Copy)]
pub struct Append<V>(pub(crate) V);

/// The action `delete`, of the elements of a `V`.
#[derive(Debug, Clone, Copy)]
pub struct Delete<V>(pub(crate) V);

/// The action `remove`.
#[derive(Debug, Clone, Copy)]
pub struct Remove;

/// A DynamoDB number.
pub trait Number: Serialize {
    const RANGE: NumberRange;
}
macro_rules! numbers { ($($ty:ty => $range:expr;)*) => {$(
    impl Number for $ty {
        const RANGE: NumberRange = $range;
    }
)*}; }
macro_rules! integers { ($($ty:ty)*) => { numbers! { $(
    $ty => NumberRange::integers(<$ty>::MIN as i128, <$ty>::MAX as i128);
)* } }; }
integers!(u8 u16 u32 u64 i8 i16 i32 i64 i128);
numbers! {
    // `u128::MAX` does not fit into an `i128`, and has more digits than DynamoDB stores.
    u128 => NumberRange::integers(0, i128::MAX);
    f32 => NumberRange::Single;
    f64 => NumberRange::All;
}
#[cfg(feature = "electrodb")]
numbers! { crate::electrodb::number::JsNumber => NumberRange::All; }
/// The highest `Decimal`: 96 bits.
#[cfg(feature = "rust_decimal")]
const DECIMAL: i128 = (1 << 96) - 1;
#[cfg(feature = "rust_decimal")]
numbers! { rust_decimal::Decimal => NumberRange::integers(-DECIMAL, DECIMAL); }

/// The encoded operand of an action.
#[derive(Debug)]
pub enum Amount {
    Number(NumberAmount),
    Set(SetAmount),
}
#[derive(Debug)]
pub struct NumberAmount(pub(crate) Term, pub(crate) NumberRange);
#[derive(Debug)]
pub struct SetAmount(pub(crate) Term);
#[derive(Debug)]
pub struct ListAmount(pub(crate) Term);

/// A type that has `add`: of a number to a number, of elements to a set.
#[diagnostic::on_unimplemented(
    message = "`add` of `{V}` does not work on `{T}`",
    label = "`add` works on numbers (a number) and on sets (elements), not on `{T}`"
)]
pub trait AddTo<T, V> {
    /// Encodes the number or the elements.
    fn amount(self, encoder: Encoder) -> Amount;
}
/// A type that has `subtract`: numbers.
#[diagnostic::on_unimplemented(
    message = "`subtract` of `{V}` does not work on `{T}`",
    label = "`subtract` works on numbers, not on `{T}`"
)]
pub trait SubtractFrom<T, V> {
    /// Encodes the number.
    fn amount(self, encoder: Encoder) -> NumberAmount;
}
/// A type that has `append` and `prepend`: lists.
#[diagnostic::on_unimplemented(
    message = "`append` of `{V}` does not work on `{T}`",
    label = "`append` and `prepend` work on lists, not on `{T}`"
)]
pub trait AppendTo<T, V> {
    /// Encodes the elements.
    fn elements(self, encoder: Encoder) -> ListAmount;
}
/// A type that has `delete`: sets.
#[diagnostic::on_unimplemented(
    message = "`delete` of `{V}` does not work on `{T}`",
    label = "`delete` takes elements out of a set; `{T}` is not a set"
)]
pub trait DeleteFrom<T, V> {
    /// Encodes the elements.
    fn elements(self, encoder: Encoder) -> SetAmount;
}
/// A type that has `remove`: an attribute that may be absent.
#[diagnostic::on_unimplemented(
    message = "a required attribute cannot be removed",
    label = "`{T}` is not an `Option`",
    note = "an item without this attribute could not be read; make the field an `Option` if it may be absent"
)]
pub trait Removable<T> {}
#[diagnostic::do_not_recommend]
impl<T> Removable<Option<T>> for Remove {}

fn number<T: Number>(value: &T, encoder: Encoder) -> NumberAmount {
    NumberAmount(Term::encoded(value.serialize(encoder)), T::RANGE)
}

macro_rules! arithmetic { ($([$($cfg:meta)?] $ty:ty),* $(,)?) => {$(
    $(#[$cfg])?
    #[diagnostic::do_not_recommend]
    impl<V: IntoValue<$ty>> AddTo<$ty, V> for Add<V> {
        fn amount(self, encoder: Encoder) -> Amount {
            Amount::Number(number::<$ty>(&self.0.into_value(), encoder))
        }
    }
    $(#[$cfg])?
    #[diagnostic::do_not_recommend]
    impl<V: IntoValue<$ty>> SubtractFrom<$ty, V> for Subtract<V> {
        fn amount(self, encoder: Encoder) -> NumberAmount {
            number::<$ty>(&self.0.into_value(), encoder)
        }
    }
)*}; }
arithmetic!(
    [] u8, [] u16, [] u32, [] u64, [] u128, [] i8, [] i16, [] i32, [] i64, [] i128, [] f32, [] f64,
    [cfg(feature = "electrodb")] crate::electrodb::number::JsNumber,
    [cfg(feature = "rust_decimal")] rust_decimal::Decimal,
);

fn elements<X, V>(values: V) -> Vec<X>
where
    V: IntoIterator,
    V::Item: IntoValue<X>,
{
    values.into_iter().map(IntoValue::into_value).collect()
}

fn set_of<X: Serialize>(values: &[X], encoder: Encoder) -> SetAmount {
    SetAmount(Term::encoded(values.serialize(encoder)))
}

macro_rules! sets { ($([$($generics:tt)*] $ty:ty),*) => {$(
    #[diagnostic::do_not_recommend]
    impl<X: Serialize, V: IntoIterator, $($generics)*> AddTo<$ty, V> for Add<V> where V::Item: IntoValue<X> {
        fn amount(self, encoder: Encoder) -> Amount {
            Amount::Set(set_of(&elements::<X, V>(self.0), encoder))
        }
    }
    #[diagnostic::do_not_recommend]
    impl<X: Serialize, V: IntoIterator, $($generics)*> DeleteFrom<$ty, V> for Delete<V> where V::Item: IntoValue<X> {
        fn elements(self, encoder: Encoder) -> SetAmount {
            set_of(&elements::<X, V>(self.0), encoder)
        }
    }
)*}; }
sets!([] BTreeSet<X>, [H] HashSet<X, H>);

#[diagnostic::do_not_recommend]
impl<X: Serialize, V: IntoIterator> AppendTo<Vec<X>, V> for Append<V>
where
    V::Item: IntoValue<X>,
{
    fn elements(self, encoder: Encoder) -> ListAmount {
        // A `Vec<u8>` is binary, which has no elements; its shape is all that tells it from a list.
        if encoder.is_binary() {
            return ListAmount(Term::Bad(CodecError::new(
                "a `Vec<u8>` is stored as binary, which can only be set",
            )));
        }
        let values = elements::<X, V>(self.0)
            .iter()
            .map(|value| encoder.element().and_then(|encoder| encode::to_element(value, encoder)))
            .collect::<Result<Vec<_>, _>>();
        ListAmount(match values {
            Ok(values) => Term::Value(AttributeValue::L(values)),
            Err(error) => Term::Bad(error),
        })
    }
}

// An action on an `Option` is the action on its contents.
macro_rules! optional { ($($trait:ident $action:ident $encode:ident -> $amount:ty;)*) => {$(
    #[diagnostic::do_not_recommend]
    impl<T, V> $trait<Option<T>, V> for $action<V>
    where
        $action<V>: $trait<T, V>,
    {
        fn $encode(self, encoder: Encoder) -> $amount {
            <Self as $trait<T, V>>::$encode(self, encoder)
        }
    }
)*}; }
optional! {
    AddTo Add amount -> Amount;
    SubtractFrom Subtract amount -> NumberAmount;
    AppendTo Append elements -> ListAmount;
    DeleteFrom Delete elements -> SetAmount;
}
