//! Checks at compile time of a collection that is read from an index with a projection.

use crate::key::field::Field;
use crate::key::scalar::ScalarType;
use crate::key::template::Segment;
use crate::key::text::same;
use crate::schema::definition::{EntitySchema, Index, Projection, Side};
use crate::schema::message::Message;

/// Returns a number for the type of key attribute that the field can be; 0 if it cannot be one.
pub(super) const fn native(field: &Field) -> u8 {
    match field.part {
        Some(part) => match part.native {
            Some(ScalarType::S) => 1,
            Some(ScalarType::N) => 2,
            Some(ScalarType::B) => 3,
            None => 0,
        },
        None => 0,
    }
}

pub(super) const fn fail(pieces: &[&str]) -> ! {
    panic!("{}", Message::of(pieces).as_str())
}

/// Checks that the index holds every attribute of the entity, because a collection returns whole entities.
pub(super) const fn check_projection(collection: &str, entity: &EntitySchema, index: &Index) {
    let held: &[&str] = match index.projection {
        Projection::All => return,
        Projection::Include(names) => names,
        Projection::KeysOnly => &[],
    };
    let mut f = 0;
    while f < entity.fields.len() {
        let field = &entity.fields[f];
        let kept = if field.stored {
            contains(held, field.attribute) || may_be_key(entity, index, field)
        } else {
            // A skipped field is never stored. A flattened field could be any attribute.
            !field.shape.flatten
        };
        if !kept {
            fail(&[
                "the index of `",
                index.pattern,
                "` does not hold `",
                field.name,
                "` of `",
                entity.name,
                "`, but the collection `",
                collection,
                "` reads whole entities; write `projection = \"all\"`, or name the attribute there",
            ]);
        }
        f += 1;
    }
    if let Projection::KeysOnly = index.projection {
        fail(&[
            "the index of `",
            index.pattern,
            "` holds only keys, but the collection `",
            collection,
            "` needs the type attribute to distinguish its entities; write `projection = \"all\"`",
        ]);
    }
}

/// Whether the field's attribute may be a key attribute, which every index holds. The table decides how those are named.
const fn may_be_key(entity: &EntitySchema, index: &Index, field: &Field) -> bool {
    let primary = entity.primary();
    is_side(&index.pk, field)
        || is_side(&primary.pk, field)
        || match &index.sk {
            Some(sk) => is_side(sk, field),
            None => false,
        }
        || match &primary.sk {
            Some(sk) => is_side(sk, field),
            None => false,
        }
}

const fn is_side(side: &Side, field: &Field) -> bool {
    match side {
        Side::Attributes(fields) => {
            let mut i = 0;
            while i < fields.len() {
                if fields[i].is_same(field) {
                    return true;
                }
                i += 1;
            }
            false
        }
        Side::Template(template) => match template.segments {
            [Segment::Placeholder { field: part, .. }] => part.is_same(field) && native(field) != 0,
            _ => false,
        },
    }
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut i = 0;
    while i < names.len() {
        if same(names[i], name) {
            return true;
        }
        i += 1;
    }
    false
}
