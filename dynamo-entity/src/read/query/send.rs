//! Queries as paged reads.

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
use crate::read::query::builder::Query;
use crate::read::window::Select;
use crate::wire::sending::Sending;
use crate::wire::table::TableClient;

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
