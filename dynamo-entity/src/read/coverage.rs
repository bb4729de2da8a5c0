//! The attributes that an index holds of an item, and the reads that the index supports.

use crate::codec::shape::FieldShape;
use crate::entity::Entity;
use crate::entity::projection::Projected;
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::schema::definition::{EntitySchema, Index, Projection};
use crate::schema::table::TableSchema;

/// The attributes that an index holds of the items of one entity.
#[derive(Debug)]
pub(crate) struct IndexCoverage<'i> {
    table: &'static TableSchema,
    index: &'i Index,
    /// The key attributes of index and table, without duplicates.
    keys: Vec<&'static str>,
}

impl<'i> IndexCoverage<'i> {
    pub(crate) fn new(table: &'static TableSchema, schema: &'static EntitySchema, index: &'i Index) -> Self {
        let mut keys: Vec<&'static str> = Vec::with_capacity(4);
        for index in [index, schema.primary()] {
            for (name, _) in table.key_names(index).iter() {
                if !keys.contains(&name) {
                    keys.push(name);
                }
            }
        }
        IndexCoverage { table, index, keys }
    }

    /// Returns the key attributes of index and table, which every index holds and a cursor needs.
    pub(crate) fn into_keys(self) -> Vec<&'static str> {
        self.keys
    }

    pub(crate) fn holds(&self, attribute: &str) -> bool {
        match self.index.projection {
            Projection::All => true,
            Projection::Include(names) if names.contains(&attribute) || self.includes_identifier(attribute) => true,
            _ => self.keys.contains(&attribute),
        }
    }

    /// Whether an `INCLUDE` index holds the attribute although it is not listed.
    fn includes_identifier(&self, attribute: &str) -> bool {
        self.table.includes_type && attribute == self.table.type_attribute
    }

    /// Whether the index holds the attributes that identify the entity of an item.
    pub(crate) fn holds_identifiers(&self, entity: &EntitySchema) -> bool {
        self.table
            .identifiers(entity)
            .all(|(attribute, _)| self.holds(attribute))
    }

    /// Returns the attributes that identify the entity of an item, if the index holds them.
    pub(crate) fn identifying(&self, entity: &EntitySchema) -> Vec<&'static str> {
        if self.holds_identifiers(entity) {
            self.table.identifying(entity).collect()
        } else {
            Vec::new()
        }
    }

    /// Checks that the index holds the attributes by which the items of one entity are filtered.
    pub(crate) fn check_identifiers(&self, entity: &EntitySchema) -> Result<()> {
        let mut identifiers = self.table.identifiers(entity);
        identifiers.try_for_each(|(attribute, _)| self.check_own_filter(attribute))
    }

    /// Refuses a filter on an attribute that the index does not hold, because it would silently match nothing.
    pub(crate) fn check_own_filter(&self, attribute: &str) -> Result<()> {
        if self.holds(attribute) {
            return Ok(());
        }
        Err(Error::input(format!(
            "the index of `{}` does not hold `{attribute}`, which this read filters by: project it, or begin the keys \
             with text that only this entity uses",
            self.index.pattern
        )))
    }

    /// Refuses filters on attributes that the index does not hold.
    pub(crate) fn check_filters(&self, filters: &[Node]) -> Result<()> {
        let mut missing = None;
        for filter in filters {
            filter.each_attribute(&mut |attribute| {
                if !self.holds(attribute) {
                    missing.get_or_insert(attribute);
                }
            });
        }
        match missing {
            None => Ok(()),
            Some(attribute) => Err(Error::input(format!(
                "the index of `{}` does not hold `{attribute}`, so a filter would find it absent in every item; \
                 project it, or filter the items that `hydrate` returns",
                self.index.pattern
            ))),
        }
    }

    /// Refuses to read attributes that the index does not hold.
    pub(crate) fn check_items<E: Entity, T: Projected<E>>(&self) -> Result<()> {
        if matches!(self.index.projection, Projection::All) {
            return Ok(());
        }
        let schema = E::SCHEMA;
        // Fields that are neither stored nor flattened are skipped.
        let whole = (schema.fields.iter()).filter(|field| field.stored || field.shape.flatten);
        let shapes: Vec<&FieldShape> = match T::__SHAPES {
            Some(shapes) => shapes.iter().collect(),
            None => whole.map(|field| field.shape).collect(),
        };
        let mut missing = None;
        for shape in shapes {
            shape.each_attribute(&mut |attribute| {
                // `None` stands for the unknown attributes of a flattened field.
                let held = attribute.is_some_and(|attribute| self.holds(attribute));
                if !held {
                    missing.get_or_insert_with(|| match attribute {
                        Some(attribute) => format!("`{attribute}`"),
                        None => "all attributes of a flattened field".to_owned(),
                    });
                }
            });
        }
        let (pattern, name) = (self.index.pattern, schema.name);
        match (missing, T::__SHAPES) {
            (None, _) => Ok(()),
            (Some(missing), None) => Err(Error::input(format!(
                "the index of `{pattern}` does not hold {missing}, so a whole `{name}` cannot be read from it; read \
                 less with `.project::<T>()`, or the whole items with `.hydrate()`"
            ))),
            (Some(missing), Some(_)) => Err(Error::input(format!(
                "the index of `{pattern}` does not hold {missing}, which the projection needs; project it in the \
                 index, remove it from the projection, or read the items by their keys with `.hydrate()`"
            ))),
        }
    }
}
