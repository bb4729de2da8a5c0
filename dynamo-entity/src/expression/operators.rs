//! The operators of a path: which types have which, and what they may be compared with.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use super::condition::{Condition, Node};
use super::placeholders::Placeholders;
use crate::codec::{self, CodecError, Encoded, Shape};
use crate::error::{Error, Result};
use crate::path::{Path, Segment, Segments};
use crate::value::IntoValue;

/// One operand in a condition's tree.
#[derive(Debug, Clone)]
pub(crate) enum Term {
    Path(Vec<Segment>),
    Size(Vec<Segment>),
    Value(AttributeValue),
    /// What is left out of an item: it compares only as present or not.
    Absent,
    /// A value that could not be encoded: said when the request is built.
    Bad(CodecError),
}

impl Term {
    pub(crate) fn encoded(encoded: Result<Encoded, CodecError>) -> Term {
        match encoded {
            Ok(Encoded::Value(value)) => Term::Value(value),
            Ok(Encoded::Absent | Encoded::EmptySet) => Term::Absent,
            Err(error) => Term::Bad(error),
        }
    }

    pub(crate) fn text(text: impl Into<String>) -> Term {
        Term::Value(AttributeValue::S(text.into()))
    }

    pub(crate) fn attribute(name: &str) -> Term {
        Term::Path(vec![Segment::Name(name.to_owned().into())])
    }

    pub(super) fn render(&self, placeholders: &mut Placeholders, out: &mut String) -> Result<()> {
        match self {
            Term::Path(path) => placeholders.path(path, out),
            Term::Size(path) => {
                placeholders.operator();
                out.push_str("size(");
                placeholders.path(path, out);
                out.push(')');
            }
            Term::Value(value) => placeholders.value(value.clone(), out),
            Term::Absent => {
                return Err(Error::input(
                    "an absent value can only be compared with `eq` and `ne`; for others use `exists` or `not_exists`",
                ));
            }
            Term::Bad(error) => return Err(Error::encode(error.clone())),
        }
        Ok(())
    }
}

// ---- operands

/// What an attribute of `E` that holds a `T` may be compared with: a value for a `T`, or another attribute of `E` of
/// the same type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared with a `{T}` of `{E}`",
    label = "a `{T}` is needed here, or a path of `{E}` to one"
)]
pub trait Operand<E, T> {
    #[doc(hidden)]
    fn __term<K, S: Segments>(self, path: &Path<E, T, K, S>) -> TermOf;
}

/// A [`Term`] that only this crate can look into.
#[doc(hidden)]
#[derive(Debug)]
pub struct TermOf(pub(crate) Term);

// One impl for each way to give a value: a blanket over `IntoValue` would overlap with the one for `Path`.
macro_rules! operands {
    ($([$($generics:tt)*] $attribute:ty => $given:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<E, $($generics)*> Operand<E, $attribute> for $given {
            fn __term<K, S: Segments>(self, path: &Path<E, $attribute, K, S>) -> TermOf {
                let value: $attribute = self.into_value();
                TermOf(Term::encoded(path.encode(&value)))
            }
        }
    )*};
}
operands!(
    [T] T => T,
    [T] Option<T> => T,
    [T: Clone] T => &T,
    [T: Clone] Option<T> => &T,
    [] String => &str,
    [] Option<String> => &str,
    [] String => &&str,
    [] Option<String> => &&str,
);
#[diagnostic::do_not_recommend]
impl<E, T, K2, S2: Segments> Operand<E, T> for Path<E, T, K2, S2> {
    fn __term<K, S: Segments>(self, _: &Path<E, T, K, S>) -> TermOf {
        TermOf(Term::Path(self.segments()))
    }
}
#[diagnostic::do_not_recommend]
impl<E, T, K2, S2: Segments> Operand<E, Option<T>> for Path<E, T, K2, S2> {
    fn __term<K, S: Segments>(self, _: &Path<E, Option<T>, K, S>) -> TermOf {
        TermOf(Term::Path(self.segments()))
    }
}

