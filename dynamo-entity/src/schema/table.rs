//! The schema of one table: its entities and the names of its key attributes.

use std::collections::BTreeMap;
use std::ops::Deref;

use crate::key::field::Field;
use crate::key::format::Format;
use crate::key::scalar::ScalarType;
use crate::key::template::{Segment, Template};
use crate::schema::definition::{EntitySchema, Index, IndexKind, Side};

/// The schema of one table: the entities it holds and the names of its key attributes.
///
/// The chapter [The model](mod@crate::guide::model) of the guide has examples.
#[derive(Debug)]
#[non_exhaustive]
pub struct TableSchema {
    /// The entities, in the order of `#[table(entities(…))]`.
    pub entities: &'static [&'static EntitySchema],
    /// The key attributes of the table itself.
    pub primary: IndexKeys,
    /// The attribute that identifies the entity of an item.
    pub type_attribute: &'static str,
    /// The attribute that identifies the version of an item's entity, if the table has one.
    pub version_attribute: Option<&'static str>,
    /// Whether an `INCLUDE` index also includes the type attribute.
    pub(crate) includes_type: bool,
    /// Key attributes of secondary indexes whose names differ from `<index>pk` and `<index>sk`.
    pub renamed: &'static [IndexKeys],
    /// How each entity meets the earlier ones; empty if no two entities may render the same key.
    pub(crate) meetings: &'static [&'static [Meeting]],
    /// Whether some entity's items have key attributes of an index on which the entity has no access pattern.
    pub(crate) has_visitors: bool,
    /// Whether marker items lie between the entities' items: some field has `unique(within = …)`.
    pub(crate) has_markers_within: bool,
}

/// The names of the key attributes of one DynamoDB index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexKeys {
    /// The name of the index; empty for the table itself.
    pub index: &'static str,
    /// The partition key attribute.
    pub pk: &'static str,
    /// The sort key attribute.
    pub sk: &'static str,
}

impl IndexKeys {
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(index: &'static str, pk: &'static str, sk: &'static str) -> Self {
        IndexKeys { index, pk, sk }
    }
}

/// The key attributes of an entity's index in a table, with their types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyNames {
    pub(crate) pk: SideNames,
    pub(crate) sk: SideNames,
}

/// The key attributes of one side of an index: usually one, stored without an allocation because every
/// request needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SideNames {
    One([(&'static str, ScalarType); 1]),
    Several(Vec<(&'static str, ScalarType)>),
}

impl Deref for SideNames {
    type Target = [(&'static str, ScalarType)];

    fn deref(&self) -> &Self::Target {
        match self {
            SideNames::One(name) => name,
            SideNames::Several(names) => names,
        }
    }
}

impl KeyNames {
    /// Iterates over the key attributes: partition, then sort.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, ScalarType)> {
        self.pk.iter().chain(self.sk.iter()).copied()
    }
}

impl TableSchema {
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(
        entities: &'static [&'static EntitySchema],
        primary: IndexKeys,
        type_attribute: &'static str,
        renamed: &'static [IndexKeys],
    ) -> Self {
        TableSchema {
            entities,
            primary,
            type_attribute,
            version_attribute: None,
            includes_type: true,
            renamed,
            meetings: &[],
            has_visitors: false,
            has_markers_within: has_markers_within(entities),
        }
    }

    /// Adds an attribute for the versions of entities. The indexes of such a table include only listed attributes.
    #[doc(hidden)]
    #[must_use]
    pub const fn __with_version(self, attribute: &'static str) -> Self {
        TableSchema {
            version_attribute: Some(attribute),
            includes_type: false,
            ..self
        }
    }

    /// Returns the [`identifiers`](Self::identifiers) in an array. The version slot is `None` if there is no version.
    pub(crate) fn identifier_slots(&self, entity: &EntitySchema) -> [Option<(&'static str, &'static str)>; 2] {
        [Some((self.type_attribute, entity.name)), self.stored_version(entity)]
    }

    /// Returns the version attribute and the version that items of `entity` store in it, if they do.
    pub(crate) fn stored_version(&self, entity: &EntitySchema) -> Option<(&'static str, &'static str)> {
        self.version_attribute.zip(entity.dialect.stored_version())
    }

    /// Iterates over the attributes that identify an item's entity, with their values.
    pub(crate) fn identifiers(
        &self,
        entity: &EntitySchema,
    ) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.identifier_slots(entity).into_iter().flatten()
    }

    /// Iterates over the access patterns of all entities, including the primary keys.
    ///
    /// ```
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Entity, Serialize, Deserialize)]
    /// #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
    /// #[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
    /// pub struct User { user_id: String, email: String }
    ///
    /// #[derive(Table)]
    /// #[table(entities(User))]
    /// pub struct App;
    ///
    /// let patterns: Vec<&str> = App::schema().access_patterns().map(|index| index.pattern).collect();
    /// assert_eq!(patterns, ["primary", "by_email"]);
    /// ```
    pub fn access_patterns(&self) -> impl Iterator<Item = &'static Index> + use<> {
        self.entities.iter().flat_map(|entity| entity.indexes)
    }

    /// Returns the attribute with the time after which DynamoDB deletes an item, if an entity has such an attribute.
    #[must_use]
    pub fn time_to_live(&self) -> Option<&'static str> {
        self.entities.iter().find_map(|entity| entity.time_to_live())
    }

    /// Returns the names of the template attributes of `index`: partition, then sort.
    pub(crate) const fn key_pair(&self, index: &Index) -> (&'static str, &'static str) {
        let (name, local) = match index.kind {
            IndexKind::Primary => return (self.primary.pk, self.primary.sk),
            IndexKind::Global(name) => (name, false),
            IndexKind::Local(name) => (name, true),
        };
        let mut keys = index.default_keys;
        let mut i = 0;
        while i < self.renamed.len() {
            if crate::key::text::same(self.renamed[i].index, name) {
                keys = (self.renamed[i].pk, self.renamed[i].sk);
            }
            i += 1;
        }
        if local { (self.primary.pk, keys.1) } else { keys }
    }

    /// Returns the key attributes of an entity's index, with their types.
    pub(crate) fn key_names(&self, index: &Index) -> KeyNames {
        let (pk, sk) = self.key_pair(index);
        KeyNames {
            pk: side_names(&index.pk, pk),
            sk: index
                .sk
                .as_ref()
                .map_or(SideNames::Several(Vec::new()), |side| side_names(side, sk)),
        }
    }

    /// Whether decoding an item of `entity` skips the attribute: it is the type, version or key attribute,
    /// and no field stores it.
    pub(crate) fn is_own_bookkeeping(&self, entity: &EntitySchema, attribute: &str) -> bool {
        if entity.field_of(attribute).is_some() {
            return false;
        }
        attribute == self.type_attribute
            || Some(attribute) == self.version_attribute
            || attribute == self.primary.pk
            || attribute == self.primary.sk
            || entity.indexes.iter().any(|index| {
                let (pk, sk) = self.key_pair(index);
                attribute == pk || attribute == sk
            })
    }

    /// Whether the attribute is the type or version attribute, or a key attribute of an index of the table.
    pub(crate) fn is_bookkeeping(&self, attribute: &str) -> bool {
        attribute == self.type_attribute
            || Some(attribute) == self.version_attribute
            || attribute == self.primary.pk
            || attribute == self.primary.sk
            || self.entities.iter().any(|entity| {
                let mut indexes = entity.indexes.iter();
                indexes.any(|index| self.key_names(index).iter().any(|(name, _)| name == attribute))
            })
    }

    /// Returns the attributes that decoding an item of `entity` skips.
    pub(crate) fn bookkeeping(&self, entity: &EntitySchema) -> Vec<&'static str> {
        let mut names = vec![self.type_attribute, self.primary.pk, self.primary.sk];
        names.extend(self.version_attribute);
        for index in entity.indexes {
            let (pk, sk) = self.key_pair(index);
            names.extend([pk, sk]);
        }
        names.retain(|name| entity.field_of(name).is_none());
        names
    }

    /// Returns one index of each name. The table itself comes first.
    pub(crate) fn distinct_indexes(&self) -> Vec<&'static Index> {
        let mut distinct: BTreeMap<Option<&str>, &'static Index> = BTreeMap::new();
        for index in self.access_patterns() {
            distinct.entry(index.kind.name()).or_insert(index);
        }
        distinct.into_values().collect()
    }
}

