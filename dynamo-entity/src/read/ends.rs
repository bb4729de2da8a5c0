//! The ends that all reads have in common: what becomes of the pages.

use crate::error::Result;
use crate::read::page::{Page, Readable};
use crate::read::pager::Pager;
use crate::wire::sending::Sending;

/// All that one `send` gives; an error if an item cannot be read.
pub(super) fn page<T: Send + 'static>(pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static) -> Sending<Page<T>> {
    Sending::boxed_in_place(|| async move { pager()?.page().await?.strictly() })
}

/// All that one `send` of a lenient read gives.
pub(super) fn lenient_page<T: Send + 'static>(
    pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static,
) -> Sending<Page<T>> {
    Sending::boxed_in_place(|| async move { pager()?.page().await })
}

/// The items of every page; an error once an item cannot be read.
pub(super) fn all<T: Send + 'static>(pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static) -> Sending<Vec<T>> {
    Sending::boxed_in_place(|| async move {
        let mut pager = pager()?;
        pager.all().await?.strictly(|| pager.resume())
    })
}

/// The items of every page of a lenient read.
pub(super) fn lenient_all<T: Send + 'static>(
    pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static,
) -> Sending<Readable<Vec<T>>> {
    Sending::boxed_in_place(|| async move { pager()?.all().await })
}

/// The first item there is, of a read that takes one.
pub(super) fn first<T: Send + 'static>(
    pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static,
) -> Sending<Option<T>> {
    Sending::boxed_in_place(|| async move {
        let mut pager = pager()?;
        while let Some(page) = pager.next().await? {
            if let Some(row) = page.into_iter().next() {
                return row.map(Some).map_err(|unreadable| unreadable.error);
            }
        }
        Ok(None)
    })
}

/// How many items there are, of a read that selects the count.
pub(super) fn count<T: Send + 'static>(pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static) -> Sending<u64> {
    Sending::boxed_in_place(|| async move { pager()?.count().await })
}
