//! What is known of a read of many keys that failed: the items that were read, and the keys that were not.

use std::any::TypeId;

use crate::batch::get::{BatchGet, Decode};
use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::keys::plan::Group;
use crate::read::keys::wanted::KeyOutcome;
use crate::schema::table::TableSchema;

/// What is known of a read of many keys that failed: the items that were read, and the keys that were not.
#[derive(Debug)]
pub struct Unread {
    pub(crate) groups: Vec<Group>,
    pub(crate) key_names: Vec<&'static str>,
    pub(crate) schema: &'static TableSchema,
}

/// What is known of one key of a read that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchAnswer<T> {
    /// The item that is there.
    Item(T),
    /// There is an item that cannot be read.
    Unreadable(Unreadable),
    /// There is no item.
    Absent,
    /// It was not read.
    Unread,
}

impl Unread {
    /// How many keys were not read; one that was given twice counts twice.
    #[must_use]
    pub fn len(&self) -> usize {
        let found = self.groups.iter().flat_map(|group| &group.found);
        found.filter(|found| matches!(found, KeyOutcome::Unread)).count()
    }

    /// Every key was read; not so in an error.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The keys of `E` that were not read, as the operation that reads them.
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

    /// What is known of each key whose item was asked for as a `T`, an entity or a projection of one, in the order of the
    /// keys.
    ///
    /// # Errors
    /// If the answer of DynamoDB makes no sense.
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
                        // It is another entity's, and to this one there is none.
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
    /// The item, if it is there and was and can be read.
    pub fn into_item(self) -> Option<T> {
        match self {
            BatchAnswer::Item(item) => Some(item),
            BatchAnswer::Unreadable(_) | BatchAnswer::Absent | BatchAnswer::Unread => None,
        }
    }
}

impl Error {
    /// What is known of the keys of a batch, if this is the error of a `batch_get` that was sent.
    #[must_use]
    pub fn unread(&self) -> Option<&Unread> {
        self.undone()
    }

    /// What is known of the keys of a batch.
    ///
    /// # Errors
    /// The error itself, if it is not of a `batch_get` that was sent.
    pub fn into_unread(self) -> Result<Unread> {
        self.into_undone()
    }
}
