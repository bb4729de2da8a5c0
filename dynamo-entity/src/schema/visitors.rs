//! Visitors: entities whose items DynamoDB puts into an index although the entity has no access pattern on
//! it, because the items store all key attributes of the index.
//!
//! Open this module to find which attributes of an entity are keys of another entity's index. Two entities
//! may share such an attribute if it has the same type in both. Reads of the index then filter by entity, and
//! writes of both entities refuse values that DynamoDB does not accept as a key.

use crate::key::error::{PARTITION_KEY_LIMIT, SORT_KEY_LIMIT};
use crate::key::field::Field;
use crate::key::scalar::ScalarType;
use crate::key::template::Template;
use crate::key::text::same;
use crate::schema::definition::{EntitySchema, Index, IndexKind, Side};
use crate::schema::message::fail;
use crate::schema::table::{TableSchema, side_type};

/// The value that an entity stores in a key attribute.
#[derive(Clone, Copy)]
enum Stored {
    /// The key that a template of one of the entity's indexes renders.
    Key(&'static Template, ScalarType),
    /// A field.
    Field(&'static Field),
    /// A field under an alias, in items that have not been written since the field was renamed.
    Alias,
}

/// One key attribute of an index.
#[derive(Clone, Copy)]
pub(super) struct KeyAttribute {
    pub(super) name: &'static str,
    ty: ScalarType,
    limit: usize,
    /// The template that renders the attribute; `None` if the attribute is the entity's own.
    template: Option<&'static Template>,
}

impl TableSchema {
    /// Computes whether some entity's items are in an index on which the entity has no access pattern.
    #[doc(hidden)]
    #[must_use]
    pub const fn __with_visitors(self) -> Self {
        let (mut i, mut has_visitors) = (0, false);
        while i < self.entities.len() {
            let mut j = 0;
            while j < self.entities.len() {
                has_visitors |= i != j && self.shares_keys(self.entities[i], self.entities[j]);
                j += 1;
            }
            i += 1;
        }
        TableSchema { has_visitors, ..self }
    }

    /// Whether `other` stores key attributes of an index of `entity` on which `other` has no access pattern:
    /// either all of them, or one that is not a key attribute of the table.
    const fn shares_keys(&self, entity: &'static EntitySchema, other: &'static EntitySchema) -> bool {
        // An entity that does not compile has reported its own error.
        if entity.name.is_empty() || other.name.is_empty() {
            return false;
        }
        let mut i = 0;
        while i < entity.indexes.len() {
            let index = &entity.indexes[i];
            i += 1;
            if has_index(other, index) {
                continue;
            }
            let (mut at, mut has_all) = (0, true);
            while let Some(key) = self.key_attribute(entity, index, at) {
                let is_stored = self.stored(other, key.name).is_some();
                if is_stored && !self.is_primary_key(other, key.name) {
                    return true;
                }
                has_all &= is_stored;
                at += 1;
            }
            if has_all {
                return true;
            }
        }
        false
    }

    /// Returns the key attribute at this position of an index: partition, then sort.
    pub(super) const fn key_attribute(
        &self,
        entity: &'static EntitySchema,
        index: &'static Index,
        at: usize,
    ) -> Option<KeyAttribute> {
        let (pk, sk) = self.key_pair(index);
        let partition = count(&index.pk);
        if at < partition {
            return Some(attribute_of(entity, (&index.pk, pk), at, PARTITION_KEY_LIMIT));
        }
        match &index.sk {
            Some(side) if at < partition + count(side) => {
                Some(attribute_of(entity, (side, sk), at - partition, SORT_KEY_LIMIT))
            }
            _ => None,
        }
    }

    /// Returns the value that items of an entity store under this name.
    const fn stored(&self, entity: &'static EntitySchema, attribute: &str) -> Option<Stored> {
        let mut f = 0;
        while f < entity.fields.len() {
            if entity.fields[f].stored && same(entity.fields[f].attribute, attribute) {
                return Some(Stored::Field(&entity.fields[f]));
            }
            f += 1;
        }
        let mut i = 0;
        while i < entity.indexes.len() {
            let index = &entity.indexes[i];
            let (pk, sk) = self.key_pair(index);
            if let Side::Template(template) = &index.pk
                && same(pk, attribute)
            {
                return Some(Stored::Key(template, side_type(template, pk)));
            }
            if let Some(Side::Template(template)) = &index.sk
                && same(sk, attribute)
            {
                return Some(Stored::Key(template, side_type(template, sk)));
            }
            i += 1;
        }
        let mut f = 0;
        while f < entity.shapes.len() {
            let aliases = entity.shapes[f].aliases;
            let mut a = 0;
            while a < aliases.len() {
                if same(aliases[a], attribute) {
                    return Some(Stored::Alias);
                }
                a += 1;
            }
            f += 1;
        }
        None
    }

    /// Returns the templates that render the keys of items of `visitor` in an index of `entity`, partition
    /// then sort. `visitor` has no access pattern on this index. Returns `None` if items of `visitor` are not
    /// in the index. A side without a text template is `None`: it may have any value.
    pub(crate) fn visit(
        &self,
        visitor: &'static EntitySchema,
        (entity, index): (&'static EntitySchema, &'static Index),
    ) -> Option<[Option<&'static Template>; 2]> {
        if !self.has_visitors || has_index(visitor, index) {
            return None;
        }
        let mut templates = [None; 2];
        let mut at = 0;
        while let Some(key) = self.key_attribute(entity, index, at) {
            let side = usize::from(at >= count(&index.pk));
            if let Stored::Key(template, ScalarType::S) = self.stored(visitor, key.name)?
                && let Some(slot) = templates.get_mut(side)
            {
                *slot = Some(template);
            }
            at += 1;
        }
        Some(templates)
    }

    /// Returns the fields of an entity that are key attributes of other entities' indexes, each with the maximum length of
    /// the key.
    pub(crate) fn keys_of_others(&self, entity: &'static EntitySchema) -> Vec<(&'static Field, usize)> {
        if !self.has_visitors {
            return Vec::new();
        }
        let others = self.entities.iter().filter(|other| !other.is_same(entity));
        let indexes = others.flat_map(|other| other.indexes.iter().map(|index| (*other, index)));
        let indexes = indexes.filter(|(_, index)| !has_index(entity, index));
        indexes
            .flat_map(|(other, index)| (0..).map_while(move |at| self.key_attribute(other, index, at)))
            .filter_map(|key| Some((entity.field_of(key.name)?, key.limit)))
            .collect()
    }

    /// Whether the attribute is a key attribute of the table that the entity's items have.
    const fn is_primary_key(&self, entity: &EntitySchema, attribute: &str) -> bool {
        same(attribute, self.primary.pk) || (entity.primary().sk.is_some() && same(attribute, self.primary.sk))
    }
}

/// Refuses an attribute of `other` that is a key attribute of an index of `entity` on which `other` has no
/// access pattern, if DynamoDB would refuse the item, or if the attribute would put the item into the index.
pub(super) const fn check_visitor(table: &TableSchema, entity: &'static EntitySchema, other: &'static EntitySchema) {
    let mut i = 0;
    while table.has_visitors && i < entity.indexes.len() {
        let index = &entity.indexes[i];
        i += 1;
        if has_index(other, index) {
            continue;
        }
        let mut at = 0;
        while let Some(key) = table.key_attribute(entity, index, at) {
            at += 1;
            // The entities agree on the keys of the table; other checks refuse the table otherwise.
            if table.is_primary_key(other, key.name) {
                continue;
            }
            match table.stored(other, key.name) {
                None | Some(Stored::Alias) => {}
                Some(Stored::Field(field)) => check_field((entity, index), key, (other, field)),
                Some(Stored::Key(template, ty)) => {
                    if !is_type(Some(ty), key.ty) {
                        fail(&[
                            "`",
                            other.name,
                            "` writes `",
                            template.text,
                            "` to `",
                            key.name,
                            "`, which is a key attribute of `",
                            index.pattern,
                            "` of `",
                            entity.name,
                            "` with another type: DynamoDB would refuse every such `",
                            other.name,
                            "`; give one of the indexes another key attribute",
                        ]);
                    }
                }
            }
        }
    }
}

/// Refuses `tenant: u32` next to another entity's `#[gsi(pk = ["<tenant>"], …)] tenant: String`.
const fn check_field(
    (entity, index): (&EntitySchema, &Index),
    key: KeyAttribute,
    (other, field): (&EntitySchema, &Field),
) {
    const RENAME: &str = "; rename it with `#[serde(rename = \"…\")]`";
    if let Some(template) = key.template {
        fail(&[
            "`",
            field.name,
            "` of `",
            other.name,
            "` is stored as `",
            key.name,
            "`, a key attribute of `",
            index.pattern,
            "` to which `",
            entity.name,
            "` writes `",
            template.text,
            "`",
            RENAME,
        ]);
    }
    if is_type(field.key_type(), key.ty) {
        return;
    }
    let type_of = match field.key_type() {
        Some(ScalarType::S) => "` is a String: ",
        Some(ScalarType::N) => "` is a Number: ",
        Some(ScalarType::B) => "` is a Binary: ",
        None => "` is not known to be one: ",
    };
    let key_type = match key.ty {
        ScalarType::S => "a String",
        ScalarType::N => "a Number",
        ScalarType::B => "a Binary",
    };
    let remedy = if field.key_type().is_none() && !matches!(key.ty, ScalarType::B) {
        ", or give it a type that may be a key attribute, such as one with `#[derive(KeyPart)]`"
    } else {
        ""
    };
    fail(&[
        "`",
        key.name,
        "` is a key attribute of `",
        index.pattern,
        "` of `",
        entity.name,
        "` and ",
        key_type,
        " there, and `",
        field.name,
        "` of `",
        other.name,
        type_of,
        "DynamoDB would refuse every such `",
        other.name,
        "`",
        RENAME,
        remedy,
    ]);
}

/// Whether the entity has an access pattern on the DynamoDB index. Every entity has one on the table itself.
const fn has_index(entity: &EntitySchema, index: &Index) -> bool {
    let Some(name) = index.kind.name() else {
        return true;
    };
    let mut i = 0;
    while i < entity.indexes.len() {
        if let IndexKind::Global(other) | IndexKind::Local(other) = entity.indexes[i].kind
            && same(other, name)
        {
            return true;
        }
        i += 1;
    }
    false
}

/// Returns the number of key attributes of a side.
const fn count(side: &Side) -> usize {
    match side {
        Side::Template(_) => 1,
        Side::Attributes(fields) => fields.len(),
    }
}

const fn attribute_of(
    entity: &'static EntitySchema,
    (side, name): (&'static Side, &'static str),
    at: usize,
    limit: usize,
) -> KeyAttribute {
    match side {
        Side::Template(template) => KeyAttribute {
            name,
            ty: side_type(template, name),
            limit,
            template: if stores(entity, name) { None } else { Some(template) },
        },
        Side::Attributes(fields) => {
            let field = fields[at];
            KeyAttribute {
                name: field.attribute,
                ty: match field.key_type() {
                    Some(ty) => ty,
                    None => ScalarType::S,
                },
                limit,
                template: None,
            }
        }
    }
}

/// Whether the entity stores a field as this attribute.
const fn stores(entity: &EntitySchema, attribute: &str) -> bool {
    let mut f = 0;
    while f < entity.fields.len() {
        if entity.fields[f].stored && same(entity.fields[f].attribute, attribute) {
            return true;
        }
        f += 1;
    }
    false
}

const fn is_type(ty: Option<ScalarType>, wanted: ScalarType) -> bool {
    matches!(
        (ty, wanted),
        (Some(ScalarType::S), ScalarType::S)
            | (Some(ScalarType::N), ScalarType::N)
            | (Some(ScalarType::B), ScalarType::B)
    )
}
