//! `TransactWriteItems` and `TransactGetItems`: operations as members of a transaction, and what DynamoDB takes of them.

mod limits;
mod read;
mod write;

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

pub(crate) use limits::{check_reads, check_token};
use read::PreparedGet;
pub(crate) use read::ReadItems;
pub use read::ReadOperation;
use write::PreparedWrite;
pub use write::WriteOperation;
pub(crate) use write::{Prepare, write_items};

use super::{Guard, Target};
use crate::entity::{Entity, PrimaryKey, describe_key};
use crate::error::{Error, Result};
use crate::schema::EntitySchema;

/// The `Key` of a member, by which two on one item are found.
type Key = HashMap<String, AttributeValue>;

/// What a member of a transaction is about: enough to say why it failed.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) schema: &'static EntitySchema,
    /// The primary key as text.
    pub(crate) key: Option<String>,
    pub(crate) guard: Guard,
}

impl Subject {
    fn new<E: Entity>(target: &Target<'_>, key: &PrimaryKey<E>, guard: Guard) -> Self {
        Subject {
            schema: E::SCHEMA,
            key: describe_key(target.schema, E::SCHEMA, &|field| key.part(field)),
            guard,
        }
    }

    /// Adds to an error which item it is about.
    pub(crate) fn locate(&self, error: Error) -> Error {
        let error = error.of_entity(self.schema.name);
        match &self.key {
            Some(key) => error.at_key(key),
            None => error,
        }
    }

    /// `` `User` at USER#1 / PROFILE ``, for messages.
    fn describe(&self) -> String {
        let key = self.key.as_deref().unwrap_or("(not a key)");
        format!("`{}` at {key}", self.schema.name)
    }
}

/// Adds to an error of a member which item it is about.
fn located<E: Entity, T>(target: &Target<'_>, key: &PrimaryKey<E>, built: Result<T>) -> Result<T> {
    built.map_err(|error| target.locate(key, error))
}
