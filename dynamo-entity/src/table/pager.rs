//! A read on its way through its pages.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::types::ConsumedCapacity;

use super::hydrate::read_items;
use super::{Inner, fault};
use crate::codec::Item;
use crate::cursor::Cursor;
use crate::entity::Entity;
use crate::error::Result;
use crate::operation::{Paged, Read, Window};
use crate::page::Page;
use crate::projection::Projected;
use crate::schema::TableSchema;

/// What an item becomes; `None` for one that the read does not give.
pub(super) type Decode<T> = fn(Item, &TableSchema) -> Result<Option<T>>;

/// A read on its way through its pages.
pub(super) struct Pager<T> {
    table: Arc<Inner>,
    read: Read,
    window: Window,
    decode: Decode<T>,
    /// The entity that errors are about.
    entity: &'static str,
    /// Where the next page starts.
    start: Start,
    /// How many items have been given.
    given: usize,
    /// How many pages have been read.
    pages: u32,
}

/// Where a page starts.
#[derive(Debug)]
enum Start {
    At(Option<Item>),
    /// There are no more pages.
    End,
}

/// What rows became.
struct Given<T> {
    items: Vec<T>,
    /// The place after the last of them.
    cursor: Option<Cursor>,
    capacity: f64,
}

impl<T> Given<T> {
    fn push(&mut self, item: Option<T>, cursor: Option<Cursor>) {
        if let Some(item) = item {
            self.items.push(item);
            self.cursor = cursor;
        }
    }
}

/// One page, whatever the operation.
struct Answer {
    items: Vec<Item>,
    last_key: Option<Item>,
    count: i32,
    scanned_count: i32,
    capacity: Option<ConsumedCapacity>,
}

impl<T> Pager<T> {
    pub(super) fn new(
        table: Arc<Inner>,
        read: Read,
        window: Window,
        entity: &'static str,
        decode: Decode<T>,
    ) -> Result<Self> {
        let start = match &window.cursor {
            None => None,
            Some(cursor) => Some(
                cursor
                    .start_key(&read.binding, &read.key_names, &table.seal)
                    .map_err(|error| error.of_entity(entity))?,
            ),
        };
        Ok(Pager {
            table,
            read,
            window,
            decode,
            entity,
            start: Start::At(start),
            given: 0,
            pages: 0,
        })
    }

    /// A read of one entity's items, or of projections of them.
    pub(super) fn of_entity<E: Entity>(table: Arc<Inner>, read: Read, window: Window) -> Result<Self>
    where
        T: Projected<E>,
    {
        let decode: Decode<T> = |item, table| T::__decode(item, table).map(Some);
        Pager::new(table, read, window, E::SCHEMA.name, decode)
    }

    /// The request of the first page.
    pub(super) fn first_request(self) -> Paged {
        let start = match self.start {
            Start::At(start) => start,
            Start::End => None,
        };
        self.read.request.of_page(start, limit(self.window.limit, None))
    }

    /// Reads one page; `wanted` is how many items are of use. `None` after the last.
    async fn read(&mut self, wanted: Option<usize>) -> Result<Option<Answer>> {
        let exhausted = self.window.pages.is_some_and(|pages| self.pages >= pages);
        let Start::At(start) = &mut self.start else {
            return Ok(None);
        };
        if exhausted || wanted == Some(0) {
            return Ok(None);
        }
        // With a filter the number of items read says nothing of the number given.
        let wanted = wanted.filter(|_| !self.read.filtered);
        let request = self.read.request.clone();
        let request = request.of_page(start.take(), limit(self.window.limit, wanted));
        let mut answer = send(&self.table, request)
            .await
            .map_err(|error| error.of_entity(self.entity))?;
        self.pages += 1;
        self.start = match answer.last_key.take() {
            Some(key) if !key.is_empty() => Start::At(Some(key)),
            _ => Start::End,
        };
        Ok(Some(answer))
    }

    /// What the rows of a page become, until `wanted` are given; the rows that were not needed stay.
    async fn give(&self, rows: &mut VecDeque<Item>, wanted: Option<usize>) -> Result<Given<T>> {
        let mut given = Given {
            items: Vec::new(),
            cursor: None,
            capacity: 0.0,
        };
        // Only the place of the last is of use.
        let place = |given: &Given<T>, row: &Item| match wanted {
            Some(wanted) if given.items.len() + 1 == wanted => self.cursor(row),
            _ => Ok(None),
        };
        loop {
            let left = wanted.map_or(usize::MAX, |wanted| wanted.saturating_sub(given.items.len()));
            let left = left.min(rows.len());
            if left == 0 {
                return Ok(given);
            }
            let Some(hydration) = &self.read.hydration else {
                for row in rows.drain(..left) {
                    let cursor = place(&given, &row)?;
                    given.push(self.decode(row)?, cursor);
                }
                continue;
            };
            let keys: Vec<Item> = rows.drain(..left).collect();
            let hydrated = read_items(&self.table, hydration, &keys)
                .await
                .map_err(|error| error.of_entity(self.entity))?;
            given.capacity += hydrated.capacity;
            for (key, item) in keys.iter().zip(hydrated.items) {
                if let Some(item) = item {
                    let cursor = place(&given, key)?;
                    given.push(self.decode(item)?, cursor);
                }
            }
        }
    }

