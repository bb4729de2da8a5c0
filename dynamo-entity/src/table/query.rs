//! Sending queries, page by page.

use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::operation::query::QueryOutput;

use super::stream::ItemStream;
use super::{Inner, Sending, Table, fault, item::incomplete};
use crate::codec::Item;
use crate::cursor::Cursor;
use crate::entity::Entity;
use crate::error::{Error, Fault, Result};
use crate::operation::{Query, QuerySpec, QueryStep, Read, Select};
use crate::page::Page;
use crate::projection::Projected;
use crate::schema::Registers;

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
        let query = self.into_query();
        Pager::new(table.inner(), query, Select::Items)?.first_request()
    }

    /// Reads one page, or as many as [`pages`](QueryStep::pages) or [`take`](QueryStep::take) say, as one [`Page`].
    fn send<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Page<Self::Item>> {
        let (table, query) = (table.inner(), self.into_query());
        Sending::new(async move { Pager::new(table, query, Select::Items)?.page().await })
    }

    /// Reads every page: all items.
    fn all<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Vec<Self::Item>> {
        let (table, query) = (table.inner(), self.into_query());
        Sending::new(async move {
            let mut pager = Pager::new(table, query, Select::Items)?;
            let mut items = Vec::new();
            while let Some(page) = pager.next().await? {
                items.extend(page);
            }
            Ok(items)
        })
    }

    /// Reads until there is an item, and gives it; `None` if there is none.
    fn first<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Option<Self::Item>> {
        let (table, query) = (table.inner(), self.take(1).into_query());
        Sending::new(async move {
            let mut pager = Pager::new(table, query, Select::Items)?;
            while let Some(page) = pager.next().await? {
                if let Some(item) = page.into_iter().next() {
                    return Ok(Some(item));
                }
            }
            Ok(None)
        })
    }

    /// Gives the one item there is: fails with [`is_not_found`](Error::is_not_found) if there is none and with
    /// [`is_not_unique`](Error::is_not_unique) if there is more than one.
    fn one<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<Self::Item> {
        let (table, query) = (table.inner(), self.take(2).into_query());
        Sending::new(async move {
            let entity = <Self::Entity as Entity>::SCHEMA.name;
            let mut pager = Pager::new(table, query, Select::Items)?;
            let mut found = None;
            while let Some(page) = pager.next().await? {
                for item in page {
                    if found.replace(item).is_some() {
                        return Err(Error::new(Fault::NotUnique).of_entity(entity));
                    }
                }
            }
            found.ok_or_else(|| Error::new(Fault::NotFound).of_entity(entity))
        })
    }

    /// Counts the items of every page, filters included: `Select = COUNT`. Reads, and costs, as much as
    /// [`all`](SendQuery::all), but transfers no items.
    fn count<S: Registers<Self::Entity>>(self, table: &Table<S>) -> Sending<u64> {
        let (table, query) = (table.inner(), self.into_query());
        Sending::new(async move { Pager::new(table, query, Select::Count)?.count().await })
    }

    /// Gives the items one by one, and reads a page when the one before is used up.
    fn stream<S: Registers<Self::Entity>>(self, table: &Table<S>) -> ItemStream<Self::Entity, Self::Item> {
        ItemStream::new(Pager::new(table.inner(), self.into_query(), Select::Items))
    }
}

impl<Q: QueryStep> SendQuery for Q {}

/// A query on its way through its pages.
#[derive(Debug)]
pub(super) struct Pager<E, T> {
    table: Arc<Inner>,
    read: Read,
    spec: QuerySpec,
    /// Where the next page starts.
    start: Start,
    /// How many items have been given.
    given: usize,
    /// How many pages have been read.
    pages: u32,
    marker: std::marker::PhantomData<fn() -> (E, T)>,
}

/// Where a page starts.
#[derive(Debug)]
enum Start {
    At(Option<Item>),
    /// There are no more pages.
    End,
}

impl<E: Entity, T: Projected<E>> Pager<E, T> {
    fn new(table: Arc<Inner>, query: Query<E, T>, select: Select) -> Result<Self> {
        let spec = query.spec;
        let read = spec.read::<E, T>(&table.target(), select)?;
        let start = match &spec.cursor {
            None => None,
            Some(cursor) => Some(
                cursor
                    .start_key(&read.binding, &read.key_names)
                    .map_err(|error| error.of_entity(E::SCHEMA.name))?,
            ),
        };
        Ok(Pager {
            table,
            read,
            spec,
            start: Start::At(start),
            given: 0,
            pages: 0,
            marker: std::marker::PhantomData,
        })
    }

