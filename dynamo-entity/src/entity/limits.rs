//! Limits on items: their size, and the keys that they must not have.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::entity::described::describe_attributes;
use crate::error::{Error, Result};
use crate::schema::definition::{EntitySchema, Side};
use crate::schema::table::{MARKER_PREFIX, MARKER_TYPE, TableSchema};

/// DynamoDB's limit on an item. Source: "Service, account, and table quotas in Amazon DynamoDB", section "Items".
pub(super) const ITEM_LIMIT: usize = 400 * 1024;

/// Refuses a partition key that is reserved for unique fields.
pub(crate) fn check_reserved(partition: Option<&AttributeValue>) -> Result<()> {
    match partition {
        Some(AttributeValue::S(text)) if text.starts_with(MARKER_PREFIX) => Err(reserved("partition", MARKER_PREFIX)),
        _ => Ok(()),
    }
}

/// Refuses a sort key that is reserved for unique fields in a table where their markers lie between the items.
pub(super) fn check_reserved_sort(table: &TableSchema, sort: Option<&AttributeValue>) -> Result<()> {
    match sort {
        Some(AttributeValue::S(text))
            if table.has_markers_within && (text == MARKER_TYPE || text.starts_with(MARKER_PREFIX)) =>
        {
            Err(reserved("sort", MARKER_TYPE))
        }
        _ => Ok(()),
    }
}

fn reserved(side: &str, beginning: &str) -> Error {
    Error::key_fault(format!(
        "the {side} key begins with `{beginning}`, which is reserved for the values of unique fields; begin it with \
         another text"
    ))
}

/// Refuses a primary key of `schema` that another entity of the table renders too.
pub(super) fn check_owner(
    table: &TableSchema,
    schema: &EntitySchema,
    pk: Option<&AttributeValue>,
    sk: Option<&AttributeValue>,
) -> Result<()> {
    let Some(other) = table.rival(schema, pk, sk) else {
        return Ok(());
    };
    let template = |side: Option<&Side>| match side {
        Some(Side::Template(template)) => format!("`{}`", template.text),
        _ => "no sort key".to_owned(),
    };
    let keys = other.primary();
    let refusal = Error::key_fault(format!(
        "the key is also a key of `{}`, with {} / {}; change the parts so that only one entity matches",
        other.name,
        template(Some(&keys.pk)),
        template(keys.sk.as_ref()),
    ));
    let key = pk.into_iter().chain(sk).map(|value| ("", value.clone())).collect();
    Err(refusal.at_key(describe_attributes(schema, &key)))
}

/// Refuses an item of this many bytes if it is over DynamoDB's limit.
pub(crate) fn check_size(size: usize) -> Result<()> {
    if size > ITEM_LIMIT {
        return Err(Error::input(format!(
            "the item has {size} bytes; DynamoDB takes at most {ITEM_LIMIT}"
        )));
    }
    Ok(())
}
