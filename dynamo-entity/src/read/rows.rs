//! What becomes of the rows of a page: items, items in a stream, or nothing but a number.

use crate::codec::stored::StoredItem;
use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::page::Readable;
use crate::schema::table::TableSchema;

/// What an item becomes; `None` for one that the read does not give. Of JSON, what it becomes is past the item.
pub(super) type Decode<T> = fn(StoredItem<'_, '_>, &TableSchema) -> Result<Option<T>>;

/// Where the rows of a read go.
pub(crate) trait RowSink: Send {
    /// Takes in an item, and says whether the read gives it. Of JSON, an item that is given is past.
    fn take_in(&mut self, item: StoredItem<'_, '_>, table: &TableSchema) -> Result<bool>;

    /// Takes in an item that cannot be read.
    fn unreadable(&mut self, item: Unreadable);
}

/// The items, and beside them those that cannot be read.
pub(super) struct Items<T> {
    pub(crate) decode: Decode<T>,
    pub(crate) readable: Readable<Vec<T>>,
}

/// All rows in their order.
pub(super) struct Rows<T> {
    pub(crate) decode: Decode<T>,
    pub(crate) rows: Vec<Result<T, Unreadable>>,
}

/// What is only counted.
pub(super) struct Uncounted;

impl<T: Send> RowSink for Items<T> {
    fn take_in(&mut self, item: StoredItem<'_, '_>, table: &TableSchema) -> Result<bool> {
        let item = (self.decode)(item, table)?;
        let is_given = item.is_some();
        self.readable.items.extend(item);
        Ok(is_given)
    }

    fn unreadable(&mut self, item: Unreadable) {
        self.readable.unreadable.push(item);
    }
}

impl<T: Send> RowSink for Rows<T> {
    fn take_in(&mut self, item: StoredItem<'_, '_>, table: &TableSchema) -> Result<bool> {
        let item = (self.decode)(item, table)?;
        let is_given = item.is_some();
        self.rows.extend(item.map(Ok));
        Ok(is_given)
    }

    fn unreadable(&mut self, item: Unreadable) {
        self.rows.push(Err(item));
    }
}

impl RowSink for Uncounted {
    fn take_in(&mut self, item: StoredItem<'_, '_>, _: &TableSchema) -> Result<bool> {
        item.skip().map(|()| true).map_err(Error::broken_answer)
    }

    fn unreadable(&mut self, _: Unreadable) {}
}
