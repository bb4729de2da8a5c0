//! Sending queries, page by page.

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

/// The ends of a query: they send it.
///
/// Each may fail before anything is sent, if a part cannot be part of a key or the cursor is of another query; and after,
/// if DynamoDB or the way to it failed or a stored item cannot be read.
pub trait SendQuery: QueryStep {
    /// The first request that this query would send.
    ///
    /// # Errors
    /// If a part cannot be part of a key, or the cursor is of another query.
    fn request<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Result<QueryInput> {
        pager(table.inner(), self.into_query(), Select::Items)?
            .first_request()
            .into_query()
    }

    /// Reads one page, or as many as [`pages`](ReadStep::pages) or [`take`](ReadStep::take) say, as one [`Page`].
    fn send<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Page<Self::Item>> {
        let (table, query) = (table.inner(), self.into_query());
        ends::page(move || pager(table, query, Select::Items))
    }

    /// Reads every page: all items.
    ///
    /// # Errors
    /// As all ends do. Of an item that cannot be read, the error has the items that were read,
    /// [`into_readable`](Error::into_readable), and where to go on after their page, [`cursor`](Error::cursor).
    fn all<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Vec<Self::Item>> {
        let (table, query) = (table.inner(), self.into_query());
        ends::all(move || pager(table, query, Select::Items))
    }

    /// Reads until there is an item, and gives it; `None` if there is none.
    fn first<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Option<Self::Item>> {
        let (table, query) = (table.inner(), self.take(1).into_query());
        ends::first(move || pager(table, query, Select::Items))
    }

    /// Gives the one item there is: fails with [`is_not_found`](Error::is_not_found) if there is none and with
    /// [`is_not_unique`](Error::is_not_unique) if there is more than one.
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

    /// Counts the items of every page, filters included, also those that cannot be read: `Select = COUNT`. Reads, and costs,
    /// as much as [`all`](SendQuery::all), but transfers no items; only their keys, where it takes these to say what is in a
    /// range.
    fn count<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<u64> {
        let (table, query) = (table.inner(), self.into_query());
        ends::count(move || pager(table, query, Select::Count))
    }

    /// Gives the items one by one, and reads a page when the one before is used up. An item that cannot be read is an error,
    /// after which it goes on with the next.
    fn stream<S: Registers<Self::Entity>>(self, table: &Table<S>) -> ItemStream<Self::Item> {
        let query = self.lenient().0.into_query();
        ItemStream::new(pager(table.inner(), query, Select::Items))
    }
}

impl<Q: QueryStep> SendQuery for Q {}

/// The ends of a lenient query: items that cannot be read are beside the others.
///
/// Each may fail as those of [`SendQuery`] do, but for such an item. There is no `first` or `one`, which would have to
/// choose.
impl<Q: QueryStep> Lenient<Q> {
    /// The first request that this query would send.
    ///
    /// # Errors
    /// If a part cannot be part of a key, or the cursor is of another query.
    pub fn request<S: Registers<Q::Entity>>(self, table: &Table<S>) -> Result<QueryInput> {
        self.0.request(table)
    }

    /// Reads one page, or as many as [`pages`](ReadStep::pages) or [`take`](ReadStep::take) say, as one [`Page`] with
    /// [`unreadable`](Page::unreadable) items.
    pub fn send<S: Registers<Q::Entity>>(self, table: &Table<S>) -> Sending<Page<Q::Item>> {
        let (table, query) = (table.inner(), self.0.into_query());
        ends::lenient_page(move || pager(table, query, Select::Items))
    }

    /// Reads every page: all items, and those that cannot be read.
    pub fn all<S: Registers<Q::Entity>>(self, table: &Table<S>) -> Sending<Readable<Vec<Q::Item>>> {
        let (table, query) = (table.inner(), self.0.into_query());
        ends::lenient_all(move || pager(table, query, Select::Items))
    }
}

fn pager<E: Entity, T: Projected<E>>(table: Arc<TableClient>, query: Query<E, T>, select: Select) -> Result<Pager<T>> {
    let spec = query.spec;
    let read = spec.read::<E, T>(&table.target(), select)?;
    Pager::of_entity::<E>(table, read, spec.window)
}
