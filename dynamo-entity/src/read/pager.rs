//! The `Pager`: a read in progress that fetches page after page.
//!
//! The file has over 400 lines, because limits, cursors and the rows of a page decide together when a read stops.

use crate::entity::projection::decode_own;
use crate::entity::projection::decode_row;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use crate::codec::item::Item;
use crate::codec::stored::{OwnedItem, StoredItem};
use crate::entity::Entity;
use crate::entity::projection::{Projected, Typed};
use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::cursor::Cursor;
use crate::read::hydrate::{Hydration, read_items};
use crate::read::page::{Page, Readable};
use crate::read::paging::{Paged, ReadRequest};
use crate::read::rows::{Decode, Items, RowSink, Rows, Uncounted};
use crate::read::window::Window;
use crate::schema::definition::EntitySchema;
use crate::wire::answer::{self, Row, Summary};
use crate::wire::table::TableClient;

/// A read in progress, page by page.
pub struct Pager<T> {
    table: Arc<TableClient>,
    read: ReadRequest,
    window: Window,
    decode: Decode<T>,
    /// The entity or collection that errors name.
    entity: &'static str,
    /// The schema, if the read is of a single entity.
    schema: Option<&'static EntitySchema>,
    /// The position where the next page starts.
    start: Start,
    /// The number of items returned so far.
    given: usize,
    /// The number of pages read so far.
    pages: u32,
    /// The position after the last item, once `take` items were returned.
    after: Option<Cursor>,
}

/// The position where a page starts.
#[derive(Debug)]
enum Start {
    At(Option<Item>),
    /// There are no more pages.
    End,
}

/// The response for one page, of a query or a scan.
enum PageAnswer {
    /// The rows of a hydrated read, which are keys of a second read.
    Rows(VecDeque<OwnedItem>, Summary),
    Items(String),
}

/// The outcome of one page.
#[derive(Default)]
struct Given {
    /// The number of items taken.
    count: usize,
    /// The position after the last item taken, if no more items are wanted.
    cursor: Option<Cursor>,
    /// Whether another item follows.
    more: bool,
    /// The capacity units of the second reads for these rows.
    capacity: f64,
}

/// Takes in the rows of a page.
struct PageRows<'a, T> {
    pager: &'a Pager<T>,
    sink: &'a mut dyn RowSink,
    wanted: Option<usize>,
    /// Whether to find out if further items follow the wanted ones.
    looks_on: bool,
    given: Given,
}

impl<T> PageRows<'_, T> {
    fn left(&self) -> usize {
        self.wanted
            .map_or(usize::MAX, |wanted| wanted.saturating_sub(self.given.count))
    }

    fn row(&mut self, row: StoredItem<'_, '_>) -> Result<Row> {
        if !self.pager.admits(row)? {
            return Ok(Row::LookedAt);
        }
        if self.left() > 0 {
            let cursor = self.cursor(|| self.key(row))?;
            return self.take(row, cursor);
        }
        // The items that follow are not returned; only their existence matters.
        if self.looks_on && !self.given.more {
            let pager = self.pager;
            // In a hydrated read the row is only a key, so it always counts as a further item.
            let is_given = |row| (pager.decode)(row, pager.table.schema).map_or(true, |item| item.is_some());
            self.given.more = pager.read.hydration.is_some() || is_given(row);
        }
        Ok(Row::LookedAt)
    }

    /// Returns the position of the row with this key, if the row may be the last one wanted; no other position is needed.
    fn cursor(&self, key: impl FnOnce() -> Result<Item>) -> Result<Option<Cursor>> {
        if self.left() > 1 {
            return Ok(None);
        }
        self.pager.cursor(&key()?)
    }

    /// Returns the key attributes of a row.
    fn key(&self, row: StoredItem<'_, '_>) -> Result<Item> {
        let key = row.attributes(&self.pager.read.key_names);
        key.map_err(|error| Error::broken_answer(error).with_entity(self.pager.entity))
    }

    fn take(&mut self, item: StoredItem<'_, '_>, cursor: Option<Cursor>) -> Result<Row> {
        let table = self.pager.table.schema;
        let taken = Unreadable::or(item, &self.pager.read.key_names, |item| self.sink.take_in(item, table));
        let row = match taken? {
            Ok(false) => return Ok(Row::LookedAt),
            Ok(true) => Row::Decoded,
            Err(unreadable) => {
                self.sink.unreadable(match self.pager.schema {
                    Some(schema) => unreadable.locate(table, schema),
                    None => unreadable,
                });
                Row::LookedAt
            }
        };
        self.given.count += 1;
        self.given.cursor = cursor;
        Ok(row)
    }

    /// Reads the items that these index rows point to, and takes them in.
    async fn hydrate(&mut self, rows: &mut VecDeque<OwnedItem>, hydration: &Hydration) -> Result<()> {
        while self.left() > 0 && !rows.is_empty() {
            let number = self.left().min(rows.len());
            let mut keys = Vec::with_capacity(number);
            for row in rows.drain(..number) {
                let key = row.read(|row| self.pager.admits(row)?.then(|| self.key(row)).transpose());
                keys.extend(key?);
            }
            let hydrated = read_items(&self.pager.table, hydration, &keys).await;
            let hydrated = hydrated.map_err(|error| error.with_entity(self.pager.entity))?;
            self.given.capacity += hydrated.capacity;
            for (key, item) in keys.into_iter().zip(hydrated.items) {
                if let Some(item) = item {
                    let cursor = self.cursor(|| Ok(key))?;
                    item.read(|item| self.take(item, cursor))?;
                }
            }
        }
        Ok(())
    }
}

