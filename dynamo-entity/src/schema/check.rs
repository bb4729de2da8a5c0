//! Checks across the entities of a table, evaluated at compile time.
//!
//! Each rule is one function that panics with a message naming both sides. The derive macro calls the rules
//! once for each entity, so that the error points at the entity's name in `#[table(entities(…))]`.
//!
//! Over 400 lines of rules, each a short function that no other uses.

#![expect(
    clippy::many_single_char_names,
    reason = "two entities, and two of everything they have"
)]

use crate::key::field::Field;
use crate::key::scalar::ScalarType;
use crate::key::template::{Segment, Template};
use crate::key::text::same;
use crate::schema::definition::{EntitySchema, Index, IndexKind, Projection, Side};
use crate::schema::meeting::begin_alike;
use crate::schema::message::fail;
use crate::schema::table::{MARKER_OWNER, MARKER_PREFIX, MARKER_TYPE, Meeting, TableSchema, side_type};
use crate::schema::visitors::check_visitor;

/// Checks the entity at `position` alone and against all earlier entities.
pub const fn check_table(table: &TableSchema, position: usize) {
    let entity = table.entities[position];
    if entity.name.is_empty() {
        return;
    }
    check_version_attribute(table, entity);
    check_key_attributes_differ(table, entity);
    check_shared_key_attributes(table, entity);
    check_attribute_names(table, entity);
    check_unique_fields(table, entity);
    check_reserved_keys(table, entity);
    let mut i = 0;
    while i < position {
        let other = table.entities[i];
        i += 1;
        // An entity that does not compile has reported its own error.
        if other.name.is_empty() {
            continue;
        }
        check_type_names(other, entity);
        check_primary_keys(other, entity, table.meeting(i - 1, position));
        check_shared_indexes(table, other, entity);
        check_time_to_live(other, entity);
        check_visitor(table, other, entity);
        check_visitor(table, entity, other);
    }
}

/// Refuses `pk = "$unique#<id>"`: its keys could equal those of marker items. In a table with `unique(within = …)`, refuses
/// `sk = "$unique#<id>"` too.
const fn check_reserved_keys(table: &TableSchema, entity: &EntitySchema) {
    let index = entity.primary();
    let sk_is_reserved = match &index.sk {
        Some(Side::Template(template)) => is_reserved(template) || same(template.text, MARKER_TYPE),
        _ => false,
    };
    if matches!(&index.pk, Side::Template(template) if is_reserved(template))
        || (table.has_markers_within && sk_is_reserved)
    {
        fail(&[
            "the keys of `",
            entity.name,
            "` begin with `",
            if sk_is_reserved { MARKER_TYPE } else { MARKER_PREFIX },
            "`, which is reserved for the values of unique fields; begin them with another text",
        ]);
    }
}

const fn is_reserved(template: &Template) -> bool {
    template.leading().len() >= MARKER_PREFIX.len() && begin_alike(template.leading(), MARKER_PREFIX)
}

/// Refuses `#[entity(unique)]` in a table with an index whose key is the attribute `owner`: marker items
/// store a map there.
const fn check_marker_attributes(table: &TableSchema, unique: &Field, entity: &EntitySchema) {
    let mut e = 0;
    while e < table.entities.len() {
        let other = table.entities[e];
        e += 1;
        let mut i = 0;
        while i < other.indexes.len() {
            let index = &other.indexes[i];
            i += 1;
            let mut at = 0;
            while let Some(key) = table.key_attribute(other, index, at) {
                at += 1;
                if same(key.name, MARKER_OWNER) {
                    fail(&[
                        "`",
                        MARKER_OWNER,
                        "` is a key attribute of `",
                        index.pattern,
                        "` of `",
                        other.name,
                        "`, but also a map in the marker items of the unique `",
                        unique.name,
                        "` of `",
                        entity.name,
                        "`, which DynamoDB would refuse; give the key another attribute",
                    ]);
                }
            }
        }
    }
    if same(table.type_attribute, MARKER_OWNER) {
        fail(&[
            "`",
            MARKER_OWNER,
            "` is the type attribute of the table, but also an attribute of the marker items of the unique `",
            unique.name,
            "` of `",
            entity.name,
            "`; give the type attribute another name",
        ]);
    }
}

