//! Checks of a struct with `#[derive(Changes)]` against its entity, evaluated at compile time.

use crate::key::field::Field;
use crate::key::template::Segment;
use crate::key::text::same;
use crate::schema::definition::{EntitySchema, Index, IndexKind, Side};
use crate::schema::message::fail;

/// A struct of changes to an entity.
#[derive(Debug, Clone, Copy)]
pub struct ChangesSchema {
    /// The entity.
    pub entity: &'static EntitySchema,
    /// The name of the struct.
    pub name: &'static str,
    /// The names of the struct's fields.
    pub fields: &'static [&'static str],
    /// `#[changes(…, edit)]`: the changes are applied to loaded items.
    pub edit: bool,
}

impl ChangesSchema {
    /// Checks the field at `position`.
    ///
    /// # Panics
    /// If no update can change the field, or not without the other parts of an index key.
    pub const fn check(self, position: usize) {
        // The compiler reports a name that the entity does not have.
        let Some(field) = self.entity.field_named(self.fields[position]) else {
            return;
        };
        self.check_may_change(field);
        if self.edit {
            return;
        }
        let mut i = 0;
        while i < self.entity.indexes.len() {
            let index = &self.entity.indexes[i];
            i += 1;
            if matches!(index.kind, IndexKind::Primary) {
                continue;
            }
            match (index.condition, &index.sk) {
                // A condition decides about both sides together.
                (Some(_), Some(sk)) => {
                    let is_part = has_part(&index.pk, field) || has_part(sk, field);
                    self.check_side(field, is_part, index, &index.pk);
                    self.check_side(field, is_part, index, sk);
                }
                (None, Some(sk)) => {
                    self.check_side(field, has_part(&index.pk, field), index, &index.pk);
                    self.check_side(field, has_part(sk, field), index, sk);
                }
                (_, None) => self.check_side(field, has_part(&index.pk, field), index, &index.pk),
            }
        }
    }

    /// Refuses parts of the primary key, and fields that are written once or by every write.
    const fn check_may_change(self, field: &Field) {
        if is_key(self.entity, field) {
            fail(&[
                "`",
                field.name,
                "` is part of the primary key of `",
                self.entity.name,
                "`, which cannot change: remove it from `",
                self.name,
                "`",
            ]);
        }
        if field.auto.is_some() {
            fail(&[
                "every write sets `",
                field.name,
                "` of `",
                self.entity.name,
                "` itself: remove it from `",
                self.name,
                "`",
            ]);
        }
        if field.readonly {
            fail(&[
                "`",
                field.name,
                "` of `",
                self.entity.name,
                "` is read-only: remove it from `",
                self.name,
                "`",
            ]);
        }
    }

    /// Refuses a part of an index key whose other parts an update would not know.
    const fn check_side(self, field: &Field, is_part: bool, index: &Index, side: &Side) {
        let Side::Template(template) = side else {
            return;
        };
        let mut i = 0;
        while is_part && i < template.segments.len() {
            let segment = &template.segments[i];
            i += 1;
            let Segment::Placeholder { field: other, .. } = segment else {
                continue;
            };
            if other.is_same(field) || is_key(self.entity, other) {
                continue;
            }
            if other.readonly {
                fail(&[
                    "`",
                    field.name,
                    "` forms a key of `",
                    index.pattern,
                    "` with the read-only `",
                    other.name,
                    "`, which only a loaded `",
                    self.entity.name,
                    "` knows: write `#[changes(…, edit)]`, and apply `",
                    self.name,
                    "` to an `.edit()`",
                ]);
            }
            if !contains(self.fields, other.name) {
                fail(&[
                    "`",
                    field.name,
                    "` forms a key of `",
                    index.pattern,
                    "` with `",
                    other.name,
                    "`: add `",
                    other.name,
                    "` to `",
                    self.name,
                    "`, or write `#[changes(…, edit)]` and apply it to an `.edit()`",
                ]);
            }
        }
    }
}

const fn is_key(entity: &EntitySchema, field: &Field) -> bool {
    let primary = entity.primary();
    has_part(&primary.pk, field)
        || match &primary.sk {
            Some(sk) => has_part(sk, field),
            None => false,
        }
}

const fn has_part(side: &Side, field: &Field) -> bool {
    let mut i = 0;
    match side {
        Side::Template(template) => {
            while i < template.segments.len() {
                if let Segment::Placeholder { field: part, .. } = &template.segments[i]
                    && part.is_same(field)
                {
                    return true;
                }
                i += 1;
            }
        }
        Side::Attributes(fields) => {
            while i < fields.len() {
                if fields[i].is_same(field) {
                    return true;
                }
                i += 1;
            }
        }
    }
    false
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
