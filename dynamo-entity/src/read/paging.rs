//! Paged reads: a request without its start, and the facts needed to read its pages.

use crate::wire::target::incomplete;
use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::operation::query::builders::QueryInputBuilder;
use aws_sdk_dynamodb::operation::scan::ScanInput;
use aws_sdk_dynamodb::operation::scan::builders::ScanInputBuilder;

use crate::entity::projection::Typed;
use crate::error::{Error, Result};
use crate::read::cursor::Binding;
use crate::read::hydrate::Hydration;
use crate::read::post_filter::PostFilter;
use crate::read::window::Window;
use crate::schema::definition::{Index, IndexKind};

/// A read that is ready to be sent page by page.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) request: Paged,
    pub(crate) binding: Binding,
    /// The key attributes of index and table, which a cursor contains.
    pub(crate) key_names: Vec<&'static str>,
    /// Whether a page may return fewer items than it reads.
    pub(crate) filtered: bool,
    /// Whether there is at most one item to read: the partition of a table without a sort key.
    pub(crate) single: bool,
    /// The second read, which fetches whole items by the keys of this read.
    pub(crate) hydration: Option<Hydration>,
    /// Further conditions on a row, which DynamoDB cannot evaluate.
    pub(crate) rest: Vec<PostFilter>,
    /// Whether the rows hold the type attribute.
    pub(crate) typed: Typed,
}

/// A request without `Limit` and `ExclusiveStartKey`.
#[derive(Debug, Clone)]
pub(crate) enum Paged {
    Query(Box<QueryInputBuilder>),
    Scan(Box<ScanInputBuilder>),
}

impl Paged {
    /// Takes the request and leaves an empty one.
    pub(crate) fn take(&mut self) -> Self {
        match self {
            Paged::Query(request) => Paged::Query(std::mem::take(request)),
            Paged::Scan(request) => Paged::Scan(std::mem::take(request)),
        }
    }

    pub(crate) fn into_query(self) -> Result<QueryInput> {
        match self {
            Paged::Query(request) => request.build().map_err(incomplete),
            Paged::Scan(_) => Err(Error::input("a query is not a scan")),
        }
    }

    pub(crate) fn into_scan(self) -> Result<ScanInput> {
        match self {
            Paged::Scan(request) => request.build().map_err(incomplete),
            Paged::Query(_) => Err(Error::input("a scan is not a query")),
        }
    }
}

/// Refuses options that the index does not support, and returns whether this read is consistent. On a global index only the
/// second read of `hydrate` can be consistent.
pub(super) fn check_options(index: &Index, window: &Window, consistent: bool, hydrate: bool) -> Result<bool> {
    let consistent = consistent && !(hydrate && is_global(index));
    if consistent && is_global(index) {
        return Err(Error::input(format!(
            "`{}` is a global secondary index, which has no consistent reads; remove `consistent`",
            index.pattern
        )));
    }
    window.check()?;
    Ok(consistent)
}

fn is_global(index: &Index) -> bool {
    matches!(index.kind, IndexKind::Global(_))
}