/// Refuses `#[entity(unique)]` in a table with a key that is not text: marker items have a text key.
const fn check_unique_fields(table: &TableSchema, entity: &EntitySchema) {
    let index = entity.primary();
    let (pk, sk) = table.key_pair(index);
    let is_text = is_text_side(Some(&index.pk), pk) && is_text_side(index.sk.as_ref(), sk);
    let mut i = 0;
    while i < entity.fields.len() {
        let field = &entity.fields[i];
        i += 1;
        if field.unique {
            check_marker_attributes(table, field, entity);
        }
        if field.unique && !is_text {
            fail(&[
                "`",
                field.name,
                "` of `",
                entity.name,
                "` cannot be `unique`: its marker items have a text key, but this table's key is not text",
            ]);
        }
    }
}

const fn is_text_side(side: Option<&Side>, attribute: &str) -> bool {
    match side {
        Some(Side::Template(template)) => matches!(side_type(template, attribute), ScalarType::S),
        Some(Side::Attributes(_)) => false,
        None => true,
    }
}

/// Refuses an index with the same attribute twice in its key, under the names that the table gives.
const fn check_key_attributes_differ(table: &TableSchema, entity: &'static EntitySchema) {
    let mut i = 0;
    while i < entity.indexes.len() {
        let index = &entity.indexes[i];
        i += 1;
        let mut at = 0;
        while let Some(key) = table.key_attribute(entity, index, at) {
            let mut before = 0;
            while before < at
                && let Some(other) = table.key_attribute(entity, index, before)
            {
                if same(key.name, other.name) {
                    fail(&[
                        "`",
                        key.name,
                        "` appears twice in the key of `",
                        index.pattern,
                        "` of `",
                        entity.name,
                        "`, but DynamoDB allows an attribute only once in a key; give the sort key another attribute",
                    ]);
                }
                before += 1;
            }
            at += 1;
        }
    }
}

/// Refuses two indexes that write different templates to the same key attribute.
const fn check_shared_key_attributes(table: &TableSchema, entity: &EntitySchema) {
    let mut i = 0;
    while i < entity.indexes.len() {
        let (x, x_names) = (&entity.indexes[i], table.key_pair(&entity.indexes[i]));
        let mut j = 0;
        while j < i {
            let (y, y_names) = (&entity.indexes[j], table.key_pair(&entity.indexes[j]));
            check_shared_key_attribute(entity, (x, &x.pk, x_names.0), (y, &y.pk, y_names.0));
            if let Some(sk) = &x.sk {
                check_shared_key_attribute(entity, (x, sk, x_names.1), (y, &y.pk, y_names.0));
            }
            if let Some(sk) = &y.sk {
                check_shared_key_attribute(entity, (x, &x.pk, x_names.0), (y, sk, y_names.1));
            }
            if let (Some(x_sk), Some(y_sk)) = (&x.sk, &y.sk) {
                check_shared_key_attribute(entity, (x, x_sk, x_names.1), (y, y_sk, y_names.1));
            }
            j += 1;
        }
        i += 1;
    }
}

const fn check_shared_key_attribute(
    entity: &EntitySchema,
    (x, x_side, x_name): (&Index, &Side, &str),
    (y, y_side, y_name): (&Index, &Side, &str),
) {
    if let (Side::Template(a), Side::Template(b)) = (x_side, y_side)
        && same(x_name, y_name)
        && !same(a.text, b.text)
    {
        fail(&[
            "`",
            x.pattern,
            "` and `",
            y.pattern,
            "` of `",
            entity.name,
            "` have the key attribute `",
            x_name,
            "` in common, and write `",
            a.text,
            "` and `",
            b.text,
            "` to it; give one of the indexes another attribute",
        ]);
    }
}