#[diagnostic::do_not_recommend]
impl<E, T, K2, S2: Segments> Operand<E, T> for Path<E, Option<T>, K2, S2> {
    fn __term<K, S: Segments>(self, _: &Path<E, T, K, S>) -> TermOf {
        TermOf(Term::Path(self.segments()))
    }
}

// ---- which types have which operators

macro_rules! operator_of {
    ($(#[$attribute:meta])* $name:ident: $($ty:ty),* $(,)?) => {
        $(#[$attribute])*
        pub trait $name {}
        $(#[diagnostic::do_not_recommend] impl $name for $ty {})*
        #[diagnostic::do_not_recommend]
        impl<T: $name> $name for Option<T> {}
    };
}
operator_of!(
    /// Has `begins_with`: strings and binary.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no `begins_with`",
        label = "`begins_with` works on strings and binary, not on `{Self}`"
    )]
    Textual: String, Vec<u8>,
);
operator_of!(
    /// Has an order in DynamoDB: numbers by value, strings and binary by bytes, dates as the text serde writes.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no order in DynamoDB",
        label = "`gt`, `gte`, `lt`, `lte` and `between` work on numbers, strings, binary and dates, not on `{Self}`"
    )]
    Ordered: String, char, Vec<u8>, u8, u16, u32, u64, u128, i8, i16, i32, i64, i128, f32, f64,
);
#[cfg(feature = "chrono")]
mod ordered_chrono {
    #[diagnostic::do_not_recommend]
    impl super::Ordered for chrono::DateTime<chrono::Utc> {}
    #[diagnostic::do_not_recommend]
    impl super::Ordered for chrono::NaiveDate {}
}
#[cfg(feature = "jiff")]
mod ordered_jiff {
    #[diagnostic::do_not_recommend]
    impl super::Ordered for jiff::Timestamp {}
    #[diagnostic::do_not_recommend]
    impl super::Ordered for jiff::civil::Date {}
}
#[cfg(feature = "time")]
mod ordered_time {
    #[diagnostic::do_not_recommend]
    impl super::Ordered for time::OffsetDateTime {}
    #[diagnostic::do_not_recommend]
    impl super::Ordered for time::Date {}
}
#[cfg(feature = "uuid")]
#[diagnostic::do_not_recommend]
impl Ordered for uuid::Uuid {}
#[cfg(feature = "ulid")]
#[diagnostic::do_not_recommend]
impl Ordered for ulid::Ulid {}
#[cfg(feature = "rust_decimal")]
#[diagnostic::do_not_recommend]
impl Ordered for rust_decimal::Decimal {}
#[cfg(feature = "bytes")]
mod bytes_operators {
    #[diagnostic::do_not_recommend]
    impl super::Ordered for bytes::Bytes {}
    #[diagnostic::do_not_recommend]
    impl super::Textual for bytes::Bytes {}
    #[diagnostic::do_not_recommend]
    impl super::HasSize for bytes::Bytes {}
}

/// Has a `size`: strings (UTF-8 bytes), binary (bytes), sets, lists and maps (elements).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `size`",
    label = "`size` works on strings, binary, sets, lists and maps, not on `{Self}`"
)]
pub trait HasSize {}
macro_rules! sized { ($([$($generics:tt)*] $ty:ty),* $(,)?) => {$(
    #[diagnostic::do_not_recommend] impl<$($generics)*> HasSize for $ty {}
)*}; }
sized!([] String, [T] Vec<T>, [T] BTreeSet<T>, [T, H] HashSet<T, H>, [K, V] BTreeMap<K, V>, [K, V, H] HashMap<K, V, H>, [T: HasSize] Option<T>);

