//! What is read by its key, and what became of it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::codec::json::members::Members;
use crate::codec::json::write;
use crate::codec::stored::OwnedItem;
use crate::entity::Entity;
use crate::entity::projection::{Projected, expression};
use crate::entity::sides::KeyAttributes;
use crate::error::Result;
use crate::expression::placeholders::Placeholders;
use crate::read::keys::identity::Identity;
use crate::wire::target::Target;

/// How keys are read: one request has one of these for its table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ReadOptions {
    pub(crate) consistent: bool,
    pub(crate) projection: Option<String>,
    pub(crate) names: Option<HashMap<String, String>>,
}

/// A key, and every place that its item goes to.
#[derive(Clone)]
pub(crate) struct Wanted {
    pub(crate) how: Arc<ReadOptions>,
    pub(crate) key: KeyAttributes,
    pub(crate) identity: Identity,
    pub(super) place: Place,
    /// The other places, where the key was given more than once.
    pub(super) others: Vec<Place>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) group: usize,
    pub(super) place: usize,
}

/// What is known of one key.
#[derive(Debug, Clone)]
pub(crate) enum KeyOutcome {
    /// DynamoDB has not answered.
    Unread,
    /// There is no item.
    Absent,
    /// The item that is there.
    Item(OwnedItem),
}

impl ReadOptions {
    pub(crate) fn of<E: Entity, T: Projected<E>>(target: &Target<'_>, consistent: bool) -> Result<Self> {
        let mut placeholders = Placeholders::default();
        // The key attributes tell which item an answer is.
        let besides = target
            .key_names()
            .into_iter()
            .chain(target.schema.identifying(E::SCHEMA));
        let projection = expression::<E, T>(besides, &mut placeholders);
        let (names, _) = placeholders.finish(&[&projection])?;
        Ok(ReadOptions {
            consistent,
            projection,
            names,
        })
    }

    /// As members of what is asked for of a table.
    pub(crate) fn write(&self, members: &mut Members) {
        if self.consistent {
            members.member("ConsistentRead").extend_from_slice(b"true");
        }
        if let Some(projection) = &self.projection {
            members.string("ProjectionExpression", projection);
        }
        if let Some(names) = &self.names {
            let names: BTreeMap<_, _> = names.iter().collect();
            let out = members.member("ExpressionAttributeNames");
            write::object(out, names, |out, name| write::string(out, name));
        }
    }
}