impl<T> Pager<T> {
    pub(crate) fn new(
        table: Arc<TableClient>,
        read: ReadRequest,
        window: Window,
        entity: &'static str,
        decode: Decode<T>,
    ) -> Result<Self> {
        let start = match &window.cursor {
            None => None,
            Some(cursor) => Some(
                cursor
                    .start_key(&read.binding, &read.key_names, &table.seal)
                    .map_err(|error| error.with_entity(entity))?,
            ),
        };
        // A read with at most one item ends after a cursor.
        let start = match start {
            Some(_) if read.single => Start::End,
            start => Start::At(start),
        };
        Ok(Pager {
            table,
            read,
            window,
            decode,
            entity,
            schema: None,
            start,
            given: 0,
            pages: 0,
            after: None,
        })
    }

    /// Creates the pager of a read of one entity's items or projections.
    pub(crate) fn of_entity<E: Entity>(table: Arc<TableClient>, read: ReadRequest, window: Window) -> Result<Self>
    where
        T: Projected<E>,
    {
        let decode: Decode<T> = match read.typed {
            Typed::Held => |item, table| decode_own::<E, T>(item, table),
            Typed::Unheld => |item, table| decode_row::<E, T>(item, table),
        };
        let pager = Pager::new(table, read, window, E::SCHEMA.name, decode)?;
        Ok(Pager {
            schema: Some(E::SCHEMA),
            ..pager
        })
    }

