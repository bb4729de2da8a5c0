//! Keys to be read, and the outcome for each key.

use std::sync::Arc;

use crate::codec::json::object::Object;
use crate::codec::redacted::Redacted;
use crate::codec::stored::OwnedItem;
use crate::entity::Entity;
use crate::entity::projection::{Projected, expression};
use crate::entity::sides::KeyAttributes;
use crate::error::Result;
use crate::expression::placeholders::{BoundProjection, Placeholders};
use crate::read::keys::identity::Identity;
use crate::wire::target::Target;

/// The options of a read by keys; all keys of a request share them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadOptions {
    consistent: bool,
    projection: BoundProjection,
}

/// A key, and every place that its item belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) how: Arc<ReadOptions>,
    pub(crate) key: Redacted<KeyAttributes>,
    pub(crate) identity: Identity,
    pub(super) place: Place,
    /// Further places, if the key was given more than once.
    pub(super) others: Vec<Place>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) group: usize,
    pub(super) place: usize,
}

/// The outcome for one key.
#[derive(Debug, Clone)]
pub(crate) enum KeyOutcome {
    /// DynamoDB has not processed the key.
    Unread,
    /// There is no item.
    Absent,
    /// The item exists.
    Item(OwnedItem),
}

impl ReadOptions {
    pub(crate) fn of<E: Entity, T: Projected<E>>(target: &Target<'_>, consistent: bool) -> Result<Self> {
        let mut placeholders = Placeholders::default();
        // The key attributes match the items of a response to their keys.
        let needed = target
            .key_names()
            .into_iter()
            .chain(target.schema.identifying(E::SCHEMA));
        let projection = expression::<E, T>(needed, &mut placeholders);
        Ok(ReadOptions {
            consistent,
            projection: BoundProjection::new(projection, placeholders)?,
        })
    }

    /// Writes the members of the table's entry in `RequestItems`.
    pub(crate) fn write(&self, table: &mut Object) {
        if self.consistent {
            table.boolean("ConsistentRead", true);
        }
        self.projection.write(table);
    }
}
