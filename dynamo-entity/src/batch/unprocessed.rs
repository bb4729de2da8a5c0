//! The writes of a batch that are not known to be done.

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
/// DynamoDB left them unprocessed, refused their request, was not asked any more, or did not answer: such a write may have
/// been done all the same. Nothing is lost by writing it again, unless another writer came between.
/// [`BatchWrite::again`](crate::BatchWrite::again) does so.
#[derive(Clone)]
pub struct Unprocessed {
    pub(crate) writes: Vec<Write>,
    /// The shape of the table.
    pub(crate) shape: TypeId,
    pub(crate) schema: &'static TableSchema,
}

impl Unprocessed {
    /// How many writes are left.
    #[must_use]
    pub fn len(&self) -> usize {
        self.writes.len()
    }

    /// No write is left; the one of an error always has some.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// The items of `E` that are to be put.
    ///
    /// They are decoded from what was to be stored, so a field that serde skips has its default.
    ///
    /// # Errors
    /// If what `E` writes is not what it reads.
    pub fn puts<E: Entity>(&self) -> Result<Vec<E>> {
        let items = self.of::<E>().filter_map(|write| match &write.kind {
            WriteKind::Put(item) => Some(item),
            WriteKind::Delete { .. } => None,
        });
        let decode = |item: StoredItem<'_, '_>| decode_stored(item, self.schema);
        items.map(|item| item.read(decode).map_err(Error::decode)?).collect()
    }

    /// The deletes of `E`, each a `DeleteItem` that can be sent by itself.
    #[must_use]
    pub fn deletes<E: Entity>(&self) -> Vec<Delete<E>> {
        let keys = self.of::<E>().filter_map(|write| match &write.kind {
            WriteKind::Delete { given, .. } => given.downcast_ref::<PrimaryKey<E>>(),
            WriteKind::Put(_) => None,
        });
        keys.map(|key| Delete::deleting(key.clone())).collect()
    }

    /// The name of the entity and the primary key of each write, as `PARTITION / SORT`; `…` for a side with a `sensitive` part.
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
    /// The writes of a batch that are not known to be done, if this is the error of a batch that was sent.
    #[must_use]
    pub fn unprocessed(&self) -> Option<&Unprocessed> {
        self.undone()
    }

    /// The writes of a batch that are not known to be done.
    ///
    /// # Errors
    /// The error itself, if there are none.
    pub fn into_unprocessed(self) -> Result<Unprocessed> {
        self.into_undone()
    }
}
