//! The attributes of documents and maps: finds the shape of an attribute by its name, and lists the attributes of a field. Both
//! follow flattened fields.

use crate::codec::shape::{DeferredShape, FieldShape, Shape};

/// The depth to which `flatten` is followed, because a type may flatten itself.
const MAX_FLATTEN: u8 = 16;

/// The facts that the shape of a document or a map knows about one attribute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    /// How it is stored, with its conversion.
    pub(crate) shape: Shape,
    /// The field of the document; `None` for an entry of a map.
    pub(crate) field: Option<&'static FieldShape>,
    /// Whether serde flattens it into the document.
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

impl Shape {
    /// Returns the shape of an attribute of a document.
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

    /// Returns the shape of an attribute of a document or a map, with its conversion.
    pub(crate) fn attribute(self, name: &str) -> Self {
        self.look_up(name).0
    }

    /// Returns the shape of an attribute, and the field of the document if there is one.
    pub(crate) fn look_up(self, name: &str) -> (Self, Option<&'static FieldShape>) {
        let attribute = self.find(name, MAX_FLATTEN).unwrap_or_else(|| self.stranger());
        (attribute.shape, attribute.field)
    }

    /// Returns the facts about an attribute that the shape does not know. In a document with flattened fields, the
    /// attribute belongs to one of them.
    pub(super) fn stranger(self) -> Attribute {
        Attribute {
            shape: match self {
                Self::Fields(_) | Self::Unknown => Self::Unknown,
                _ => Self::Plain,
            },
            field: None,
            flattened: matches!(self, Self::Fields(fields) if fields.iter().any(|field| field.flatten)),
        }
    }

    /// Finds an attribute, or returns `None` if the shape does not know it. The search begins at the field `next`, because
    /// serde writes fields in order.
    pub(super) fn next_attribute(self, name: &str, next: &mut usize) -> Option<Attribute> {
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

    /// Whether `None` is omitted from the document as the entry `name`: the entry is known to be a member that is read as `None`
    /// where it is absent. `field` is the field that was found for the entry.
    pub(crate) fn omits_none(self, name: &str, field: Option<&'static FieldShape>) -> bool {
        match (self, field) {
            (Self::Fields(_), Some(field)) => field.optional,
            (Self::Fields(_), None) => self.has_tagged_option(name, MAX_FLATTEN),
            _ => false,
        }
    }

    /// Whether an enum with a tag that is flattened here has an optional member of this name. All its variants must be documents,
    /// because the entry does not say which variant it belongs to.
    fn has_tagged_option(self, name: &str, flatten: u8) -> bool {
        let Some(flatten) = flatten.checked_sub(1) else {
            return false;
        };
        match self {
            Self::Fields(fields) => fields
                .iter()
                .filter(|field| field.flatten)
                .any(|field| field.shape.required().has_tagged_option(name, flatten)),
            Self::Tagged(_, variants) => {
                let contents = || variants.iter().map(|variant| variant.shape.required());
                let mut options = contents().map(|content| match content.find(name, flatten) {
                    Some(attribute) => attribute.field.map(|field| field.optional),
                    None => content.has_tagged_option(name, flatten).then_some(true),
                });
                contents().all(|content| matches!(content, Self::Fields(_)))
                    && options.clone().all(|optional| optional != Some(false))
                    && options.any(|optional| optional == Some(true))
            }
            _ => false,
        }
    }

    /// Calls `visit` with the name of each attribute that a flattened value of this shape may have, and with `None` for
    /// attributes that depend on the value.
    fn each_flattened(self, flatten: u8, visit: &mut dyn FnMut(Option<&'static str>)) {
        let Some(flatten) = flatten.checked_sub(1) else {
            return visit(None);
        };
        match self {
            Self::Fields(fields) => fields
                .iter()
                .for_each(|field| field.each_attribute_within(flatten, visit)),
            // Each variant is stored as one entry.
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

    /// Calls `visit` with each set that an item of this shape may omit, including the sets of flattened fields.
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

impl FieldShape {
    /// Calls `visit` with the name of each attribute that stores the field, and with `None` for attributes that depend on
    /// the value. A flattened field may have several.
    pub(crate) fn each_attribute(&self, visit: &mut dyn FnMut(Option<&'static str>)) {
        self.each_attribute_within(MAX_FLATTEN, visit);
    }

    fn each_attribute_within(&self, flatten: u8, visit: &mut dyn FnMut(Option<&'static str>)) {
        if !self.flatten {
            return self.names().for_each(|name| visit(Some(name)));
        }
        self.shape.required().each_flattened(flatten, visit);
    }

    /// Returns the names that the attribute may be stored under.
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

/// Compares two names. Most unequal names differ in length or first letter, and most equal names have the same address, so
/// these cheap tests come first.
#[inline]
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && (std::ptr::eq(one, other) || (one.as_bytes().first() == other.as_bytes().first() && one == other))
}
