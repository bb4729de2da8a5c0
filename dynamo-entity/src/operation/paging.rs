//! What is read page by page: a request without its place, and how much of it is wanted.

use aws_sdk_dynamodb::operation::query::builders::QueryInputBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanInputBuilder;

use super::Hydration;
use crate::cursor::{Binding, Cursor};
use crate::error::{Error, Result};
use crate::schema::{Index, IndexKind};

/// How much is to be read, and from where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Window {
    /// DynamoDB's `Limit`: items read for each page.
    pub(crate) limit: Option<u32>,
    /// Items given, over all pages.
    pub(crate) take: Option<usize>,
    pub(crate) pages: Option<u32>,
    pub(crate) cursor: Option<Cursor>,
}

/// A read that is ready to be sent page by page.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) request: Paged,
    pub(crate) binding: Binding,
    /// The key attributes of index and table, which a cursor holds.
    pub(crate) key_names: Vec<&'static str>,
    /// Whether a page may give fewer items than it reads.
    pub(crate) filtered: bool,
    /// The read of whole items by the keys that this one gives.
    pub(crate) hydration: Option<Hydration>,
}

/// A request without `Limit` and `ExclusiveStartKey`.
#[derive(Debug, Clone)]
pub(crate) enum Paged {
    Query(Box<QueryInputBuilder>),
    Scan(Box<ScanInputBuilder>),
}

/// Refuses what no read of the index can do.
pub(super) fn check_options(index: &Index, window: &Window, consistent: bool) -> Result<()> {
    if consistent && is_global(index) {
        return Err(Error::input(format!(
            "`{}` is a global secondary index, which has no consistent reads; leave `consistent` out",
            index.pattern
        )));
    }
    if window.limit == Some(0) {
        return Err(Error::input("`limit` is 0, DynamoDB takes 1 or more"));
    }
    Ok(())
}

pub(super) fn is_global(index: &Index) -> bool {
    matches!(index.kind, IndexKind::Global(_))
}