    fn decode(&self, item: Item) -> Result<Option<T>> {
        (self.decode)(item, self.table.schema)
    }

    /// The items of the next page, none beyond `take`; `None` after the last.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<T>>> {
        let left = self.window.take.map(|take| take.saturating_sub(self.given));
        let Some(answer) = self.read(left).await? else {
            return Ok(None);
        };
        let items = self.give(&mut answer.items.into(), left).await?.items;
        self.given += items.len();
        Ok(Some(items))
    }

    /// All that one `send` gives.
    pub(super) async fn page(mut self) -> Result<Page<T>> {
        let take = self.window.take;
        let mut page = Page {
            items: Vec::new(),
            cursor: None,
            count: 0,
            scanned_count: 0,
            consumed_capacity: 0.0,
        };
        if take.is_none() && self.window.pages.is_none() {
            self.window.pages = Some(1);
        }
        // One item more than is taken tells whether another follows.
        let wanted = take.map(|take| if take == 0 { 0 } else { take.saturating_add(1) });
        let mut last_taken = None;
        let mut more = false;
        while !more {
            let left = wanted.map(|wanted| wanted.saturating_sub(page.items.len()));
            let Some(answer) = self.read(left).await? else {
                break;
            };
            page.scanned_count += u64::try_from(answer.scanned_count).unwrap_or_default();
            page.consumed_capacity += (answer.capacity)
                .and_then(|capacity| capacity.capacity_units)
                .unwrap_or_default();
            let mut rows = answer.items.into();
            let left = take.map(|take| take.saturating_sub(page.items.len()));
            let given = self.give(&mut rows, left).await?;
            page.consumed_capacity += given.capacity;
            page.items.extend(given.items);
            last_taken = given.cursor.or(last_taken);
            // What follows is not given, only known to be there.
            let is_there = |row| self.decode(row).map_or(true, |item| item.is_some());
            more = take == Some(page.items.len()) && rows.into_iter().any(is_there);
        }
        page.cursor = match &self.start {
            _ if more => last_taken,
            Start::At(Some(key)) => self.cursor(key)?,
            _ => None,
        };
        page.count = page.items.len() as u64;
        Ok(page)
    }

    fn cursor(&self, item: &Item) -> Result<Option<Cursor>> {
        let Read { binding, key_names, .. } = &self.read;
        Cursor::at(binding, key_names, item, &self.table.seal).map_err(|error| error.of_entity(self.entity))
    }

    pub(super) async fn count(mut self) -> Result<u64> {
        let take = self.window.take.map(|take| take as u64);
        let mut count = 0;
        loop {
            let left = self
                .window
                .take
                .map(|take| take.saturating_sub(usize::try_from(count).unwrap_or(usize::MAX)));
            match self.read(left).await? {
                Some(answer) => count += u64::try_from(answer.count).unwrap_or_default(),
                None => return Ok(take.map_or(count, |take| take.min(count))),
            }
        }
    }
}

impl<T> fmt::Debug for Pager<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager")
            .field("start", &self.start)
            .field("given", &self.given)
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

impl Paged {
    fn of_page(self, start: Option<Item>, limit: Option<i32>) -> Self {
        match self {
            Paged::Query(request) => Paged::Query(Box::new(request.set_exclusive_start_key(start).set_limit(limit))),
            Paged::Scan(request) => Paged::Scan(Box::new(request.set_exclusive_start_key(start).set_limit(limit))),
        }
    }
}

async fn send(table: &Inner, request: Paged) -> Result<Answer> {
    // The two outputs have the same members and no common type.
    macro_rules! answer {
        ($request:expr) => {{
            let output = table.call($request).await.map_err(fault::service)?;
            Answer {
                items: output.items.unwrap_or_default(),
                last_key: output.last_evaluated_key,
                count: output.count,
                scanned_count: output.scanned_count,
                capacity: output.consumed_capacity,
            }
        }};
    }
    Ok(match request {
        Paged::Query(request) => answer!(*request),
        Paged::Scan(request) => answer!(*request),
    })
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