/// Refuses an entity with a version in a table without a version attribute.
const fn check_version_attribute(table: &TableSchema, entity: &EntitySchema) {
    if entity.dialect.stored_version().is_some() && table.version_attribute.is_none() {
        fail(&[
            "`",
            entity.name,
            "` has a version, but the table has no attribute for it; write `#[table(electrodb, …)]`, or give the table a `version_attribute`",
        ]);
    }
}

/// Refuses two entities named `User`.
const fn check_type_names(a: &EntitySchema, b: &EntitySchema) {
    if a.is_same(b) {
        fail(&[
            "two entities are named `",
            a.name,
            "`: the type attribute could not distinguish their items; give one another `#[entity(name = …)]`",
        ]);
    }
}

/// Refuses `USER#<user_id>` / `PROFILE` next to `USER#<account_id>` / `PROFILE`.
const fn check_primary_keys(a: &EntitySchema, b: &EntitySchema, meeting: Meeting) {
    let (x, y) = (a.primary(), b.primary());
    if x.sk.is_some() != y.sk.is_some() {
        fail(&[
            "`",
            a.name,
            "` and `",
            b.name,
            "` cannot share a table: one has a sort key and the other has none",
        ]);
    }
    if matches!(meeting, Meeting::Always) {
        fail(&[
            "`",
            a.name,
            "` and `",
            b.name,
            "` can have the same key: `",
            text_of(Some(&x.pk)),
            "` / `",
            text_of(x.sk.as_ref()),
            "` and `",
            text_of(Some(&y.pk)),
            "` / `",
            text_of(y.sk.as_ref()),
            "`; distinguish them by literal text",
        ]);
    }
}

const fn text_of(side: Option<&Side>) -> &'static str {
    match side {
        Some(Side::Template(template)) => template.text,
        Some(Side::Attributes(_)) => "a list of attributes",
        None => "no sort key",
    }
}

/// Refuses `expires_at` with `ttl` next to `deleted_after` with `ttl`.
const fn check_time_to_live(a: &EntitySchema, b: &EntitySchema) {
    if let (Some(x), Some(y)) = (a.time_to_live(), b.time_to_live())
        && !same(x, y)
    {
        fail(&[
            "`",
            a.name,
            "` and `",
            b.name,
            "` disagree on the `ttl` attribute, but a table has only one: `",
            x,
            "` and `",
            y,
            "`; give them one name with `#[serde(rename = …)]`",
        ]);
    }
}

/// Refuses an index that is global for one entity and local for another, or whose key attributes differ.
const fn check_shared_indexes(table: &TableSchema, a: &EntitySchema, b: &EntitySchema) {
    let mut i = 0;
    while i < a.indexes.len() {
        let mut j = 0;
        while j < b.indexes.len() {
            let (x, y) = (&a.indexes[i], &b.indexes[j]);
            let shared = match (x.kind.name(), y.kind.name()) {
                (None, None) => true,
                (Some(x), Some(y)) => same(x, y),
                _ => false,
            };
            if shared {
                check_shared_index(table, (a, x), (b, y));
            }
            j += 1;
        }
        i += 1;
    }
}

const fn check_shared_index(table: &TableSchema, (a, x): (&EntitySchema, &Index), (b, y): (&EntitySchema, &Index)) {
    let name = match x.kind.name() {
        Some(name) => name,
        None => "the table",
    };
    let difference = match (x.kind, y.kind) {
        (IndexKind::Global(_), IndexKind::Local(_)) | (IndexKind::Local(_), IndexKind::Global(_)) => {
            "it is a `#[gsi]` in one and an `#[lsi]` in the other"
        }
        _ if x.sk.is_some() != y.sk.is_some() => "only one of them gives it a sort key",
        _ if !projections_agree(x.projection, y.projection) => "they project different attributes",
        _ => {
            let names = table.key_pair(x);
            let pk = sides_agree(&x.pk, &y.pk, names.0);
            let sk = match (&x.sk, &y.sk) {
                (Some(x), Some(y)) => sides_agree(x, y, names.1),
                _ => true,
            };
            if pk && sk {
                return;
            }
            "its key attributes differ in name or type"
        }
    };
    fail(&[
        "`",
        a.name,
        "` and `",
        b.name,
        "` disagree on `",
        name,
        "`: ",
        difference,
    ])
}

