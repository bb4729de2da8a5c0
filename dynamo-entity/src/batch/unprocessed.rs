//! The unprocessed writes of a failed batch.

use std::any::TypeId;
use std::fmt;

use crate::batch::writing::{Write, WriteKind};
use crate::codec::stored::StoredItem;
use crate::entity::Entity;
use crate::entity::item::decode_stored;
use crate::entity::key::PrimaryKey;
use crate::error::{Error, Result};
use crate::schema::table::TableSchema;
use crate::write::delete::Delete;

/// The writes of a batch that are not known to be done, in the order in which they were given.
///
/// DynamoDB left them unprocessed, rejected their request or did not respond, or their request was never sent. A write
/// without a response may still have been done. Repeating the writes does no harm unless another writer changed an item
/// in between. [`BatchWrite::again`](crate::BatchWrite::again) repeats them.
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[derive(Clone)]
pub struct Unprocessed {
    pub(crate) writes: Vec<Write>,
    /// The shape of the table.
    pub(crate) shape: TypeId,
    pub(crate) schema: &'static TableSchema,
}

impl Unprocessed {
    /// Returns the number of writes that are left.
    #[must_use]
    pub fn len(&self) -> usize {
        self.writes.len()
    }

    /// Whether no write is left. The `Unprocessed` of an error is never empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Returns the items of `E` that were to be put.
    ///
    /// They are decoded from the encoded items, so a field that serde skips has its default.
    ///
    /// # Errors
    /// If `E` cannot read what it writes.
    pub fn puts<E: Entity>(&self) -> Result<Vec<E>> {
        let items = self.of::<E>().filter_map(|write| match &write.kind {
            WriteKind::Put(item) => Some(item),
            WriteKind::Delete { .. } => None,
        });
        let decode = |item: StoredItem<'_, '_>| decode_stored(item, self.schema);
        items.map(|item| item.read(decode).map_err(Error::decode)?).collect()
    }

    /// Returns the deletes of `E`, each as a `DeleteItem` that can be sent on its own.
    #[must_use]
    pub fn deletes<E: Entity>(&self) -> Vec<Delete<E>> {
        let keys = self.of::<E>().filter_map(|write| match &write.kind {
            WriteKind::Delete { given, .. } => given.downcast_ref::<PrimaryKey<E>>(),
            WriteKind::Put(_) => None,
        });
        keys.map(|key| Delete::deleting(key.clone())).collect()
    }

    /// Returns the entity's name and the primary key of each write, as `PARTITION / SORT`. A side with a `sensitive` part
    /// is redacted to `…`.
    pub fn keys(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.writes
            .iter()
            .map(|write| (write.schema.name, write.identity.describe(write.schema)))
    }

    fn of<E: Entity>(&self) -> impl Iterator<Item = &Write> {
        self.writes.iter().filter(|write| write.ty == TypeId::of::<E>())
    }
}

impl fmt::Debug for Unprocessed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.writes).finish()
    }
}

impl Error {
    /// Returns the writes that are not known to be done, if this is the error of a batch that was sent.
    #[must_use]
    pub fn unprocessed(&self) -> Option<&Unprocessed> {
        self.undone()
    }

    /// Returns the writes that are not known to be done.
    ///
    /// # Errors
    /// Returns the error itself, if it has no such writes.
    pub fn into_unprocessed(self) -> Result<Unprocessed> {
        self.into_undone()
    }
}
