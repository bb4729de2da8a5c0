//! What a member of a transaction is about: it says why the member failed.

use std::fmt;

use crate::entity::Entity;
use crate::entity::described::describe_attributes;
use crate::entity::key::PrimaryKey;
use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::expression::requirement::Requirements;
use crate::schema::definition::EntitySchema;
use crate::schema::field::Field;
use crate::wire::guard::Guard;
use crate::wire::target::Target;

/// What a member does to the value of a unique field.
#[derive(Debug, Clone, Copy)]
pub(crate) enum UniqueMarker {
    Taken(&'static Field),
    GivenBack(&'static Field),
}

/// What a member of a transaction is about: enough to say why it failed.
#[derive(Clone)]
pub(crate) struct TransactionItem {
    pub(crate) schema: &'static EntitySchema,
    /// The primary key, which two members must not share.
    pub(crate) key: KeyAttributes,
    pub(crate) guard: Guard,
    /// What its actions require of the item.
    pub(crate) requirements: Requirements,
    /// What is done to the value of a unique field; `None` for the item itself.
    pub(crate) marks: Option<UniqueMarker>,
}

// A key may be one that must not be printed.
impl fmt::Debug for TransactionItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}

impl TransactionItem {
    pub(crate) fn new<E: Entity>(key: KeyAttributes, guard: Guard) -> Self {
        TransactionItem {
            schema: E::SCHEMA,
            key,
            guard,
            requirements: Requirements::default(),
            marks: None,
        }
    }

    pub(super) fn requiring(self, requirements: Requirements) -> Self {
        TransactionItem { requirements, ..self }
    }

    /// The primary key as text.
    pub(crate) fn key_text(&self) -> String {
        describe_attributes(self.schema, &self.key)
    }

    /// What takes, or gives back, the value of a unique field of this.
    pub(crate) fn marking(&self, marks: UniqueMarker) -> Self {
        TransactionItem {
            guard: Guard::None,
            requirements: Requirements::default(),
            marks: Some(marks),
            ..self.clone()
        }
    }

    /// Adds to an error which item it is about.
    pub(crate) fn locate(&self, error: Error) -> Error {
        error.with_entity(self.schema.name).at_key(self.key_text())
    }

    /// `` `User` at USER#1 / PROFILE ``, for messages.
    pub(super) fn describe(&self) -> String {
        match self.marks {
            None => format!("`{}` at {}", self.schema.name, self.key_text()),
            Some(UniqueMarker::Taken(field) | UniqueMarker::GivenBack(field)) => format!(
                "one value of `{}`, which is unique, of `{}`",
                field.name, self.schema.name
            ),
        }
    }
}

/// Adds to an error of a member which item it is about.
pub(super) fn located<E: Entity, T>(target: &Target<'_>, key: &PrimaryKey<E>, built: Result<T>) -> Result<T> {
    built.map_err(|error| target.locate(key, error))
}