const fn projections_agree(x: Projection, y: Projection) -> bool {
    match (x, y) {
        (Projection::All, Projection::All) | (Projection::KeysOnly, Projection::KeysOnly) => true,
        (Projection::Include(x), Projection::Include(y)) => {
            if x.len() != y.len() {
                return false;
            }
            let mut i = 0;
            while i < x.len() {
                if !same(x[i], y[i]) {
                    return false;
                }
                i += 1;
            }
            true
        }
        _ => false,
    }
}

const fn sides_agree(x: &Side, y: &Side, attribute: &str) -> bool {
    match (x, y) {
        (Side::Template(x), Side::Template(y)) => scalar(side_type(x, attribute)) == scalar(side_type(y, attribute)),
        (Side::Attributes(x), Side::Attributes(y)) => {
            if x.len() != y.len() {
                return false;
            }
            let mut i = 0;
            while i < x.len() {
                let (p, q) = (x[i], y[i]);
                let types = match (p.part, q.part) {
                    (Some(p), Some(q)) => match (p.native, q.native) {
                        (Some(p), Some(q)) => scalar(p) == scalar(q),
                        _ => false,
                    },
                    _ => false,
                };
                if !types || !same(p.attribute, q.attribute) {
                    return false;
                }
                i += 1;
            }
            true
        }
        _ => false,
    }
}

const fn scalar(ty: ScalarType) -> u8 {
    match ty {
        ScalarType::S => 0,
        ScalarType::N => 1,
        ScalarType::B => 2,
    }
}

/// Refuses a field stored as the type attribute, the version attribute, or a key attribute that is not just this field.
const fn check_attribute_names(table: &TableSchema, entity: &EntitySchema) {
    let mut f = 0;
    while f < entity.fields.len() {
        let field = &entity.fields[f];
        if let Some(version) = table.version_attribute
            && field.stored
            && same(field.attribute, version)
        {
            fail(&[
                "`",
                field.name,
                "` of `",
                entity.name,
                "` is stored as `",
                field.attribute,
                "`, which is the version attribute of the table; rename one of them",
            ]);
        }
        if field.stored && same(field.attribute, table.type_attribute) {
            fail(&[
                "`",
                field.name,
                "` of `",
                entity.name,
                "` is stored as `",
                field.attribute,
                "`, which is the type attribute of the table; rename one of them",
            ]);
        }
        if field.stored {
            let mut i = 0;
            while i < entity.indexes.len() {
                let index = &entity.indexes[i];
                let (pk, sk) = table.key_pair(index);
                check_key_attribute(entity, field, &index.pk, pk);
                if let Some(side) = &index.sk {
                    check_key_attribute(entity, field, side, sk);
                }
                i += 1;
            }
        }
        f += 1;
    }
}

/// Refuses `pk = "USER#<id>"` on a key attribute that is also the attribute of a field.
const fn check_key_attribute(entity: &EntitySchema, field: &Field, side: &Side, attribute: &str) {
    let Side::Template(template) = side else {
        return;
    };
    if !same(field.attribute, attribute) || is_the_attribute(template, field) {
        return;
    }
    fail(&[
        "`",
        field.name,
        "` of `",
        entity.name,
        "` is stored as `",
        attribute,
        "`, a key attribute that holds `",
        template.text,
        "`; rename one of them, or make the template this field alone",
    ]);
}

/// Whether the template is just the field, so that key and attribute are the same.
const fn is_the_attribute(template: &Template, field: &Field) -> bool {
    match template.segments {
        [Segment::Placeholder { field: part, format }] => {
            let native = match field.part {
                Some(part) => part.native,
                None => None,
            };
            part.is_same(field) && format.may_be_attribute(native)
        }
        _ => false,
    }
}
