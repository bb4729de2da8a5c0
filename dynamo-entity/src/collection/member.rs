//! The members of a collection, and which of them an item is of.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::stored::StoredItem;
use crate::collection::Collection;
use crate::entity::described::stored_key;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::key::text::same;
use crate::schema::definition::{EntitySchema, Index};
use crate::schema::table::TableSchema;

/// An entity of a collection, and the access pattern that reads it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Member {
    pub(crate) schema: &'static EntitySchema,
    /// The position of the access pattern in the schema.
    pub(crate) at: usize,
    /// Whether there is an access pattern of that name.
    pub(super) found: bool,
}

impl Member {
    /// The entity as a member by the access pattern of this name; [`check_member`](super::check_member) says if it has none.
    #[must_use]
    pub const fn of(schema: &'static EntitySchema, pattern: &str) -> Self {
        let mut at = 0;
        while at < schema.indexes.len() {
            if same(schema.indexes[at].pattern, pattern) {
                return Member {
                    schema,
                    at,
                    found: true,
                };
            }
            at += 1;
        }
        Member {
            schema,
            at: 0,
            found: false,
        }
    }

    /// The position of the access pattern in the schema.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }

    pub(crate) const fn index(&self) -> &'static Index {
        &self.schema.indexes[self.at]
    }
}

/// Which member an item is of, by its type attribute.
pub(crate) fn position<C: Collection>(item: &StoredItem<'_, '_>, table: &TableSchema) -> Result<Option<usize>> {
    let text = |attribute| {
        let text = item.string(attribute);
        text.map_err(|error| Error::broken_answer(error).of_entity(C::__NAME))
    };
    let Some(name) = text(table.type_attribute)? else {
        return untyped::<C>(item, table);
    };
    let is_versioned = C::__MEMBERS.iter().any(|member| member.schema.model_version.is_some());
    let version = match table.version_attribute.filter(|_| is_versioned) {
        Some(attribute) => text(attribute)?,
        None => None,
    };
    let is_of = |member: &Member| {
        let wanted = member.schema.model_version;
        member.schema.name == name && wanted.is_none_or(|wanted| version.as_deref() == Some(wanted))
    };
    Ok(C::__MEMBERS.iter().position(is_of))
}

/// Which member an item without a type attribute is of, by its key.
fn untyped<C: Collection>(item: &StoredItem<'_, '_>, table: &TableSchema) -> Result<Option<usize>> {
    if !C::__MEMBERS.iter().any(|member| member.schema.accepts_untyped) {
        return Ok(None);
    }
    let told = item.attributes(&[table.type_attribute, table.primary.pk, table.primary.sk]);
    let told = told.map_err(|error| Error::broken_answer(error).of_entity(C::__NAME))?;
    let mut members = C::__MEMBERS.iter();
    Ok(members.position(|member| table.owns_untyped(member.schema, &told)))
}

/// What is wrong with an item that is of no member.
pub(crate) fn unknown<C: Collection>(item: &Item, table: &TableSchema) -> Error {
    let attribute = table.type_attribute;
    let fact = match item.get(attribute) {
        Some(AttributeValue::S(name)) => format!("the item is a `{name}`, by its attribute `{attribute}`"),
        Some(_) => format!("the item has an attribute `{attribute}` that names no entity"),
        None => format!("the item has no attribute `{attribute}`"),
    };
    let message = format!("{fact}, which the collection does not read; add the entity, or leave out `refuse_unknown`");
    let error = Error::decode(CodecError::new(message)).of_entity(C::__NAME);
    match C::__MEMBERS.first() {
        Some(member) => error.at_key(stored_key(table, member.schema, item)),
        None => error,
    }
}