    fn first_request(self) -> Result<QueryInput> {
        let start = match self.start {
            Start::At(start) => start,
            Start::End => None,
        };
        self.read
            .request
            .set_exclusive_start_key(start)
            .set_limit(limit(self.spec.limit, None))
            .build()
            .map_err(incomplete)
    }

    /// Reads one page; `wanted` is how many items are of use. `None` after the last.
    async fn read(&mut self, wanted: Option<usize>) -> Result<Option<QueryOutput>> {
        let exhausted = self.spec.pages.is_some_and(|pages| self.pages >= pages);
        let Start::At(start) = &mut self.start else {
            return Ok(None);
        };
        if exhausted || wanted == Some(0) {
            return Ok(None);
        }
        // With a filter the number of items read says nothing of the number given.
        let wanted = wanted.filter(|_| !self.read.filtered);
        let request = self.read.request.clone();
        let mut output = request
            .set_exclusive_start_key(start.take())
            .set_limit(limit(self.spec.limit, wanted))
            .send_with(&self.table.client)
            .await
            .map_err(|error| fault::service(error).of_entity(E::SCHEMA.name))?;
        self.pages += 1;
        self.start = match output.last_evaluated_key.take() {
            Some(key) if !key.is_empty() => Start::At(Some(key)),
            _ => Start::End,
        };
        Ok(Some(output))
    }

    fn decode(&self, item: Item) -> Result<T> {
        T::__decode(item, self.table.schema)
    }

    /// The items of the next page, none beyond `take`; `None` after the last.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<T>>> {
        let left = self.spec.take.map(|take| take.saturating_sub(self.given));
        let Some(output) = self.read(left).await? else {
            return Ok(None);
        };
        let items = output.items.unwrap_or_default();
        let items = items.into_iter().take(left.unwrap_or(usize::MAX));
        let items = items.map(|item| self.decode(item)).collect::<Result<Vec<_>>>()?;
        self.given += items.len();
        Ok(Some(items))
    }

    /// All that one `send` gives.
    async fn page(mut self) -> Result<Page<T>> {
        let mut page = Page {
            items: Vec::new(),
            cursor: None,
            count: 0,
            scanned_count: 0,
            consumed_capacity: 0.0,
        };
        if self.spec.take.is_none() && self.spec.pages.is_none() {
            self.spec.pages = Some(1);
        }
        // One item more than is taken tells whether another follows.
        let wanted = self
            .spec
            .take
            .map(|take| if take == 0 { 0 } else { take.saturating_add(1) });
        let mut items: Vec<Item> = Vec::new();
        loop {
            let left = wanted.map(|wanted| wanted.saturating_sub(items.len()));
            let Some(output) = self.read(left).await? else {
                break;
            };
            page.scanned_count += u64::try_from(output.scanned_count).unwrap_or_default();
            page.consumed_capacity += output
                .consumed_capacity
                .and_then(|capacity| capacity.capacity_units)
                .unwrap_or_default();
            items.extend(output.items.unwrap_or_default());
        }
        let more = self.spec.take.is_some_and(|take| items.len() > take);
        items.truncate(self.spec.take.unwrap_or(usize::MAX));
        let last = match &self.start {
            _ if more => items.last(),
            Start::At(Some(key)) => Some(key),
            _ => None,
        };
        page.cursor = last.and_then(|key| Cursor::at(&self.read.binding, &self.read.key_names, key));
        page.count = items.len() as u64;
        page.items = items.into_iter().map(|item| self.decode(item)).collect::<Result<_>>()?;
        Ok(page)
    }

    async fn count(mut self) -> Result<u64> {
        let take = self.spec.take.map(|take| take as u64);
        let mut count = 0;
        loop {
            let left = self
                .spec
                .take
                .map(|take| take.saturating_sub(usize::try_from(count).unwrap_or(usize::MAX)));
            match self.read(left).await? {
                Some(output) => count += u64::try_from(output.count).unwrap_or_default(),
                None => return Ok(take.map_or(count, |take| take.min(count))),
            }
        }
    }
}

/// DynamoDB's `Limit`: the user's, but no more than are of use.
fn limit(limit: Option<u32>, wanted: Option<usize>) -> Option<i32> {
    let limit = limit.map(|limit| i32::try_from(limit).unwrap_or(i32::MAX));
    let wanted = wanted.map(|wanted| i32::try_from(wanted).unwrap_or(i32::MAX));
    match (limit, wanted) {
        (Some(limit), Some(wanted)) => Some(limit.min(wanted)),
        (limit, wanted) => limit.or(wanted),
    }
}
