//! Shared implementations of the methods that send a read.

use crate::error::Result;
use crate::read::page::{Page, Readable};
use crate::read::pager::Pager;
use crate::wire::sending::Sending;

/// Returns the page that one `send` reads; fails if an item cannot be decoded.
pub(super) fn page<T: Send + 'static>(pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static) -> Sending<Page<T>> {
    Sending::boxed_in_place(|| async move { pager()?.page().await?.strictly() })
}

/// Returns the page that one `send` of a lenient read reads.
pub(super) fn lenient_page<T: Send + 'static>(
    pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static,
) -> Sending<Page<T>> {
    Sending::boxed_in_place(|| async move { pager()?.page().await })
}

/// Returns the items of every page; fails if an item cannot be decoded.
pub(super) fn all<T: Send + 'static>(pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static) -> Sending<Vec<T>> {
    Sending::boxed_in_place(|| async move {
        let mut pager = pager()?;
        pager.all().await?.strictly(|| pager.resume())
    })
}

/// Returns the items of every page of a lenient read.
pub(super) fn lenient_all<T: Send + 'static>(
    pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static,
) -> Sending<Readable<Vec<T>>> {
    Sending::boxed_in_place(|| async move { pager()?.all().await })
}

/// Returns the first item of a read with `take(1)`.
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

/// Counts the items of a read that selects the count.
pub(super) fn count<T: Send + 'static>(pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static) -> Sending<u64> {
    Sending::boxed_in_place(|| async move { pager()?.count().await })
}
