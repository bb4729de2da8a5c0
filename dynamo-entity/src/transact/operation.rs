//! Writes as members of a transaction: the traits, and a write that is ready to be sent.

use std::fmt;

use crate::codec::size::value_size;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::expression::requirement::Requirements;
use crate::transact::subject::TransactionItem;
use crate::transact::unique::claim::Claim;
use crate::wire::guard::Guard;
use crate::wire::single::{Expressions, MemberKind, SingleWrite};
use crate::wire::target::Target;

/// A write that a transaction on a table of schema `S` accepts: `put`, `create`, `update`, `patch`, `edit`, `upsert`,
/// `reindex`, `delete`, `remove` or `check`, without `return_new` and `return_old`.
///
/// The chapter [Transactions](mod@crate::guide::transactions) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written in a transaction",
    label = "not a write",
    note = "a transaction takes `put`, `create`, `update`, `patch`, `edit`, `upsert`, `reindex`, `delete`, `remove` and `check`; reads go into `transact_get`"
)]
pub trait WriteOperation<S>: Send + Sync + 'static {
    #[doc(hidden)]
    fn __boxed(self) -> AnyWrite;
}

/// A write that stores a whole item, so that a transaction can give the item back: `put` or `create`.
#[diagnostic::on_unimplemented(
    message = "a transaction cannot give back what `{Self}` stores",
    label = "not a `put` or `create`",
    note = "`TransactWriteItems` returns no items, so only items that are written whole are known: `add` the write, and read the item afterwards"
)]
pub trait WholeWrite<S>: WriteOperation<S> {
    /// The entity that is written.
    type Entity: Entity;
}

/// A write of any entity and kind.
pub struct AnyWrite(pub(crate) Box<dyn Prepare>);

impl fmt::Debug for AnyWrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyWrite(..)")
    }
}

/// A write that can become a member of a transaction.
pub(crate) trait Prepare: Send + Sync {
    /// Builds the member. It is conditional on its own conditions and on `required`.
    fn prepare(&self, target: &Target<'_>, required: &[Node]) -> Result<PreparedWrite>;

    /// Returns what the write does to the unique fields of its item.
    fn claims(&self) -> Result<Vec<Claim>>;

    /// Returns the item that the write stores, if it is a [`WholeWrite`].
    fn stored(&self, target: &Target<'_>) -> Result<Option<WrittenItem>> {
        let _ = target;
        Ok(None)
    }
}

/// A write that is ready to be sent as a member of a transaction.
#[derive(Clone)]
pub(crate) struct PreparedWrite {
    pub(crate) write: SingleWrite,
    pub(crate) verb: MemberKind,
    pub(crate) subject: TransactionItem,
    /// The key of the item that is written, if it is not the subject's key.
    pub(crate) own_key: Option<KeyAttributes>,
    /// Lower bound, in bytes, for the attributes that an update sets.
    pub(crate) set: usize,
}

impl PreparedWrite {
    /// The key of the item that is written.
    pub(crate) fn key(&self) -> &KeyAttributes {
        self.own_key.as_ref().unwrap_or(&self.subject.key)
    }

    /// Returns a lower bound for the size of the item in bytes; within `limit`, the result may be larger than the item.
    pub(crate) fn size_within(&self, limit: usize) -> Result<usize> {
        if let Some(item) = self.write.item() {
            return item.size_within(limit).map_err(Error::encode);
        }
        let key = self.key().iter().map(|(name, value)| name.len() + value_size(value));
        Ok(key.sum::<usize>() + self.set)
    }
}

/// Builds a member that writes the item with `key`.
pub(crate) fn member<E: Entity>(
    target: &Target<'_>,
    key: &PrimaryKey<E>,
    guard: Guard,
    verb: MemberKind,
    expressions: impl FnOnce() -> Result<(Expressions, usize)>,
    requirements: Requirements,
) -> Result<PreparedWrite> {
    let build = || {
        let key = target.key_attributes(key)?;
        let (expressions, set) = expressions()?;
        Ok(PreparedWrite {
            write: SingleWrite::of_key(key.clone(), expressions),
            verb,
            subject: TransactionItem::new::<E>(key, guard).requiring(requirements),
            own_key: None,
            set,
        })
    };
    build().map_err(|error| target.locate(key, error))
}
