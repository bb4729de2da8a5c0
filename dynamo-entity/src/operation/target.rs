//! Where a request goes: the table's name and shape, known only when the request is built.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::entity::{Entity, PrimaryKey, describe_key, primary_key};
use crate::error::{Error, Result};
use crate::schema::TableSchema;

/// A table as an operation sees it.
#[derive(Debug, Clone, Copy)]
pub struct Target<'t> {
    pub(crate) name: &'t str,
    pub(crate) schema: &'static TableSchema,
}

/// The SDK says which member of a request is missing; ours never lack one.
pub(crate) fn incomplete(error: BuildError) -> Error {
    Error::input(error.to_string()).caused_by(error)
}

impl Target<'_> {
    /// The `Key` of a request.
    pub(crate) fn key<E: Entity>(&self, key: &PrimaryKey<E>) -> Result<HashMap<String, AttributeValue>> {
        let attributes = primary_key(self.schema, E::SCHEMA, &|field| key.part(field))
            .map_err(|error| error.of_entity(E::SCHEMA.name))?;
        Ok(attributes
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect())
    }

    /// Adds to an error which item it is about.
    pub(crate) fn locate<E: Entity>(&self, key: &PrimaryKey<E>, error: Error) -> Error {
        let error = error.of_entity(E::SCHEMA.name);
        match describe_key(self.schema, E::SCHEMA, &|field| key.part(field)) {
            Some(text) => error.at_key(text),
            None => error,
        }
    }
}
