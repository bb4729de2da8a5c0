//! Searches a shape, and the shapes of the documents within it, for the options of their fields.

use crate::codec::shape::{Conversion, DeferredShape, Shape};

impl Shape {
    /// Whether a value of this shape, or a value within it, has a conversion that `is_wanted`.
    pub(crate) fn has_within(&'static self, is_wanted: fn(&Conversion) -> bool) -> bool {
        has_within(self, is_wanted, &mut Vec::new())
    }
}

/// `seen` are the documents that were searched: a document may contain itself.
fn has_within(shape: &'static Shape, is_wanted: fn(&Conversion) -> bool, seen: &mut Vec<DeferredShape>) -> bool {
    match shape {
        Shape::Converted(conversion) => is_wanted(conversion) || has_within(conversion.inner, is_wanted, seen),
        Shape::Optional(inner) | Shape::List(inner) | Shape::Map(inner) => has_within(inner, is_wanted, seen),
        Shape::Tuple(elements) => elements.iter().any(|element| has_within(element, is_wanted, seen)),
        Shape::Fields(fields) => fields.iter().any(|field| has_within(field.shape, is_wanted, seen)),
        Shape::Variants(variants) | Shape::Tagged(_, variants) => variants
            .iter()
            .any(|variant| has_within(variant.shape, is_wanted, seen)),
        Shape::Deferred(document) if seen.contains(document) => false,
        Shape::Deferred(document) => {
            seen.push(*document);
            has_within((document.0)(), is_wanted, seen)
        }
        Shape::Plain
        | Shape::Number
        | Shape::Binary
        | Shape::StringSet
        | Shape::NumberSet
        | Shape::BinarySet
        | Shape::Time(_)
        | Shape::TimeSet(_)
        | Shape::JsonNumber { .. }
        | Shape::Unknown => false,
    }
}
