//! Primary key parts whose rendering folds values: `<id:lower>` renders `abc` and `ABC` to the same key, so the key does
//! not determine which of them the attribute holds.
//!
//! A write that makes an index key from such a part needs certainty: it either sets the attribute and every index key
//! made of it, or adds a condition that the attribute holds the part.

use crate::key::field::Field;
use crate::key::format::Format;
use crate::key::template::Segment;
use crate::schema::definition::{EntitySchema, IndexKind, Side};
use crate::write::sides::{Known, KnownParts, Scope};

/// Decides for each folded part whether its attribute is set or relied on. Returns the fields whose attribute is set.
///
/// `may_set` says whether the update can set the attribute of a field of the primary key.
pub(crate) fn settle_folded(
    schema: &'static EntitySchema,
    parts: &mut KnownParts<'_>,
    may_set: impl Fn(&'static Field) -> bool,
) -> Vec<&'static Field> {
    let mut set = Vec::new();
    for field in folded(schema) {
        let is_set = match fate(schema, parts, field) {
            Fate::Unused => continue,
            Fate::Known => may_set(field),
            Fate::Unknown => false,
        };
        parts.fold(field, is_set);
        if is_set {
            set.push(field);
        }
    }
    set
}

enum Fate {
    /// No index key is made of the field.
    Unused,
    /// The update knows every part of every side that contains the field.
    Known,
    /// The update does not know all of these parts.
    Unknown,
}

fn fate(schema: &'static EntitySchema, parts: &KnownParts<'_>, field: &Field) -> Fate {
    let mut is_used = false;
    let mut is_known = true;
    for index in schema.indexes.iter().filter(|index| index.kind != IndexKind::Primary) {
        let is_written =
            parts.scope() != Scope::Touched || index.sides().flat_map(Side::parts).any(|part| parts.is_set(part));
        for side in index.sides() {
            let Side::Template(template) = side else { continue };
            if !side.parts().any(|part| part == field) {
                continue;
            }
            is_used |= is_written && !is_determined(schema, field, template.segments);
            let is_sure = |part| matches!(parts.of(part), Some(Known::Key(_) | Known::Set(_)));
            // The parts of both sides decide about an index with a condition.
            is_known &= match index.condition {
                None => side.parts().all(is_sure),
                Some(_) => index.sides().flat_map(Side::parts).all(is_sure),
            };
        }
    }
    match (is_used, is_known) {
        (false, _) => Fate::Unused,
        (true, true) => Fate::Known,
        (true, false) => Fate::Unknown,
    }
}

/// Returns the fields of the primary key that every placeholder folds.
fn folded(schema: &'static EntitySchema) -> impl Iterator<Item = &'static Field> {
    let folds = |(field, format): (&Field, Format)| field.part.is_some_and(|part| format.folds(part.kind));
    let all = move || schema.primary().sides().flat_map(placeholders);
    all()
        .enumerate()
        .filter(move |(at, (field, _))| {
            all().take(*at).all(|(earlier, _)| earlier != *field)
                && all().filter(|(other, _)| other == field).all(folds)
        })
        .map(|(_, (field, _))| field)
}

/// Whether the primary key determines what each placeholder of the field renders, because it has a placeholder of the
/// same format.
fn is_determined(schema: &'static EntitySchema, field: &Field, segments: &'static [Segment]) -> bool {
    let is_in_key = |format| {
        let mut key = schema.primary().sides().flat_map(placeholders);
        key.any(|known| known == (field, format))
    };
    segments.iter().all(|segment| match segment {
        Segment::Placeholder { field: other, format } if *other == field => is_in_key(*format),
        Segment::Placeholder { .. } | Segment::Literal(_) => true,
    })
}

fn placeholders(side: &'static Side) -> impl Iterator<Item = (&'static Field, Format)> {
    let segments: &[Segment] = match side {
        Side::Template(template) => template.segments,
        Side::Attributes(_) => &[],
    };
    segments.iter().filter_map(|segment| match segment {
        Segment::Placeholder { field, format } => Some((*field, *format)),
        Segment::Literal(_) => None,
    })
}
