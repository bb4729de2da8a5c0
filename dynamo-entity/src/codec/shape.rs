//! What a type says about how it is stored, where serde cannot tell.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt;
use std::marker::PhantomData;

use super::conversion::Conversion;

/// How deep `flatten` is followed; a type may flatten itself.
const MAX_FLATTEN: u8 = 16;

/// How a value is stored, beyond what serde knows about it.
///
/// A value that does not match its shape (a `serialize_with` that writes a string for a set, say)
/// is written as serde writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// As serde says.
    Plain,
    /// A number that serde sees as text.
    Number,
    /// Bytes, also where serde sees a sequence of `u8`.
    Binary,
    /// A set of strings.
    StringSet,
    /// A set of numbers.
    NumberSet,
    /// A set of binaries.
    BinarySet,
    /// An `Option` of a shape.
    Optional(&'static Shape),
    /// A list whose elements have a shape.
    List(&'static Shape),
    /// A map whose values have a shape.
    Map(&'static Shape),
    /// A document whose attributes are known. An absent `Option` is left out of it.
    Fields(&'static [FieldShape]),
    /// The shape of a document that may hold itself.
    Deferred(DeferredShape),
    /// The shape of a field with options, whose values are converted on the way.
    Converted(&'static Conversion),
}

/// A shape that is asked for when it is needed.
///
/// A document that holds itself, if only in a `Vec`, cannot name its own shape in the constant
/// that is its shape; it can in a function. So a derived document's shape is
/// `&Shape::Deferred(DeferredShape(|| &Shape::Fields(&[…])))`.
#[derive(Clone, Copy)]
pub struct DeferredShape(pub fn() -> &'static Shape);

impl Shape {
    /// The shape of what an `Option` holds.
    pub(crate) const fn of_some(&'static self) -> &'static Self {
        match self {
            Self::Optional(inner) => inner.of_some(),
            Self::Converted(conversion) => conversion.inner.of_some(),
            shape => shape,
        }
    }

    /// The shape of the values of a map.
    pub(crate) const fn of_entries(&'static self) -> &'static Self {
        match self.of_some() {
            Self::Map(value) => value,
            _ => &Self::Plain,
        }
    }

    /// The shape of the elements of a list or set.
    pub(crate) const fn of_elements(&'static self) -> &'static Self {
        match self.of_some() {
            Self::List(element) => element,
            Self::NumberSet => &Self::Number,
            Self::BinarySet => &Self::Binary,
            _ => &Self::Plain,
        }
    }

    /// The shape of what serde sees: without `Optional` (serde says where an option is), not converted and not deferred.
    pub(super) fn required(mut self) -> Self {
        loop {
            self = match self {
                Self::Optional(inner) => *inner,
                Self::Converted(conversion) => *conversion.inner,
                Self::Deferred(DeferredShape(shape)) => *shape(),
                shape => return shape,
            }
        }
    }

    /// The shape of the elements of a sequence.
    pub(super) fn element(self) -> Self {
        match self {
            Self::List(element) => element.required(),
            Self::BinarySet => Self::Binary,
            Self::NumberSet => Self::Number,
            _ => Self::Plain,
        }
    }

    /// The shape of an attribute of a document or a map, converted if it is.
    pub(crate) fn attribute(self, name: &str) -> Self {
        self.find(name, MAX_FLATTEN).unwrap_or(Self::Plain)
    }

    /// The same; `None` if the attribute is not a known one. `next` is where a document's attribute is looked for first:
    /// serde goes through them in their order.
    pub(super) fn next_attribute(self, name: &str, next: &mut usize) -> Option<Self> {
        if let Self::Fields(fields) = self {
            let rest = fields.get(*next..).unwrap_or_default();
            if let Some(skipped) = rest.iter().position(|field| field.is_named(name)) {
                *next += skipped + 1;
                return rest.get(skipped).map(|field| *field.shape);
            }
        }
        self.find(name, MAX_FLATTEN)
    }

    fn find(self, name: &str, flatten: u8) -> Option<Self> {
        let fields = match self {
            Self::Map(value) => return Some(value.required()),
            Self::Fields(fields) => fields,
            _ => return None,
        };
        let mut flattens = false;
        for field in fields {
            if field.is_named(name) {
                return Some(*field.shape);
            }
            flattens |= field.flatten;
        }
        if !flattens {
            return None;
        }
        let flatten = flatten.checked_sub(1)?;
        let flattened = fields.iter().filter(|field| field.flatten);
        flattened
            .map(|field| field.shape.required())
            .find_map(|shape| shape.find(name, flatten))
    }

    fn unconverted(&self) -> &Self {
        match self {
            Self::Converted(conversion) => conversion.inner.unconverted(),
            shape => shape,
        }
    }

    /// Whether an empty one is left out of an item.
    pub(super) fn is_set(&self) -> bool {
        matches!(self.unconverted(), Self::StringSet | Self::NumberSet | Self::BinarySet)
    }

    /// Calls `visit` with each set that an item of this shape may leave out, flattened ones too.
    pub(super) fn each_set(self, visit: &mut impl FnMut(&'static FieldShape)) {
        self.each_set_within(MAX_FLATTEN, visit);
    }

    fn each_set_within(self, flatten: u8, visit: &mut impl FnMut(&'static FieldShape)) {
        let Self::Fields(fields) = self else { return };
        for field in fields {
            match field.shape.unconverted() {
                shape if field.flatten => {
                    if let Some(flatten) = flatten.checked_sub(1) {
                        shape.required().each_set_within(flatten, visit);
                    }
                }
                shape if shape.is_set() => visit(field),
                _ => {}
            }
        }
    }
}

/// The shape of one attribute of a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldShape {
    /// The attribute's name.
    pub name: &'static str,
    /// Other names it is read under (serde's `alias`).
    pub aliases: &'static [&'static str],
    /// How it is stored.
    pub shape: &'static Shape,
    /// Whether its attributes are stored among those of the document that holds it.
    pub flatten: bool,
}

impl FieldShape {
    /// Calls `visit` with the attributes of the item that the field is, which are several if it is flattened; with `None`
    /// for those that only the value knows.
    pub(crate) fn each_attribute(&self, visit: &mut dyn FnMut(Option<&'static str>)) {
        self.each_attribute_within(MAX_FLATTEN, visit);
    }

    fn each_attribute_within(&self, flatten: u8, visit: &mut dyn FnMut(Option<&'static str>)) {
        if !self.flatten {
            return visit(Some(self.name));
        }
        match (self.shape.required(), flatten.checked_sub(1)) {
            (Shape::Fields(fields), Some(flatten)) => {
                for field in fields {
                    field.each_attribute_within(flatten, visit);
                }
            }
            _ => visit(None),
        }
    }

    /// An attribute and how it is stored.
    #[must_use]
    pub const fn new(name: &'static str, shape: &'static Shape) -> Self {
        Self {
            name,
            aliases: &[],
            shape,
            flatten: false,
        }
    }

    /// The field is flattened (`#[serde(flatten)]`): the name is not that of an attribute.
    #[must_use]
    pub const fn flatten(self) -> Self {
        Self { flatten: true, ..self }
    }

    /// Other names the attribute is read under (`#[serde(alias = "…")]`).
    #[must_use]
    pub const fn aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// The names the attribute may be stored under.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    fn is_named(&self, name: &str) -> bool {
        !self.flatten && (same(self.name, name) || self.aliases.contains(&name))
    }
}

/// Equal; most names differ in length or in their first letter, which is cheap to see, and equal ones mostly are one text.
#[inline]
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && (std::ptr::eq(one, other) || (one.as_bytes().first() == other.as_bytes().first() && one == other))
}

// By hand, not derived, so that the shape of a document that holds itself can be printed and
// compared.
impl fmt::Debug for DeferredShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl PartialEq for DeferredShape {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

/// A type that is stored in another way than serde alone would tell.
pub trait Shaped {
    /// How it is stored.
    const SHAPE: &'static Shape;
}

/// A type whose values may be the elements of a DynamoDB set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an element of a DynamoDB set",
    note = "DynamoDB has sets of strings, of numbers and of binaries"
)]
pub trait SetElement {
    /// The kind of set.
    const SET: &'static Shape;
}

/// The shape of any concrete type: `Probe::<T>::SHAPE`, with [`PlainShape`] in scope.
///
/// The inherent constant exists where `T: Shaped` and wins; elsewhere the trait's is found. That
/// works on concrete types only: on a type parameter it is always the trait's.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: Shaped + ?Sized> Probe<T> {
    /// The shape of a type that has one of its own.
    pub const SHAPE: &'static Shape = T::SHAPE;
}

/// The shape of the types that have none of their own; see [`Probe`].
pub trait PlainShape {
    /// As serde says.
    const SHAPE: &'static Shape = &Shape::Plain;
}

impl<T: ?Sized> PlainShape for Probe<T> {}

macro_rules! shaped {
    ($([$($parameter:tt)*] $ty:ty => $shape:expr;)*) => {$(
        impl<$($parameter)*> Shaped for $ty {
            const SHAPE: &'static Shape = $shape;
        }
    )*};
}

shaped! {
    [T: SetElement] BTreeSet<T> => T::SET;
    [T: SetElement, H] HashSet<T, H> => T::SET;
    [] Vec<u8> => &Shape::Binary;
    [] [u8] => &Shape::Binary;
    [const N: usize] [u8; N] => &Shape::Binary;
    [T: Shaped] Option<T> => &Shape::Optional(T::SHAPE);
    [T: Shaped + ?Sized] Box<T> => T::SHAPE;
    [T: Shaped] Vec<T> => &Shape::List(T::SHAPE);
    [T: Shaped] VecDeque<T> => &Shape::List(T::SHAPE);
    [T: Shaped, const N: usize] [T; N] => &Shape::List(T::SHAPE);
    [K, T: Shaped] BTreeMap<K, T> => &Shape::Map(T::SHAPE);
    [K, T: Shaped, H] HashMap<K, T, H> => &Shape::Map(T::SHAPE);
}

#[cfg(feature = "bytes")]
shaped! { [] bytes::Bytes => &Shape::Binary; }

#[cfg(feature = "rust_decimal")]
shaped! { [] rust_decimal::Decimal => &Shape::Number; }

macro_rules! set_elements {
    ($($shape:ident: $($ty:ty),+;)*) => {$($(
        impl SetElement for $ty {
            const SET: &'static Shape = &Shape::$shape;
        }
    )+)*};
}

set_elements! {
    StringSet: String, Box<str>, char;
    NumberSet: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize;
    BinarySet: Vec<u8>, Box<[u8]>;
}

impl<const N: usize> SetElement for [u8; N] {
    const SET: &'static Shape = &Shape::BinarySet;
}

#[cfg(feature = "bytes")]
set_elements! { BinarySet: bytes::Bytes; }

#[cfg(feature = "rust_decimal")]
set_elements! { NumberSet: rust_decimal::Decimal; }

#[cfg(feature = "uuid")]
set_elements! { StringSet: uuid::Uuid; }

#[cfg(feature = "ulid")]
set_elements! { StringSet: ulid::Ulid; }

#[cfg(feature = "chrono")]
set_elements! { StringSet: chrono::DateTime<chrono::Utc>, chrono::NaiveDate, chrono::NaiveDateTime; }

#[cfg(feature = "jiff")]
set_elements! { StringSet: jiff::Timestamp, jiff::civil::Date; }
