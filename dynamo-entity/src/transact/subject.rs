//! The item that a member of a transaction is about, used to explain why the member failed.

use std::fmt;

use crate::entity::Entity;
use crate::entity::described::describe_attributes;
use crate::entity::key::PrimaryKey;
use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::expression::requirement::Requirements;
use crate::key::field::Field;
use crate::schema::definition::EntitySchema;
use crate::wire::guard::Guard;
use crate::wire::target::Target;

/// The effect of a marker member on the value of a unique field.
#[derive(Debug, Clone, Copy)]
pub(crate) enum UniqueMarker {
    Taken(&'static Field),
    GivenBack(&'static Field),
}

/// The item that a member of a transaction is about, with all that is needed to explain a failure.
#[derive(Clone)]
pub(crate) struct TransactionItem {
    pub(crate) schema: &'static EntitySchema,
    /// The primary key; no two members may share it.
    pub(crate) key: KeyAttributes,
    pub(crate) guard: Guard,
    /// The requirements of the member's actions on the item.
    pub(crate) requirements: Requirements,
    /// The effect on the value of a unique field; `None` if the member writes the item itself.
    pub(crate) marks: Option<UniqueMarker>,
}

// `Debug` redacts sensitive keys.
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

    /// Renders the primary key as text.
    pub(crate) fn key_text(&self) -> String {
        describe_attributes(self.schema, &self.key)
    }

    /// Returns the subject of a member that takes or releases a value of a unique field of this item.
    pub(crate) fn marking(&self, marks: UniqueMarker) -> Self {
        TransactionItem {
            guard: Guard::None,
            requirements: Requirements::default(),
            marks: Some(marks),
            ..self.clone()
        }
    }

    /// Adds the entity and the key to an error.
    pub(crate) fn locate(&self, error: Error) -> Error {
        error.with_entity(self.schema.name).at_key(self.key_text())
    }

    /// Describes the item for messages, such as `` `User` at USER#1 / PROFILE ``.
    pub(super) fn describe(&self) -> String {
        match self.marks {
            None => format!("`{}` at {}", self.schema.name, self.key_text()),
            Some(UniqueMarker::Taken(field) | UniqueMarker::GivenBack(field)) => format!(
                "the same value of the unique `{}` of `{}`",
                field.name, self.schema.name
            ),
        }
    }
}

/// Adds the entity and the key to the error of a member.
pub(super) fn located<E: Entity, T>(target: &Target<'_>, key: &PrimaryKey<E>, built: Result<T>) -> Result<T> {
    built.map_err(|error| target.locate(key, error))
}
