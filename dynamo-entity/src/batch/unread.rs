//! The outcome of each key of a failed batch read.

use std::any::TypeId;

use crate::batch::get::{BatchGet, Decode};
use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::keys::plan::Group;
use crate::read::keys::wanted::KeyOutcome;
use crate::schema::table::TableSchema;

/// The outcome of a failed batch read: the items that were read, and the keys that were not.
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[derive(Debug)]
pub struct Unread {
    pub(crate) groups: Vec<Group>,
    pub(crate) key_names: Vec<&'static str>,
    pub(crate) schema: &'static TableSchema,
}

/// The outcome of one key of a failed batch read.
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchAnswer<T> {
    /// The item was read.
    Item(T),
    /// The item exists but cannot be read.
    Unreadable(Unreadable),
    /// The item does not exist.
    Absent,
    /// The key was not read.
    Unread,
}

impl Unread {
    /// Returns the number of keys that were not read. Duplicate keys are counted each time.
    #[must_use]
    pub fn len(&self) -> usize {
        let found = self.groups.iter().flat_map(|group| &group.found);
        found.filter(|found| matches!(found, KeyOutcome::Unread)).count()
    }

    /// Whether every key was read. The `Unread` of an error is never empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the unread keys of `E`, as the operation that reads them.
    pub fn keys<E: Entity>(&self) -> BatchGet<E> {
        let groups = self.groups.iter().filter(|group| group.ty == TypeId::of::<E>());
        let keys = groups.flat_map(|group| {
            let keys = group.keys.downcast_ref::<Vec<PrimaryKey<E>>>();
            let known = keys.into_iter().flatten().zip(&group.found);
            known
                .filter(|(_, found)| matches!(found, KeyOutcome::Unread))
                .map(|(key, _)| key.clone())
        });
        BatchGet::new(keys.collect())
    }

    /// Returns the outcome of each key whose item was requested as a `T`, which is an entity or a projection, in the
    /// order of the keys.
    ///
    /// # Errors
    /// If DynamoDB's response is malformed.
    pub fn answers<T: 'static>(&self) -> Result<Vec<BatchAnswer<T>>> {
        let mut answers = Vec::new();
        for group in &self.groups {
            let Some(decode) = group.decode.downcast_ref::<Decode<T>>() else {
                continue;
            };
            for found in &group.found {
                answers.push(match found {
                    KeyOutcome::Unread => BatchAnswer::Unread,
                    KeyOutcome::Absent => BatchAnswer::Absent,
                    KeyOutcome::Item(item) => match decode(item.clone(), &self.key_names, self.schema)? {
                        Ok(Some(item)) => BatchAnswer::Item(item),
                        // The item belongs to another entity, so for `T` no item exists.
                        Ok(None) => BatchAnswer::Absent,
                        Err(unreadable) => BatchAnswer::Unreadable(unreadable),
                    },
                });
            }
        }
        Ok(answers)
    }
}

impl<T> BatchAnswer<T> {
    /// Returns the item, if it was read successfully.
    pub fn into_item(self) -> Option<T> {
        match self {
            BatchAnswer::Item(item) => Some(item),
            BatchAnswer::Unreadable(_) | BatchAnswer::Absent | BatchAnswer::Unread => None,
        }
    }
}

impl Error {
    /// Returns the outcome of each key, if this is the error of a `batch_get` that was sent.
    #[must_use]
    pub fn unread(&self) -> Option<&Unread> {
        self.undone()
    }

    /// Returns the outcome of each key.
    ///
    /// # Errors
    /// Returns the error itself, if it is not the error of a `batch_get` that was sent.
    pub fn into_unread(self) -> Result<Unread> {
        self.into_undone()
    }
}
