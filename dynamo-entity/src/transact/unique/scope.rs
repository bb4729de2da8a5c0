//! The scope in which a value is unique, which decides where its marker lies.

use crate::error::{Error, Result};
use crate::key::field::Field;
use crate::key::field_error::KeyError;
use crate::key::part::Part;
use crate::schema::definition::{EntitySchema, Side};

/// The scope of a unique value.
///
/// The marker of a `unique(within = …)` field lies where all items of its scope lie: its partition key begins as theirs do.
/// IAM conditions on `dynamodb:LeadingKeys` that allow the items therefore allow the marker.
#[derive(Clone)]
pub(crate) enum Scope {
    /// `unique`: all items of the entity. The marker has a partition of its own.
    Entity,
    /// `within` names every part of the partition key: the items, and the marker, lie in this partition.
    Partition(String),
    /// `within` names the first parts of the partition key: the keys begin with this text, which ends before the next part.
    Beginning(String),
}

impl Scope {
    /// Returns the scope of the value that an item has. `part` returns the parts of the item's primary key.
    pub(crate) fn of<'a>(
        schema: &'static EntitySchema,
        field: &'static Field,
        part: impl Fn(&'static Field) -> Part<'a>,
    ) -> Result<Self> {
        if field.within == 0 {
            return Ok(Scope::Entity);
        }
        let Side::Template(template) = &schema.primary().pk else {
            return Ok(Scope::Entity);
        };
        let text = template.render_prefix(field.within, |placeholder| part(placeholder.field));
        match text.map_err(KeyError::into_error)? {
            Some(text) if field.within >= template.parts() => Ok(Scope::Partition(text)),
            Some(text) => Ok(Scope::Beginning(text)),
            None => Err(Error::input(format!(
                "`{}` of `{}` is unique within a part of the partition key that is absent",
                field.name, schema.name
            ))),
        }
    }

    /// Returns the text that distinguishes the scope from other scopes of the field.
    pub(crate) fn text(&self) -> &str {
        match self {
            Scope::Entity => "",
            Scope::Partition(text) | Scope::Beginning(text) => text,
        }
    }
}
