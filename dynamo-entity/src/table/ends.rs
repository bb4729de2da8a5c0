//! The ends that all reads have in common: what becomes of the pages.

use super::Sending;
use super::pager::Pager;
use crate::error::Result;
use crate::page::Page;

/// All that one `send` gives.
pub(super) fn page<T: Send + 'static>(pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static) -> Sending<Page<T>> {
    Sending::made_by(|| async move { pager()?.page().await })
}

/// The items of every page.
pub(super) fn all<T: Send + 'static>(pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static) -> Sending<Vec<T>> {
    Sending::made_by(|| async move {
        let mut pager = pager()?;
        let mut items = Vec::new();
        while let Some(page) = pager.next().await? {
            items.extend(page);
        }
        Ok(items)
    })
}

/// The first item there is, of a read that takes one.
pub(super) fn first<T: Send + 'static>(
    pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static,
) -> Sending<Option<T>> {
    Sending::made_by(|| async move {
        let mut pager = pager()?;
        while let Some(page) = pager.next().await? {
            if let Some(item) = page.into_iter().next() {
                return Ok(Some(item));
            }
        }
        Ok(None)
    })
}

/// How many items there are, of a read that selects the count.
pub(super) fn count<T: Send + 'static>(pager: impl FnOnce() -> Result<Pager<T>> + Send + 'static) -> Sending<u64> {
    Sending::made_by(|| async move { pager()?.count().await })
}
