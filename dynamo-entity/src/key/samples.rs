//! Fields of text, for the tests of templates.

use crate::codec::shape::{FieldShape, Shape};
use crate::key::field::{Field, FieldPart};
use crate::key::part::PartKind;

static SHAPES: [FieldShape; 4] = [
    FieldShape::new("a", &Shape::Plain),
    FieldShape::new("b", &Shape::Plain),
    FieldShape::new("c", &Shape::Plain),
    FieldShape::new("d", &Shape::Plain),
];

pub(crate) static FIELDS: [Field; 4] = [text("a", 0), text("b", 1), text("c", 2), text("d", 3)];

const fn text(name: &'static str, position: usize) -> Field {
    let part = FieldPart {
        kind: PartKind::Text,
        prefix_free: false,
        optional: false,
        native: None,
    };
    Field {
        part: Some(part),
        ..Field::__new(name, position, &SHAPES)
    }
}
