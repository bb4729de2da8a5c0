//! Paged reads: a request without its start, and the facts needed to read its pages.

use aws_sdk_dynamodb::operation::query::{Query, QueryInput};
use aws_sdk_dynamodb::operation::scan::{Scan, ScanInput};

use crate::codec::item::Item;
use crate::codec::json::object::Object;
use crate::codec::json::write;
use crate::entity::projection::Typed;
use crate::error::{Error, Result};
use crate::expression::placeholders::Bound;
use crate::read::cursor::Binding;
use crate::read::hydrate::Hydration;
use crate::read::post_filter::PostFilter;
use crate::read::window::{Select, Window};
use crate::schema::definition::{Index, IndexKind};
use crate::wire::direct::Answer;
use crate::wire::fault;
use crate::wire::request::{Request, RequestFacts};
use crate::wire::table::TableClient;

/// Estimated bytes of the body of a request.
const EXPECTED_BYTES: usize = 512;

/// A read that is ready to be sent page by page.
pub(crate) struct ReadRequest {
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
    Query(Request<Query>),
    Scan(Request<Scan>),
}

impl Paged {
    /// Takes the request and leaves an empty one.
    pub(crate) fn take(&mut self) -> Self {
        match self {
            Paged::Query(request) => Paged::Query(request.take()),
            Paged::Scan(request) => Paged::Scan(request.take()),
        }
    }

    /// Adds where the page starts, and how many items it reads at most.
    pub(crate) fn of_page(self, start: Option<&Item>, limit: Option<i32>) -> Self {
        match self {
            Paged::Query(request) => Paged::Query(of_page(request, start, limit)),
            Paged::Scan(request) => Paged::Scan(of_page(request, start, limit)),
        }
    }

    pub(crate) async fn send(self, table: &TableClient) -> Result<Answer> {
        match self {
            Paged::Query(request) => table.exchange(request).await.map_err(fault::service),
            Paged::Scan(request) => table.exchange(request).await.map_err(fault::service),
        }
    }

    pub(crate) fn into_query(self, table: &TableClient) -> Result<QueryInput> {
        match self {
            Paged::Query(request) => table.shown(request),
            Paged::Scan(_) => Err(Error::input("a query is not a scan")),
        }
    }

    pub(crate) fn into_scan(self, table: &TableClient) -> Result<ScanInput> {
        match self {
            Paged::Scan(request) => table.shown(request),
            Paged::Query(_) => Err(Error::input("a scan is not a query")),
        }
    }
}

fn of_page<O>(mut request: Request<O>, start: Option<&Item>, limit: Option<i32>) -> Request<O> {
    if let Some(start) = start {
        write::item(request.body.member("ExclusiveStartKey"), start);
    }
    if let Some(limit) = limit {
        request.body.number("Limit", limit);
        request.facts.limit = Some(limit);
    }
    request
}

/// The members that the requests of queries and scans share.
pub(super) struct PageRequest<'r> {
    pub(super) table: &'r str,
    pub(super) index: Option<&'static str>,
    pub(super) filter: Option<&'r str>,
    pub(super) projection: Option<&'r str>,
    pub(super) bound: &'r Bound,
    pub(super) consistent: bool,
    pub(super) select: Select,
}

impl PageRequest<'_> {
    /// Builds the request. `own` writes the members that only this operation has.
    pub(super) fn build<O>(self, own: impl FnOnce(&mut Object)) -> Request<O> {
        let mut body = Object::with_capacity(EXPECTED_BYTES);
        body.string("TableName", self.table);
        body.optional("IndexName", self.index);
        own(&mut body);
        body.optional("FilterExpression", self.filter);
        body.optional("ProjectionExpression", self.projection);
        self.bound.write(&mut body);
        if self.consistent {
            body.boolean("ConsistentRead", true);
        }
        if self.select == Select::Count {
            body.string("Select", "COUNT");
        }
        let facts = RequestFacts {
            index: self.index,
            consistent: self.consistent.then_some(true),
            ..RequestFacts::default()
        };
        Request::new(body, facts).returning_capacity()
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