const fn has_markers_within(entities: &[&EntitySchema]) -> bool {
    let mut i = 0;
    while i < entities.len() {
        let mut f = 0;
        while f < entities[i].fields.len() {
            if entities[i].fields[f].within > 0 {
                return true;
            }
            f += 1;
        }
        i += 1;
    }
    false
}

fn side_names(side: &Side, attribute: &'static str) -> SideNames {
    match side {
        Side::Template(template) => SideNames::One([(attribute, side_type(template, attribute))]),
        Side::Attributes(fields) => {
            let name = |field: &&Field| (field.attribute, field.key_type().unwrap_or(ScalarType::S));
            SideNames::Several(fields.iter().map(name).collect())
        }
    }
}

/// Returns the type of the key attribute that `template` renders into.
pub(crate) const fn side_type(template: &Template, attribute: &str) -> ScalarType {
    match template.segments {
        [
            Segment::Placeholder {
                format: Format::Number, ..
            },
        ] => ScalarType::N,
        [
            Segment::Placeholder {
                format: Format::Binary, ..
            },
        ] => ScalarType::B,
        [
            Segment::Placeholder {
                field,
                format: Format::None,
            },
        ] => match field.part {
            Some(part) if crate::key::text::same(field.attribute, attribute) => match part.native {
                Some(native) => native,
                None => ScalarType::S,
            },
            _ => ScalarType::S,
        },
        _ => ScalarType::S,
    }
}

/// The beginning of the name of a marker item, which reserves a value of a unique field. No entity's partition key may begin
/// with it, and no sort key in a table with `unique(within = …)`.
pub(crate) const MARKER_PREFIX: &str = "$unique#";

/// The value of a marker item's type attribute, and the sort key of a marker with a partition of its own.
pub(crate) const MARKER_TYPE: &str = "$unique";

/// The attribute of a marker item that holds its owner: a map of the owner's primary key attributes.
pub(crate) const MARKER_OWNER: &str = "owner";

/// The owner of a key that two entities of a table may both render. *Earlier* and *later* refer to the
/// table's list of entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// No key is rendered by both.
    Apart,
    /// The earlier entity, because its templates are more specific.
    Earlier,
    /// The later entity, because its templates are more specific.
    Later,
    /// Neither entity: both are equally specific.
    Neither,
    /// The templates cannot distinguish the entities at all: the table does not compile.
    Always,
}