/// Contains a `V`: a string its substrings, a set or list its elements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not contain `{V}`",
    label = "`contains` looks for a substring in a string, or for an element in a set or list"
)]
pub trait Contains<V> {
    #[doc(hidden)]
    fn __contained(value: V, shape: &'static Shape) -> TermOf;
}
#[diagnostic::do_not_recommend]
impl<V: IntoValue<String>> Contains<V> for String {
    fn __contained(value: V, _: &'static Shape) -> TermOf {
        TermOf(Term::text(value.into_value()))
    }
}
#[diagnostic::do_not_recommend]
impl<V, T: Contains<V>> Contains<V> for Option<T> {
    fn __contained(value: V, shape: &'static Shape) -> TermOf {
        T::__contained(value, shape.of_some())
    }
}
macro_rules! containers { ($([$($generics:tt)*] $ty:ty),*) => {$(
    #[diagnostic::do_not_recommend]
    impl<T: Serialize, V: IntoValue<T>, $($generics)*> Contains<V> for $ty {
        fn __contained(value: V, shape: &'static Shape) -> TermOf {
            TermOf(Term::encoded(codec::to_value(&value.into_value(), shape.of_elements())))
        }
    }
)*}; }
containers!([] Vec<T>, [] BTreeSet<T>, [H] HashSet<T, H>);

/// DynamoDB's names for the types of attributes, for [`Path::attribute_type`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttributeType {
    /// `S`
    String,
    /// `N`
    Number,
    /// `B`
    Binary,
    /// `BOOL`
    Boolean,
    /// `NULL`
    Null,
    /// `L`
    List,
    /// `M`
    Map,
    /// `SS`
    StringSet,
    /// `NS`
    NumberSet,
    /// `BS`
    BinarySet,
}

impl AttributeType {
    fn as_str(self) -> &'static str {
        match self {
            AttributeType::String => "S",
            AttributeType::Number => "N",
            AttributeType::Binary => "B",
            AttributeType::Boolean => "BOOL",
            AttributeType::Null => "NULL",
            AttributeType::List => "L",
            AttributeType::Map => "M",
            AttributeType::StringSet => "SS",
            AttributeType::NumberSet => "NS",
            AttributeType::BinarySet => "BS",
        }
    }
}

// ---- the operators

impl<E, T, K, S: Segments> Path<E, T, K, S> {
    fn term(&self) -> Term {
        Term::Path(self.segments())
    }

    fn compare(&self, operator: &'static str, value: impl Operand<E, T>) -> Condition<E> {
        Condition::new(Node::Compare(self.term(), operator, value.__term(self).0))
    }

    /// `attribute = value`. Equal to `None` is [`not_exists`](Path::not_exists), since `None` is an absent attribute.
    pub fn eq<V: Operand<E, T>>(self, value: V) -> Condition<E> {
        match value.__term(&self).0 {
            Term::Absent => self.not_exists(),
            value => Condition::new(Node::Compare(self.term(), "=", value)),
        }
    }

    /// `attribute <> value`; true of an item without the attribute. Not equal to `None` is [`exists`](Path::exists).
    pub fn ne<V: Operand<E, T>>(self, value: V) -> Condition<E> {
        match value.__term(&self).0 {
            Term::Absent => self.exists(),
            value => Condition::new(Node::Compare(self.term(), "<>", value)),
        }
    }

    /// `attribute > value`; false of an item without the attribute.
    pub fn gt<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Ordered,
    {
        self.compare(">", value)
    }

    /// `attribute >= value`; false of an item without the attribute.
    pub fn gte<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Ordered,
    {
        self.compare(">=", value)
    }

    /// `attribute < value`; false of an item without the attribute.
    pub fn lt<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Ordered,
    {
        self.compare("<", value)
    }

    /// `attribute <= value`; false of an item without the attribute.
    pub fn lte<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Ordered,
    {
        self.compare("<=", value)
    }

    /// `attribute BETWEEN low AND high`, both included.
    pub fn between<V: Operand<E, T>, W: Operand<E, T>>(self, low: V, high: W) -> Condition<E>
    where
        T: Ordered,
    {
        Condition::new(Node::Between(self.term(), low.__term(&self).0, high.__term(&self).0))
    }

