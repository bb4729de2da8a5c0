//! What an index holds of an item, and what a read may therefore ask of it.

use crate::error::{Error, Result};
use crate::schema::{EntitySchema, Index, Projection, TableSchema};

/// What an index holds of the items of one entity.
#[derive(Debug)]
pub(super) struct Held<'i> {
    table: &'static TableSchema,
    index: &'i Index,
    /// The key attributes of index and table, each once.
    keys: Vec<&'static str>,
}

impl<'i> Held<'i> {
    pub(super) fn new(table: &'static TableSchema, schema: &'static EntitySchema, index: &'i Index) -> Self {
        let mut keys: Vec<&'static str> = Vec::new();
        for index in [index, schema.primary()] {
            let names = table.key_names(schema, index);
            for (name, _) in names.pk.into_iter().chain(names.sk) {
                if !keys.contains(&name) {
                    keys.push(name);
                }
            }
        }
        Held { table, index, keys }
    }

    /// The key attributes of index and table, which every index holds and a cursor needs.
    pub(super) fn into_keys(self) -> Vec<&'static str> {
        self.keys
    }

    pub(super) fn holds(&self, attribute: &str) -> bool {
        match self.index.projection {
            Projection::All => true,
            // The type attribute is always included.
            Projection::Include(names) if names.contains(&attribute) || attribute == self.table.type_attribute => true,
            _ => self.keys.contains(&attribute),
        }
    }

    /// A filter on an attribute that the index does not hold would match nothing, silently.
    pub(super) fn check_own_filter(&self, attribute: &str) -> Result<()> {
        if self.holds(attribute) {
            return Ok(());
        }
        Err(Error::input(format!(
            "the index of `{}` does not hold `{attribute}`, which this read has to filter by: project it, or begin the keys with text of the entity's own",
            self.index.pattern
        )))
    }
}
