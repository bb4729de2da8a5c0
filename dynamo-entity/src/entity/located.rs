//! Renders the key of an item for messages, from its parts.

use crate::entity::described::describe_attributes;
use crate::entity::key_attributes::primary_key;
use crate::key::field::Field;
use crate::key::part::Part;
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;

/// Renders the primary key as text; `None` if the parts give no valid key.
pub(crate) fn describe_key<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    part: &dyn Fn(&'static Field) -> Part<'a>,
) -> Option<String> {
    let attributes = primary_key(table, schema, part).ok()?;
    Some(describe_attributes(schema, &attributes))
}