    /// `attribute IN (values)`: 1 to 100 values, or the request fails before it is sent.
    pub fn is_in<I>(self, values: I) -> Condition<E>
    where
        I: IntoIterator,
        I::Item: Operand<E, T>,
    {
        let values = values.into_iter().map(|value| value.__term(&self).0).collect();
        Condition::new(Node::In(self.term(), values))
    }

    /// `begins_with(attribute, prefix)`.
    pub fn begins_with<V: Operand<E, T>>(self, prefix: V) -> Condition<E>
    where
        T: Textual,
    {
        let prefix = prefix.__term(&self).0;
        Condition::new(Node::Function("begins_with", vec![self.term(), prefix]))
    }

    /// `contains(attribute, value)`: a substring of a string, an element of a set or list.
    pub fn contains<V>(self, value: V) -> Condition<E>
    where
        T: Contains<V>,
    {
        let value = T::__contained(value, self.shape).0;
        Condition::new(Node::Function("contains", vec![self.term(), value]))
    }

    /// `attribute_exists(attribute)`.
    pub fn exists(self) -> Condition<E> {
        Condition::new(Node::Function("attribute_exists", vec![self.term()]))
    }

    /// `attribute_not_exists(attribute)`.
    pub fn not_exists(self) -> Condition<E> {
        Condition::new(Node::Function("attribute_not_exists", vec![self.term()]))
    }

    /// `attribute_type(attribute, ty)`: whether what is stored is of DynamoDB's type `ty`.
    pub fn attribute_type(self, ty: AttributeType) -> Condition<E> {
        let ty = Term::text(ty.as_str());
        Condition::new(Node::Function("attribute_type", vec![self.term(), ty]))
    }

    /// `size(attribute)`, to be compared: UTF-8 bytes of a string, bytes of binary, elements of a set, list or map.
    pub fn size(self) -> Size<E>
    where
        T: HasSize,
    {
        Size {
            path: self.segments(),
            marker: PhantomData,
        }
    }
}

/// The size of an attribute, to be compared with a number or another size.
#[must_use = "a size does nothing until it is compared"]
pub struct Size<E> {
    path: Vec<Segment>,
    marker: PhantomData<fn() -> E>,
}

impl<E> fmt::Debug for Size<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Size").field(&self.path).finish()
    }
}

/// What a [`Size`] may be compared with: a number, another size, or an attribute that holds a number.
pub trait SizeOperand<E> {
    #[doc(hidden)]
    fn __term(self) -> TermOf;
}
impl<E> SizeOperand<E> for u64 {
    fn __term(self) -> TermOf {
        TermOf(Term::Value(AttributeValue::N(self.to_string())))
    }
}
impl<E> SizeOperand<E> for Size<E> {
    fn __term(self) -> TermOf {
        TermOf(Term::Size(self.path))
    }
}
impl<E, T: super::action::Number, K, S: Segments> SizeOperand<E> for Path<E, T, K, S> {
    fn __term(self) -> TermOf {
        TermOf(Term::Path(self.segments()))
    }
}

impl<E> Size<E> {
    fn compare(self, operator: &'static str, value: impl SizeOperand<E>) -> Condition<E> {
        Condition::new(Node::Compare(Term::Size(self.path), operator, value.__term().0))
    }

    /// `size(attribute) = value`.
    pub fn eq(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare("=", value)
    }

    /// `size(attribute) <> value`.
    pub fn ne(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare("<>", value)
    }

    /// `size(attribute) > value`.
    pub fn gt(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare(">", value)
    }

    /// `size(attribute) >= value`.
    pub fn gte(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare(">=", value)
    }

    /// `size(attribute) < value`.
    pub fn lt(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare("<", value)
    }

    /// `size(attribute) <= value`.
    pub fn lte(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare("<=", value)
    }

    /// `size(attribute) BETWEEN low AND high`, both included.
    pub fn between(self, low: impl SizeOperand<E>, high: impl SizeOperand<E>) -> Condition<E> {
        Condition::new(Node::Between(Term::Size(self.path), low.__term().0, high.__term().0))
    }
}
