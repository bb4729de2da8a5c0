//! What a type says about how it is stored, where serde cannot tell.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encoded::Encoded;
use crate::codec::time::TimeShape;
use crate::error::codec::CodecError;

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

    /// The shape of an element of a sequence.
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

    /// The shape of an attribute of a document or a map, converted if it is.
    pub(crate) fn attribute(self, name: &str) -> Self {
        self.look_up(name).0
    }

    /// The same, with the field of a document that it is.
    pub(crate) fn look_up(self, name: &str) -> (Self, Option<&'static FieldShape>) {
        let attribute = self.find(name, MAX_FLATTEN).unwrap_or_else(|| self.stranger());
        (attribute.shape, attribute.field)
    }

    /// An attribute that is none of those that the shape knows. Of a document with flattened fields it is one of theirs.
    pub(crate) fn stranger(self) -> Attribute {
        Attribute {
            shape: match self {
                Self::Fields(_) | Self::Unknown => Self::Unknown,
                _ => Self::Plain,
            },
            field: None,
            flattened: matches!(self, Self::Fields(fields) if fields.iter().any(|field| field.flatten)),
        }
    }

    /// The shape of a variant's content, by the variant's name.
    pub(crate) fn variant(self, name: &str) -> Self {
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
    pub(crate) fn next_attribute(self, name: &str, next: &mut usize) -> Option<Attribute> {
        if let Self::Fields(fields) = self {
            let rest = fields.get(*next..).unwrap_or_default();
            if let Some(skipped) = rest.iter().position(|field| field.is_named(name)) {
                *next += skipped + 1;
                return rest.get(skipped).map(Attribute::of_field);
            }
        }
        self.find(name, MAX_FLATTEN)
    }

    fn find(self, name: &str, flatten: u8) -> Option<Attribute> {
        let fields = match self {
            Self::Map(value) => {
                return Some(Attribute {
                    shape: value.required(),
                    field: None,
                    flattened: false,
                });
            }
            Self::Fields(fields) => fields,
            _ => return None,
        };
        let mut flattens = false;
        for field in fields {
            if field.is_named(name) {
                return Some(Attribute::of_field(field));
            }
            flattens |= field.flatten;
        }
        if !flattens {
            return None;
        }
        let flatten = flatten.checked_sub(1)?;
        let flattened = fields.iter().filter(|field| field.flatten);
        let mut found = flattened.filter_map(|field| field.shape.required().find(name, flatten));
        found.next().map(|attribute| Attribute {
            flattened: true,
            ..attribute
        })
    }

    /// Calls `visit` with the attributes that a value of this shape may have where it is flattened; with `None` for those that
    /// only the value knows.
    fn each_flattened(self, flatten: u8, visit: &mut dyn FnMut(Option<&'static str>)) {
        let Some(flatten) = flatten.checked_sub(1) else {
            return visit(None);
        };
        match self {
            Self::Fields(fields) => fields
                .iter()
                .for_each(|field| field.each_attribute_within(flatten, visit)),
            // Each variant is one entry.
            Self::Variants(variants) => variants
                .iter()
                .flat_map(|variant| variant.names)
                .for_each(|name| visit(Some(name))),
            Self::Tagged(tag, variants) => {
                visit(Some(tag));
                for variant in variants {
                    variant.shape.required().each_flattened(flatten, visit);
                }
            }
            _ => visit(None),
        }
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
    pub(crate) fn each_set(self, visit: &mut impl FnMut(&'static FieldShape)) {
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

/// What the shape of a document or a map knows of one attribute in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute {
    /// How it is stored, converted if it is.
    pub(crate) shape: Shape,
    /// The field of a document that it is; `None` for an entry of a map.
    pub(crate) field: Option<&'static FieldShape>,
    /// serde flattens it into the document.
    pub(crate) flattened: bool,
}

impl Attribute {
    fn of_field(field: &'static FieldShape) -> Self {
        Self {
            shape: *field.shape,
            field: Some(field),
            flattened: false,
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
        self.shape.required().each_flattened(flatten, visit);
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

/// From the value that serde writes to the one that is stored.
pub(super) type Write = fn(AttributeValue) -> Result<Encoded, CodecError>;
/// From the value that is stored to the one that serde reads.
pub(super) type Read = fn(AttributeValue) -> Result<AttributeValue, CodecError>;

/// A shape, and what is done to its values on the way to DynamoDB and back.
///
/// A conversion over another converts first when writing, and last when reading.
#[derive(Clone, Copy)]
pub struct Conversion {
    pub(crate) inner: &'static Shape,
    pub(super) write: Option<Write>,
    pub(super) read: Option<Read>,
    /// `read` is a `get`, which need not undo what was written.
    pub(super) gets: bool,
    pub(super) sensitive: bool,
}

// By hand, not derived, so that functions need not be printed and compared.
impl fmt::Debug for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversion")
            .field("inner", &self.inner)
            .field("write", &self.write.is_some())
            .field("read", &self.read.is_some())
            .field("gets", &self.gets)
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
        same_write
            && same_read
            && self.gets == other.gets
            && self.inner == other.inner
            && self.sensitive == other.sensitive
    }
}
