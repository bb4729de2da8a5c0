//! Sends queries, page by page.

use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::entity::Entity;
use crate::entity::projection::Projected;
use crate::entity::registry::Registers;
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::read::ends;
use crate::read::lenient::Lenient;
use crate::read::page::{Page, Readable};
use crate::read::pager::Pager;
use crate::read::query::builder::Query;
use crate::read::query::step::QueryStep;
use crate::read::step::ReadStep;
use crate::read::stream::ItemStream;
use crate::read::window::Select;
use crate::wire::sending::Sending;
use crate::wire::table::{Table, TableClient};

/// The methods that send a query.
///
/// Each method fails before anything is sent if a value cannot be part of a key or the cursor belongs to another query.
/// After that it fails if a request fails or a stored item cannot be decoded.
pub trait SendQuery: QueryStep {
    /// Returns the first request that this query would send.
    ///
    /// # Errors
    /// Fails if a value cannot be part of a key, or the cursor belongs to another query.
    fn request<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Result<QueryInput> {
        pager(table.inner(), self.into_query(), Select::Items)?
            .first_request()
            .into_query(&table.inner)
    }

    /// Reads one page, or as many pages as [`pages`](ReadStep::pages) or [`take`](ReadStep::take) require, as one [`Page`].
    fn send<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Page<Self::Item>> {
        let (table, query) = (table.inner(), self.into_query());
        ends::page(move || pager(table, query, Select::Items))
    }

    /// Reads every page and returns all items.
    ///
    /// # Errors
    /// Fails as every method of this trait. If an item cannot be decoded, the error holds the items that were read,
    /// [`into_readable`](Error::into_readable), and the position after their page, [`cursor`](Error::cursor).
    fn all<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Vec<Self::Item>> {
        let (table, query) = (table.inner(), self.into_query());
        ends::all(move || pager(table, query, Select::Items))
    }

    /// Returns the first item; `None` if there is none. Reads further pages until an item is found.
    fn first<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Option<Self::Item>> {
        let (table, query) = (table.inner(), self.take(1).into_query());
        ends::first(move || pager(table, query, Select::Items))
    }

    /// Returns the only item. Fails with [`is_not_found`](Error::is_not_found) if there is no item, and with
    /// [`is_not_unique`](Error::is_not_unique) if there are several.
    fn one<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Self::Item> {
        let (table, query) = (table.inner(), self.take(2).into_query());
        Sending::boxed_in_place(|| async move {
            let entity = <Self::Entity>::SCHEMA.name;
            let mut pager = pager(table, query, Select::Items)?;
            let mut found = None;
            while let Some(page) = pager.next().await? {
                for row in page {
                    if found.replace(row).is_some() {
                        return Err(Error::new(Fault::NotUnique).with_entity(entity));
                    }
                }
            }
            match found {
                Some(row) => row.map_err(|unreadable| unreadable.error),
                None => Err(Error::new(Fault::NotFound).with_entity(entity)),
            }
        })
    }

    /// Counts the items of every page, filters included, also items that cannot be decoded: `Select = COUNT`. Costs as much
    /// as [`all`](SendQuery::all), but transfers no items. If the count depends on conditions that DynamoDB cannot evaluate,
    /// such as some ranges, keys are transferred.
    fn count<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<u64> {
        let (table, query) = (table.inner(), self.into_query());
        ends::count(move || pager(table, query, Select::Count))
    }

    /// Returns a stream of the items; the next page is read when the items of the previous page are used up. An item that
    /// cannot be decoded yields an error, and the stream continues with the next item.
    fn stream<S: Registers<Self::Entity>>(self, table: &Table<S>) -> ItemStream<Self::Item> {
        let query = self.lenient().0.into_query();
        ItemStream::new(pager(table.inner(), query, Select::Items))
    }
}

impl<Q: QueryStep> SendQuery for Q {}

/// The methods that send a lenient query; they return items that cannot be decoded separately.
///
/// Each method fails as in [`SendQuery`], except for items that cannot be decoded. There is no `first` or `one`, because
/// these would have to choose between the two kinds of items.
impl<Q: QueryStep> Lenient<Q> {
    /// Returns the first request that this query would send.
    ///
    /// # Errors
    /// Fails if a value cannot be part of a key, or the cursor belongs to another query.
    pub fn request<S: Registers<Q::Entity>>(self, table: &Table<S>) -> Result<QueryInput> {
        self.0.request(table)
    }

    /// Reads one page, or as many pages as [`pages`](ReadStep::pages) or [`take`](ReadStep::take) require, as one [`Page`]
    /// with [`unreadable`](Page::unreadable) items.
    pub fn send<S: Registers<Q::Entity>>(self, table: &Table<S>) -> Sending<Page<Q::Item>> {
        let (table, query) = (table.inner(), self.0.into_query());
        ends::lenient_page(move || pager(table, query, Select::Items))
    }

    /// Reads every page and returns all items, and separately those that cannot be decoded.
    pub fn all<S: Registers<Q::Entity>>(self, table: &Table<S>) -> Sending<Readable<Vec<Q::Item>>> {
        let (table, query) = (table.inner(), self.0.into_query());
        ends::lenient_all(move || pager(table, query, Select::Items))
    }
}

fn pager<E: Entity, T: Projected<E>>(table: Arc<TableClient>, query: Query<E, T>, select: Select) -> Result<Pager<T>> {
    let read = query.read(&table.target(), select)?;
    Pager::of_entity::<E>(table, read, query.spec.window)
}
