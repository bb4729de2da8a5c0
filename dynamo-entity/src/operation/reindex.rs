//! `UpdateItem` of the index keys of a loaded item: `reindex`.

use std::fmt;

use crate::entity::Entity;
use crate::expression::condition::IntoCondition;
use crate::operation::update::Update;
use crate::operation::update::draft::Draft;
use crate::operation::update::kinds::Loaded;
use crate::wire::returning::{New, Nothing, Old};

/// Rewrites every index key of a loaded item from its parts, and changes nothing else: `UpdateItem`.
///
/// See [`reindex`](crate::Operations::reindex). An index key whose parts are not all there is removed. Costs a write
/// capacity unit for each KB of the item, and as much for each index that the item enters, leaves or moves in.
#[must_use = "an operation does nothing until it is sent"]
pub struct Reindex<E, R = Nothing> {
    pub(crate) update: Update<E, Loaded, R>,
}

impl<E: Entity> Reindex<E> {
    pub(super) fn new(entity: &E) -> Self {
        Reindex {
            update: Update::of(Draft::reindexing(entity)),
        }
    }

    /// Gives back the item as it is after the write: `ReturnValues = ALL_NEW`.
    pub fn return_new(self) -> Reindex<E, New> {
        Reindex {
            update: self.update.return_new(),
        }
    }

    /// Gives back the item as it was before the write: `ReturnValues = ALL_OLD`.
    pub fn return_old(self) -> Reindex<E, Old> {
        Reindex {
            update: self.update.return_old(),
        }
    }
}

impl<E: Entity, R> Reindex<E, R> {
    /// Rewrites the keys only if `condition` holds for the item that is there; several must all hold.
    pub fn condition(self, condition: impl IntoCondition<E>) -> Self {
        Reindex {
            update: self.update.condition(condition),
        }
    }
}

impl<E, R> Clone for Reindex<E, R> {
    fn clone(&self) -> Self {
        Reindex {
            update: self.update.clone(),
        }
    }
}

impl<E, R> fmt::Debug for Reindex<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reindex").field(&self.update).finish()
    }
}
