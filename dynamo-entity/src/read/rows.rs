//! Sinks for the rows of a page: items, rows in order, or none for counts.

use crate::codec::stored::StoredItem;
use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::page::Readable;
use crate::schema::table::TableSchema;

/// Decodes an item; returns `None` for an item that the read leaves out. If it returns `Some`, a JSON item is fully
/// consumed.
pub(super) type Decode<T> = fn(StoredItem<'_, '_>, &TableSchema) -> Result<Option<T>>;

/// A sink for the rows of a read.
pub(crate) trait RowSink: Send {
    /// Takes an item, and returns whether the read returns this item. If so, a JSON item is fully consumed.
    fn take_in(&mut self, item: StoredItem<'_, '_>, table: &TableSchema) -> Result<bool>;

    /// Takes an item that cannot be decoded.
    fn unreadable(&mut self, item: Unreadable);
}

/// Collects items, and separately the items that cannot be decoded.
pub(super) struct Items<T> {
    pub(crate) decode: Decode<T>,
    pub(crate) readable: Readable<Vec<T>>,
}

/// Collects all rows in their order.
pub(super) struct Rows<T> {
    pub(crate) decode: Decode<T>,
    pub(crate) rows: Vec<Result<T, Unreadable>>,
}

/// Discards rows that are only counted.
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
