//! The shape of a table: as DynamoDB describes it, as the schema requires it, and the differences.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, KeySchemaElement, KeyType, Projection as SdkProjection, ProjectionType, ScalarAttributeType,
    TableDescription,
};

use crate::key::scalar::ScalarType;
use crate::schema::definition::{IndexKind, Projection};
use crate::schema::table::TableSchema;

/// Everything about a table that requests depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) key: Keys,
    /// Secondary indexes by name.
    pub(super) indexes: BTreeMap<String, IndexShape>,
}

/// The key attributes of a table or index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) pk: Vec<KeyAttribute>,
    pub(super) sk: Vec<KeyAttribute>,
}

/// One key attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeyAttribute {
    pub(super) name: String,
    pub(super) ty: ScalarAttributeType,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IndexShape {
    pub(super) local: bool,
    pub(super) key: Keys,
    pub(super) projected: Projected,
}

/// The attributes that an index has in addition to the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Projected {
    All,
    Only(BTreeSet<String>),
}

impl Shape {
    /// Returns the shape that the schema requires.
    pub(super) fn wanted(schema: &TableSchema) -> Self {
        let mut shape = Shape {
            key: Keys {
                pk: Vec::new(),
                sk: Vec::new(),
            },
            indexes: BTreeMap::new(),
        };
        for index in schema.distinct_indexes() {
            let names = schema.key_names(index);
            let attributes = |names: &[(&'static str, ScalarType)]| {
                names
                    .iter()
                    .map(|(name, ty)| KeyAttribute {
                        name: (*name).to_owned(),
                        ty: scalar(*ty),
                    })
                    .collect()
            };
            let key = Keys {
                pk: attributes(&names.pk),
                sk: attributes(&names.sk),
            };
            let projected = match index.projection {
                Projection::All => Projected::All,
                Projection::KeysOnly => Projected::Only(BTreeSet::new()),
                Projection::Include(attributes) => {
                    // The type attribute tells the entities apart.
                    let own = schema.includes_type.then_some(&schema.type_attribute);
                    let attributes = attributes.iter().chain(own);
                    Projected::Only(attributes.map(|name| (*name).to_owned()).collect())
                }
            };
            match index.kind {
                IndexKind::Primary => shape.key = key,
                IndexKind::Global(name) | IndexKind::Local(name) => {
                    let local = matches!(index.kind, IndexKind::Local(_));
                    let index = IndexShape { local, key, projected };
                    shape.indexes.insert(name.to_owned(), index);
                }
            }
        }
        shape
    }

    /// Returns the shape of an existing table.
    pub(super) fn described(table: &TableDescription) -> Self {
        let types = table.attribute_definitions();
        let mut indexes = BTreeMap::new();
        for index in table.global_secondary_indexes() {
            indexes.insert(
                index.index_name().unwrap_or_default().to_owned(),
                IndexShape {
                    local: false,
                    key: Keys::described(index.key_schema(), types),
                    projected: Projected::described(index.projection()),
                },
            );
        }
        for index in table.local_secondary_indexes() {
            indexes.insert(
                index.index_name().unwrap_or_default().to_owned(),
                IndexShape {
                    local: true,
                    key: Keys::described(index.key_schema(), types),
                    projected: Projected::described(index.projection()),
                },
            );
        }
        Shape {
            key: Keys::described(table.key_schema(), types),
            indexes,
        }
    }

    /// Returns how `self`, an existing table, differs from what is wanted, one line each. Additional indexes are no
    /// difference.
    pub(super) fn differences(&self, wanted: &Shape) -> Vec<String> {
        let mut differences = Vec::new();
        if self.key != wanted.key {
            differences.push(format!("the key is {} but the schema has {}", self.key, wanted.key));
        }
        for (name, wanted) in &wanted.indexes {
            match self.indexes.get(name) {
                None => differences.push(format!("the index `{name}` is missing")),
                Some(index) => index.differences(name, wanted, &mut differences),
            }
        }
        differences
    }

    /// Returns every key attribute once, by name.
    pub(super) fn attributes(&self) -> BTreeMap<&str, &ScalarAttributeType> {
        std::iter::once(&self.key)
            .chain(self.indexes.values().map(|index| &index.key))
            .flat_map(|key| key.pk.iter().chain(&key.sk))
            .map(|attribute| (attribute.name.as_str(), &attribute.ty))
            .collect()
    }
}

impl IndexShape {
    fn differences(&self, name: &str, wanted: &IndexShape, differences: &mut Vec<String>) {
        let kind = |local| if local { "local" } else { "global" };
        if self.local != wanted.local {
            differences.push(format!(
                "the index `{name}` is {} but the schema has a {} one",
                kind(self.local),
                kind(wanted.local)
            ));
        }
        if self.key != wanted.key {
            differences.push(format!(
                "the key of the index `{name}` is {} but the schema has {}",
                self.key, wanted.key
            ));
        }
        if !self.projected.covers(&wanted.projected) {
            differences.push(format!(
                "the index `{name}` holds {} but the schema has {}",
                self.projected, wanted.projected
            ));
        }
    }
}

impl Keys {
    fn described(schema: &[KeySchemaElement], types: &[AttributeDefinition]) -> Self {
        let of = |wanted: &KeyType| {
            schema
                .iter()
                .filter(|element| element.key_type() == wanted)
                .map(|element| KeyAttribute {
                    name: element.attribute_name().to_owned(),
                    ty: types
                        .iter()
                        .find(|ty| ty.attribute_name() == element.attribute_name())
                        .map_or(ScalarAttributeType::S, |ty| ty.attribute_type().clone()),
                })
                .collect()
        };
        Keys {
            pk: of(&KeyType::Hash),
            sk: of(&KeyType::Range),
        }
    }
}

impl Projected {
    fn described(projection: Option<&SdkProjection>) -> Self {
        match projection.and_then(SdkProjection::projection_type) {
            Some(ProjectionType::KeysOnly) => Projected::Only(BTreeSet::new()),
            Some(ProjectionType::Include) => Projected::Only(
                projection
                    .map(SdkProjection::non_key_attributes)
                    .unwrap_or_default()
                    .iter()
                    .cloned()
                    .collect(),
            ),
            _ => Projected::All,
        }
    }

    fn covers(&self, wanted: &Projected) -> bool {
        match (self, wanted) {
            (Projected::All, _) => true,
            (Projected::Only(_), Projected::All) => false,
            (Projected::Only(own), Projected::Only(wanted)) => wanted.is_subset(own),
        }
    }
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, attribute) in self.pk.iter().chain(&self.sk).enumerate() {
            if i > 0 {
                f.write_str(if i == self.pk.len() { " / " } else { ", " })?;
            }
            write!(f, "`{}` ({})", attribute.name, attribute.ty)?;
        }
        Ok(())
    }
}

impl fmt::Display for Projected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Projected::All => f.write_str("all attributes"),
            Projected::Only(names) if names.is_empty() => f.write_str("keys only"),
            Projected::Only(names) => {
                f.write_str("keys and ")?;
                for (i, name) in names.iter().enumerate() {
                    write!(f, "{}`{name}`", if i > 0 { ", " } else { "" })?;
                }
                Ok(())
            }
        }
    }
}

fn scalar(ty: ScalarType) -> ScalarAttributeType {
    match ty {
        ScalarType::S => ScalarAttributeType::S,
        ScalarType::N => ScalarAttributeType::N,
        ScalarType::B => ScalarAttributeType::B,
    }
}
