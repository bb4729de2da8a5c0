//! [`Shape`]: how a type is stored, as far as serde does not know.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encoded::Encoded;
use crate::codec::time::TimeShape;
use crate::error::codec::CodecError;
use crate::error::invalid::Invalid;

/// How a value is stored, beyond what serde knows about it.
///
/// A value that does not match its shape is written as serde writes it. For example, a `serialize_with` may write a string
/// instead of a set.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// Stored as serde writes it.
    Plain,
    /// A number that serde sees as text.
    Number,
    /// Bytes, including bytes that serde sees as a sequence of `u8`.
    Binary,
    /// A set of strings.
    StringSet,
    /// A set of numbers.
    NumberSet,
    /// A set of binaries.
    BinarySet,
    /// A time, as text that sorts.
    Time(TimeShape),
    /// A set of times of this shape.
    TimeSet(&'static Shape),
    /// An `Option` of a shape.
    Optional(&'static Shape),
    /// A list whose elements all have this shape.
    List(&'static Shape),
    /// A list with one shape for each element.
    Tuple(&'static [&'static Shape]),
    /// A map whose values have this shape.
    Map(&'static Shape),
    /// A document whose attributes are known. An `Option` that is `None` is omitted.
    Fields(&'static [FieldShape]),
    /// An enum that is stored as a map with one entry: `{ "Variant": content }`.
    Variants(&'static [VariantShape]),
    /// An enum whose variant is named by this attribute, next to the variant's content.
    Tagged(&'static str, &'static [VariantShape]),
    /// A `serde_json` number that keeps its text.
    JsonNumber {
        /// Whether serde reads it from its buffer, which has no 128-bit integers.
        buffered: bool,
    },
    /// An attribute without a field, which a flattened field may read as any type.
    Unknown,
    /// The shape of a document that may contain itself.
    Deferred(DeferredShape),
    /// The shape of a field with options that convert its values.
    Converted(&'static Conversion),
}

/// A shape that is computed when it is needed.
///
/// A document that contains itself, even in a `Vec`, cannot refer to its own shape in the constant that defines the shape,
/// but it can in a function. The shape of a derived document is therefore
/// `&Shape::Deferred(DeferredShape(|| &Shape::Fields(&[…])))`.
#[derive(Clone, Copy)]
pub struct DeferredShape(pub fn() -> &'static Shape);

// Written by hand, so that the shape of a document that contains itself can be printed and compared.
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

impl Shape {
    /// Returns the shape of an `Option`'s content.
    pub(crate) const fn of_some(&'static self) -> &'static Self {
        match self {
            Self::Optional(inner) => inner.of_some(),
            Self::Converted(conversion) => conversion.inner.of_some(),
            shape => shape,
        }
    }

    /// Returns the shape of the values of a map.
    pub(crate) const fn of_entries(&'static self) -> &'static Self {
        match self.of_some() {
            Self::Map(value) => value,
            _ => &Self::Plain,
        }
    }

    /// Returns the shape of the elements of a list or set.
    pub(crate) const fn of_elements(&'static self) -> &'static Self {
        match self.of_some() {
            Self::List(element) | Self::TimeSet(element) => element,
            Self::NumberSet => &Self::Number,
            Self::BinarySet => &Self::Binary,
            _ => &Self::Plain,
        }
    }

    /// Whether a value of this shape may contain a time with seconds. Documents and enums are assumed to contain one.
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

    /// Returns the shape of the time, if a value of this shape is a time.
    pub(crate) const fn time(&self) -> Option<TimeShape> {
        match self {
            Self::Time(time) => Some(*time),
            Self::Optional(inner) => inner.time(),
            Self::Converted(conversion) => conversion.inner.time(),
            _ => None,
        }
    }

    /// Returns the shape of the value that serde sees, without options, conversions and deferral. serde marks options
    /// itself.
    pub(crate) fn required(mut self) -> Self {
        loop {
            self = match self {
                Self::Optional(inner) => *inner,
                Self::Converted(conversion) => *conversion.inner,
                Self::Deferred(DeferredShape(shape)) => *shape(),
                shape => return shape,
            }
        }
    }

    /// Returns the shape of an element of a sequence.
    pub(crate) fn element(self, index: usize) -> Self {
        match self {
            Self::List(element) | Self::TimeSet(element) => element.required(),
            Self::Tuple(elements) => elements.get(index).map_or(Self::Plain, |element| element.required()),
            Self::BinarySet => Self::Binary,
            Self::NumberSet => Self::Number,
            Self::Unknown => Self::Unknown,
            _ => Self::Plain,
        }
    }

    /// Returns the shape of the content of the variant with this name.
    pub(crate) fn variant(self, name: &str) -> Self {
        match self {
            Self::Variants(variants) | Self::Tagged(_, variants) => {
                let variant = variants.iter().find(|variant| variant.names.contains(&name));
                variant.map_or(Self::Plain, |variant| variant.shape.required())
            }
            _ => Self::Plain,
        }
    }

    /// Returns the shape without its conversions.
    pub(super) fn unconverted(&self) -> &Self {
        match self {
            Self::Converted(conversion) => conversion.inner.unconverted(),
            shape => shape,
        }
    }

    /// Whether this is a set; empty sets are omitted.
    pub(crate) fn is_set(&self) -> bool {
        matches!(
            self.unconverted(),
            Self::StringSet | Self::NumberSet | Self::BinarySet | Self::TimeSet(_)
        )
    }
}

/// The shape of one variant of an enum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VariantShape {
    pub(super) names: &'static [&'static str],
    pub(crate) shape: &'static Shape,
}

impl VariantShape {
    /// Makes the shape of a variant from the names that serde writes and reads, and the shape of its content.
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
    /// Whether its attributes are stored directly in the document that contains it.
    pub flatten: bool,
    /// Whether the field is an `Option`, which is omitted where it is `None`. Of another type that serializes as `None`, not
    /// every value can be read where the attribute is absent, so it is stored as `NULL`.
    pub optional: bool,
}

impl FieldShape {
    /// Makes the shape of an attribute.
    #[must_use]
    pub const fn new(name: &'static str, shape: &'static Shape) -> Self {
        Self {
            name,
            aliases: &[],
            shape,
            flatten: false,
            optional: false,
        }
    }

    /// Marks the field as an `Option`.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Marks the field as flattened (`#[serde(flatten)]`); its name is then not the name of an attribute.
    #[must_use]
    pub const fn flatten(self) -> Self {
        Self { flatten: true, ..self }
    }

    /// Sets the other names that the attribute is read under (`#[serde(alias = "…")]`).
    #[must_use]
    pub const fn aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }
}

/// Converts a value that serde wrote to the stored value.
pub(super) type Write = fn(AttributeValue) -> Result<Encoded, CodecError>;
/// Converts a stored value to the value that serde reads.
pub(super) type Read = fn(AttributeValue) -> Result<AttributeValue, CodecError>;
/// Checks a value that is about to be stored.
pub(super) type Check = fn(&AttributeValue) -> Result<(), Invalid>;

/// A shape and the conversions of its values.
///
/// If conversions are nested, the outer one runs first when writing and last when reading.
#[derive(Clone, Copy)]
pub struct Conversion {
    pub(crate) inner: &'static Shape,
    pub(super) write: Option<Write>,
    pub(super) read: Option<Read>,
    /// Whether `read` is a `get`, which need not reverse `write`.
    pub(super) gets: bool,
    /// `#[document(validate = …)]`. The schema knows the checks of an entity's fields.
    pub(crate) check: Option<Check>,
    pub(crate) sensitive: bool,
}

// Written by hand, because functions cannot be printed and compared usefully.
impl fmt::Debug for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversion")
            .field("inner", &self.inner)
            .field("write", &self.write.is_some())
            .field("read", &self.read.is_some())
            .field("gets", &self.gets)
            .field("check", &self.check.is_some())
            .field("sensitive", &self.sensitive)
            .finish()
    }
}

impl PartialEq for Conversion {
    fn eq(&self, other: &Self) -> bool {
        let same_write = match (self.write, other.write) {
            (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let same_read = match (self.read, other.read) {
            (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let same_check = match (self.check, other.check) {
            (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        same_write
            && same_read
            && same_check
            && self.gets == other.gets
            && self.inner == other.inner
            && self.sensitive == other.sensitive
    }
}
