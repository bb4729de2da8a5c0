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
pub use write::WriteOperation;
pub(crate) use write::{Prepare, PreparedWrite, checked, write_items};

use super::{Guard, Target};
use crate::entity::{Entity, PrimaryKey, describe_key};
use crate::error::{Error, Result};
use crate::schema::{EntitySchema, Field};

/// The `Key` of a member, by which two on one item are found.
type Key = HashMap<String, AttributeValue>;

/// What a member does to the value of a unique field.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Marks {
    Taken(&'static Field),
    GivenBack(&'static Field),
}

/// What a member of a transaction is about: enough to say why it failed.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) schema: &'static EntitySchema,
    /// The primary key as text.
    pub(crate) key: Option<String>,
    pub(crate) guard: Guard,
    /// What is done to the value of a unique field; `None` for the item itself.
    pub(crate) marks: Option<Marks>,
}

impl Subject {
    fn new<E: Entity>(target: &Target<'_>, key: &PrimaryKey<E>, guard: Guard) -> Self {
        Subject {
            schema: E::SCHEMA,
            key: describe_key(target.schema, E::SCHEMA, &|field| key.part(field)),
            guard,
            marks: None,
        }
    }

    /// What takes, or gives back, the value of a unique field of this.
    pub(super) fn marking(&self, marks: Marks) -> Self {
        Subject {
            guard: Guard::None,
            marks: Some(marks),
            ..self.clone()
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
        match self.marks {
            None => format!("`{}` at {key}", self.schema.name),
            Some(Marks::Taken(field) | Marks::GivenBack(field)) => format!(
                "one value of `{}`, which is unique, of `{}`",
                field.name, self.schema.name
            ),
        }
    }
}

/// Adds to an error of a member which item it is about.
fn located<E: Entity, T>(target: &Target<'_>, key: &PrimaryKey<E>, built: Result<T>) -> Result<T> {
    built.map_err(|error| target.locate(key, error))
}
