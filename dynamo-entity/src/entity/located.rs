//! The key of an item in a message, from its parts.

use crate::entity::described::describe_attributes;
use crate::entity::key_attributes::primary_key;
use crate::key::part::Part;
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;

/// The primary key as text, for messages.
pub(crate) fn describe_key<'a>(
    table: &TableSchema,
    schema: &'static EntitySchema,
    part: &dyn Fn(usize) -> Part<'a>,
) -> Option<String> {
    let attributes = primary_key(table, schema, part).ok()?;
    Some(describe_attributes(schema, &attributes))
}
