//! `Query`: an access pattern with its parts, ready to be sent as a paged read.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::entity::Entity;
use crate::entity::projection::Projected;
use crate::error::Result;
use crate::expression::condition::Condition;
use crate::read::ends;
use crate::read::page::Readable;
use crate::read::paged_read::{PagedRead, ReadSettings, Strict};
use crate::read::pager::Pager;
use crate::read::query::spec::QuerySpec;
use crate::read::window::Select;
use crate::schema::definition::Index;
use crate::wire::sending::Sending;
use crate::wire::table::TableClient;

/// A query with a finished key condition: `Query`.
///
/// Returns only items of the entity `E`, as `T`. The methods that send a query (`send`, `all`, `first`, …) are in
/// [`Read`](crate::Read). Costs half a read capacity unit per 4 KB read before filters, or one if
/// [`consistent`](crate::Read::consistent).
///
/// The chapter [Reads](mod@crate::guide::read) of the guide has examples.
#[must_use = "an operation does nothing until it is sent"]
pub struct Query<E, T = E> {
    pub(crate) index: &'static Index,
    pub(crate) spec: QuerySpec,
    pub(super) marker: PhantomData<fn() -> (E, T)>,
}

impl<E, T> Query<E, T> {
    pub(crate) fn with<U>(self) -> Query<E, U> {
        Query {
            index: self.index,
            spec: self.spec,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, T: Projected<E>> PagedRead for Query<E, T> {
    type Source = E;
    type Item = T;
    type All = Vec<T>;
    type Request = QueryInput;
    const NAME: &'static str = E::SCHEMA.name;

    fn settings(&mut self) -> ReadSettings<'_> {
        let spec = &mut self.spec;
        ReadSettings {
            window: &mut spec.window,
            consistent: &mut spec.consistent,
            hydrate: &mut spec.hydrate,
        }
    }

    fn add_filter<F: Entity>(&mut self, condition: Condition<F>) {
        self.spec.filters.push(condition.node);
    }

    fn pager(self, table: Arc<TableClient>, select: Select) -> Result<Pager<T>> {
        let read = self.read(&table.target(), select)?;
        Pager::of_entity::<E>(table, read, self.spec.window)
    }

    fn first_request(self, table: Arc<TableClient>) -> Result<QueryInput> {
        let pager = self.pager(Arc::clone(&table), Select::Items)?;
        pager.first_request().into_query(&table)
    }

    fn read_all(self, table: Arc<TableClient>) -> Sending<Vec<T>> {
        ends::all(move || self.pager(table, Select::Items))
    }
}

impl<E: Entity, T: Projected<E>> Strict for Query<E, T> {
    fn read_all_leniently(self, table: Arc<TableClient>) -> Sending<Readable<Vec<T>>> {
        ends::lenient_all(move || self.pager(table, Select::Items))
    }
}

impl<E, T> Clone for Query<E, T> {
    fn clone(&self) -> Self {
        Query {
            index: self.index,
            spec: self.spec.clone(),
            marker: PhantomData,
        }
    }
}

impl<E, T> fmt::Debug for Query<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("pattern", &self.index.pattern)
            .field("spec", &self.spec)
            .finish_non_exhaustive()
    }
}