    /// Whether the row passes the post-filters.
    fn admits(&self, row: StoredItem<'_, '_>) -> Result<bool> {
        for rest in &self.read.rest {
            let admitted = rest.admits(row);
            if !admitted.map_err(|error| Error::broken_answer(error).with_entity(self.entity))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns the request of the first page.
    pub(crate) fn first_request(self) -> Paged {
        let start = match &self.start {
            Start::At(start) => start.as_ref(),
            Start::End => None,
        };
        self.read.request.of_page(start, limit(self.window.limit, None))
    }

    /// Reads one page; `wanted` is the number of items needed. Returns `None` after the last page.
    async fn read(&mut self, wanted: Option<usize>) -> Result<Option<PageAnswer>> {
        let exhausted = self.window.pages.is_some_and(|pages| self.pages >= pages);
        let Start::At(start) = &mut self.start else {
            return Ok(None);
        };
        if exhausted || wanted == Some(0) {
            return Ok(None);
        }
        // With filters, the number of items wanted does not limit the number of items to read.
        let wanted = wanted.filter(|_| !self.read.filtered);
        // The request is cloned only if another page may follow.
        let request = if self.window.pages == Some(self.pages + 1) {
            self.read.request.take()
        } else {
            self.read.request.clone()
        };
        let request = request.of_page(start.take().as_ref(), limit(self.window.limit, wanted));
        let answer = self.receive(request).await;
        let answer = answer.map_err(|error| error.with_entity(self.entity))?;
        self.pages += 1;
        Ok(Some(answer))
    }

    async fn receive(&self, request: Paged) -> Result<PageAnswer> {
        let answer = request.send(&self.table).await?.text().await?;
        if self.read.hydration.is_none() {
            return Ok(PageAnswer::Items(answer));
        }
        let (rows, summary) = answer::rows(answer)?;
        Ok(PageAnswer::Rows(rows.into(), summary))
    }

    /// Takes in the rows of a page until `wanted` items are taken, and moves the start to the next page.
    async fn give(
        &mut self,
        answer: PageAnswer,
        wanted: Option<usize>,
        looks_on: bool,
        sink: &mut dyn RowSink,
    ) -> Result<(Given, Summary)> {
        let mut intake = PageRows {
            pager: self,
            sink,
            wanted,
            looks_on,
            given: Given::default(),
        };
        let mut summary = match answer {
            PageAnswer::Items(answer) => {
                answer::page(&answer, |row| intake.row(row)).map_err(|error| error.with_entity(self.entity))?
            }
            PageAnswer::Rows(mut rows, summary) => {
                if let Some(hydration) = &self.read.hydration {
                    intake.hydrate(&mut rows, hydration).await?;
                }
                for row in rows {
                    row.read(|row| intake.row(row))?;
                }
                summary
            }
        };
        let given = intake.given;
        self.start = match summary.last_key.take() {
            // DynamoDB returns a key whenever it stops at the limit, even after the only possible item.
            Some(key) if !key.is_empty() && !self.read.single => Start::At(Some(key)),
            _ => Start::End,
        };
        Ok((given, summary))
    }

    /// Returns the rows of the next page, none beyond `take`; `None` after the last page.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<Result<T, Unreadable>>>>
    where
        T: Send,
    {
        let mut rows = Rows {
            decode: self.decode,
            rows: Vec::new(),
        };
        let is_page = self.next_into(&mut rows).await?;
        Ok(is_page.then_some(rows.rows))
    }

    /// Passes the items of the next page to `sink`, none beyond `take`; returns `false` after the last page.
    pub(crate) async fn next_into(&mut self, sink: &mut dyn RowSink) -> Result<bool> {
        let left = self.window.take.map(|take| take.saturating_sub(self.given));
        let Some(answer) = self.read(left).await? else {
            return Ok(false);
        };
        let (given, _) = self.give(answer, left, false, sink).await?;
        self.given += given.count;
        if left.is_some_and(|left| given.count >= left) {
            self.after = given.cursor;
        }
        Ok(true)
    }

    /// Returns the items of every page. Stops after the first page with an item that cannot be decoded, unless the read is
    /// lenient.
    pub(crate) async fn all(&mut self) -> Result<Readable<Vec<T>>>
    where
        T: Send,
    {
        let mut items = self.items();
        while self.next_into(&mut items).await? {
            if !self.window.lenient && !items.readable.unreadable.is_empty() {
                break;
            }
        }
        Ok(items.readable)
    }

    /// Returns the position where the read continues after the items returned so far.
    pub(crate) fn resume(&self) -> Result<Option<Cursor>> {
        match &self.start {
            _ if self.after.is_some() => Ok(self.after.clone()),
            Start::At(Some(key)) => self.cursor(key),
            _ => Ok(None),
        }
    }

    fn items(&self) -> Items<T> {
        Items {
            decode: self.decode,
            readable: Readable {
                items: Vec::new(),
                unreadable: Vec::new(),
            },
        }
    }

    /// Reads the page that one `send` returns.
    pub(crate) async fn page(mut self) -> Result<Page<T>>
    where
        T: Send,
    {
        let take = self.window.take;
        let mut items = self.items();
        let (mut count, mut scanned_count, mut consumed_capacity) = (0_usize, 0, 0.0);
        if take.is_none() && self.window.pages.is_none() {
            self.window.pages = Some(1);
        }
        // One item more than `take` is read, to find out whether another item follows.
        let wanted = take.map(|take| take.saturating_add(1));
        let mut last_taken = None;
        let mut more = false;
        while !more {
            let left = wanted.map(|wanted| wanted.saturating_sub(count));
            let Some(answer) = self.read(left).await? else {
                break;
            };
            let left = take.map(|take| take.saturating_sub(count));
            let (given, summary) = self.give(answer, left, true, &mut items).await?;
            count += given.count;
            scanned_count += summary
                .scanned_count
                .and_then(|count| u64::try_from(count).ok())
                .unwrap_or_default();
            consumed_capacity += summary.units() + given.capacity;
            last_taken = given.cursor.or(last_taken);
            more = given.more;
        }
        let cursor = match &self.start {
            _ if more => last_taken,
            Start::At(Some(key)) => self.cursor(key)?,
            _ => None,
        };
        Ok(Page {
            items: items.readable.items,
            unreadable: items.readable.unreadable,
            cursor,
            count: count as u64,
            scanned_count,
            consumed_capacity,
        })
    }

    fn cursor(&self, item: &Item) -> Result<Option<Cursor>> {
        let ReadRequest { binding, key_names, .. } = &self.read;
        Cursor::at(binding, key_names, item, &self.table.seal).map_err(|error| error.with_entity(self.entity))
    }

    pub(crate) async fn count(mut self) -> Result<u64> {
        let take = self.window.take.map(|take| take as u64);
        let mut count = 0;
        loop {
            let left = self
                .window
                .take
                .map(|take| take.saturating_sub(usize::try_from(count).unwrap_or(usize::MAX)));
            let Some(answer) = self.read(left).await? else {
                return Ok(take.map_or(count, |take| take.min(count)));
            };
            if self.read.rest.is_empty() {
                let (_, summary) = self.give(answer, Some(0), false, &mut Uncounted).await?;
                count += summary
                    .count
                    .and_then(|count| u64::try_from(count).ok())
                    .unwrap_or_default();
            } else {
                // The rows are keys; only those that pass the post-filters count.
                let (given, _) = self.give(answer, left, false, &mut Uncounted).await?;
                count += given.count as u64;
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

/// Returns DynamoDB's `Limit`: the user's limit, capped at the number of items wanted.
fn limit(limit: Option<u32>, wanted: Option<usize>) -> Option<i32> {
    let limit = limit.map(|limit| i32::try_from(limit).unwrap_or(i32::MAX));
    let wanted = wanted.map(|wanted| i32::try_from(wanted).unwrap_or(i32::MAX));
    match (limit, wanted) {
        (Some(limit), Some(wanted)) => Some(limit.min(wanted)),
        (limit, wanted) => limit.or(wanted),
    }
}
