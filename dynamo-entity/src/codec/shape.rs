//! What a type says about how it is stored, where serde cannot tell.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

use crate::codec::conversion::Conversion;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use crate::codec::time::TimeKind;
use crate::codec::time::TimeShape;

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
    /// A time, as text that sorts.
    Time(TimeShape),
    /// A set of times, whose shape it is.
    TimeSet(&'static Shape),
    /// An `Option` of a shape.
    Optional(&'static Shape),
    /// A list whose elements have a shape.
    List(&'static Shape),
    /// A list whose elements have a shape each.
    Tuple(&'static [&'static Shape]),
    /// A map whose values have a shape.
    Map(&'static Shape),
    /// A document whose attributes are known. An absent `Option` is left out of it.
    Fields(&'static [FieldShape]),
    /// An enum whose variants are entries: `{ "Variant": content }`.
    Variants(&'static [VariantShape]),
    /// An enum whose variant is the text of an attribute, beside its content.
    Tagged(&'static str, &'static [VariantShape]),
    /// A number of `serde_json` that keeps its text; what reads it may buffer it, and then has no wide integers.
    JsonNumber {
        /// It is where serde flattens.
        buffered: bool,
    },
    /// An attribute that no field has: whatever reads it takes any value.
    Unknown,
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
            Self::List(element) | Self::TimeSet(element) => element,
            Self::NumberSet => &Self::Number,
            Self::BinarySet => &Self::Binary,
            _ => &Self::Plain,
        }
    }

    /// Whether a time with seconds is in it; a document that asks for its shape later may have one.
    pub(crate) const fn holds_seconds(&self) -> bool {
        match self {
            Self::Time(time) => time.has_seconds(),
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) | Self::TimeSet(inner) => {
                inner.holds_seconds()
            }
            Self::Converted(conversion) => conversion.inner.holds_seconds(),
            Self::Tuple(elements) => {
                let mut index = 0;
                while index < elements.len() {
                    if elements[index].holds_seconds() {
                        return true;
                    }
                    index += 1;
                }
                false
            }
            Self::Fields(_) | Self::Deferred(_) | Self::Variants(_) | Self::Tagged(..) => true,
            Self::Unknown
            | Self::JsonNumber { .. }
            | Self::Plain
            | Self::Number
            | Self::Binary
            | Self::StringSet
            | Self::NumberSet
            | Self::BinarySet => false,
        }
    }

    /// The shape of an attribute of a document.
    pub(crate) fn of_attribute(&'static self, name: &str) -> Option<&'static Self> {
        match self {
            Self::Optional(inner) => inner.of_attribute(name),
            Self::Converted(conversion) => conversion.inner.of_attribute(name),
            Self::Deferred(DeferredShape(shape)) => shape().of_attribute(name),
            Self::Fields(fields) => fields
                .iter()
                .find(|field| field.is_named(name))
                .map(|field| field.shape),
            _ => None,
        }
    }

    /// The time that a value of this shape is, if it is one.
    pub(crate) const fn time(&self) -> Option<TimeShape> {
        match self {
            Self::Time(time) => Some(*time),
            Self::Optional(inner) => inner.time(),
            Self::Converted(conversion) => conversion.inner.time(),
            _ => None,
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

    /// The shape of an element of a sequence.
    pub(super) fn element(self, index: usize) -> Self {
        match self {
            Self::List(element) | Self::TimeSet(element) => element.required(),
            Self::Tuple(elements) => elements.get(index).map_or(Self::Plain, |element| element.required()),
            Self::BinarySet => Self::Binary,
            Self::NumberSet => Self::Number,
            Self::Unknown => Self::Unknown,
            _ => Self::Plain,
        }
    }

    /// The shape of an attribute of a document or a map, converted if it is.
    pub(crate) fn attribute(self, name: &str) -> Self {
        self.look_up(name).0
    }

    /// The same, with the field of a document that it is.
    pub(super) fn look_up(self, name: &str) -> (Self, Option<&'static FieldShape>) {
        self.find(name, MAX_FLATTEN).unwrap_or((
            match self {
                Self::Fields(_) | Self::Unknown => Self::Unknown,
                _ => Self::Plain,
            },
            None,
        ))
    }

    /// The shape of a variant's content, by the variant's name.
    pub(super) fn variant(self, name: &str) -> Self {
        match self {
            Self::Variants(variants) | Self::Tagged(_, variants) => {
                let variant = variants.iter().find(|variant| variant.names.contains(&name));
                variant.map_or(Self::Plain, |variant| variant.shape.required())
            }
            _ => Self::Plain,
        }
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
        self.find(name, MAX_FLATTEN).map(|(shape, _)| shape)
    }

    fn find(self, name: &str, flatten: u8) -> Option<(Self, Option<&'static FieldShape>)> {
        let fields = match self {
            Self::Map(value) => return Some((value.required(), None)),
            Self::Fields(fields) => fields,
            _ => return None,
        };
        let mut flattens = false;
        for field in fields {
            if field.is_named(name) {
                return Some((*field.shape, Some(field)));
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
    pub(crate) fn is_set(&self) -> bool {
        matches!(
            self.unconverted(),
            Self::StringSet | Self::NumberSet | Self::BinarySet | Self::TimeSet(_)
        )
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

/// The shape of one variant of an enum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VariantShape {
    names: &'static [&'static str],
    shape: &'static Shape,
}

impl VariantShape {
    /// A variant by the name that serde writes and the others that it reads, and how its content is stored.
    #[must_use]
    pub const fn new(names: &'static [&'static str], shape: &'static Shape) -> Self {
        VariantShape { names, shape }
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
            return self.names().for_each(|name| visit(Some(name)));
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
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// Whether serde reads the field from an attribute of this name.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
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

/// A shape around that of a type, unless that is plain.
macro_rules! told {
    ($ty:ident => $shape:expr) => {
        match $ty::SHAPE {
            Shape::Plain => &Shape::Plain,
            _ => $shape,
        }
    };
}

/// A type that says how it is stored, where serde alone would not tell.
///
/// The times inside of it are stored with so many digits behind the point of a second.
pub trait Shaped<const DIGITS: u8 = 9> {
    /// How it is stored.
    const SHAPE: &'static Shape;
    /// How a `Vec`, a slice or an array of it is stored: as a list, but for `u8`.
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

/// As [`Probe`], the shape of a type whose times have so many digits behind the point of a second.
#[derive(Debug)]
pub struct Precise<T: ?Sized, const DIGITS: u8>(PhantomData<T>);

impl<T: Shaped<DIGITS> + ?Sized, const DIGITS: u8> Precise<T, DIGITS> {
    /// The shape of a type that has one of its own.
    pub const SHAPE: &'static Shape = T::SHAPE;
}

/// The shape of the types that have none of their own; see [`Probe`].
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

/// Types that are stored as serde says, which a tuple or a list of them has to know.
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

// `DateTime<FixedOffset>`, `DateTime<Local>` and `Zoned` hold an offset, which the fixed form would lose.

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
