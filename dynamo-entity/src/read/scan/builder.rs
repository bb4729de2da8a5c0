//! `Scan`: reads every item of an entity from the whole table or an index.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::scan::ScanInput;
use futures_util::TryStreamExt;
use futures_util::stream::FuturesUnordered;

use crate::entity::Entity;
use crate::entity::projection::Projected;
use crate::entity::registry::Registers;
use crate::error::{Error, Result};
use crate::expression::condition::Condition;
use crate::read::ends;
use crate::read::lenient::Lenient;
use crate::read::page::Readable;
use crate::read::paged_read::{PagedRead, ReadSettings, Strict};
use crate::read::pager::Pager;
use crate::read::scan::request::{ScanSpec, check_segment};
use crate::read::stream::{ItemStream, RowStream};
use crate::read::window::Select;
use crate::wire::sending::Sending;
use crate::wire::table::{Table, TableClient};

/// Reads every item of `E` in the table, as `T`: `Scan`, with a filter on the type attribute.
///
/// A scan reads, and charges for, the whole table, whatever the filters: half a read capacity unit per 4 KB of all items of
/// all entities, or one if [`consistent`](crate::Read::consistent). Items have no order. The cursor of a [`Page`](crate::Page)
/// is bound to table, index and segment; cursors of queries are refused.
///
/// ```no_run
/// # use dynamo_entity::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
/// # pub struct User { pub user_id: String, pub level: u32 }
/// # #[derive(Table)]
/// # #[table(entities(User))]
/// # pub struct App;
/// # async fn report(table: &Table<App>) -> dynamo_entity::Result<()> {
/// let page = User::scan().filter(User::fields().level.gt(3)).limit(100).send(table).await?;
/// let rest = User::scan().start_at(page.cursor).all(table).await?;
/// // Four requests at a time, each through a quarter of the table.
/// let users = User::scan().segments(4).all(table).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct Scan<E, T = E> {
    pub(crate) spec: ScanSpec,
    marker: PhantomData<fn() -> (E, T)>,
}

/// A scan of all segments in parallel: [`Scan::segments`].
///
/// The chapter [Reads](mod@crate::guide::read) of the guide has examples.
#[must_use = "an operation does nothing until it is sent"]
pub struct ParallelScan<E, T = E> {
    pub(crate) spec: ScanSpec,
    pub(crate) total: u32,
    marker: PhantomData<fn() -> (E, T)>,
}

impl<E: Entity> Scan<E> {
    pub(crate) fn new() -> Self {
        Scan {
            spec: ScanSpec::default(),
            marker: PhantomData,
        }
    }
}

impl<E: Entity, T: Projected<E>> Scan<E, T> {
    /// Scans the index of the access pattern `pattern`, which contains only items with its key attributes. A pattern that
    /// the entity does not have is refused before anything is sent.
    pub fn index(mut self, pattern: impl Into<Cow<'static, str>>) -> Self {
        self.spec.pattern = Some(pattern.into());
        self
    }

    /// Scans one of `total` segments, numbered from 0: `Segment` and `TotalSegments`. Each segment has its own pages and
    /// cursors.
    ///
    /// Use this for workers on several machines; on one machine, use [`segments`](Scan::segments). DynamoDB accepts 1 to
    /// 1,000,000 segments.
    pub fn segment(mut self, segment: u32, total: u32) -> Self {
        self.spec.segment = Some((segment, total));
        self
    }

    /// Scans `total` segments in parallel, with as many requests in flight. No tasks are spawned: the requests advance while
    /// the result is polled.
    ///
    /// [`take`](crate::Read::take) applies to all segments together, [`limit`](crate::Read::limit) and [`pages`](crate::Read::pages)
    /// to each segment. DynamoDB accepts 1 to 1,000,000 segments.
    pub fn segments(self, total: u32) -> ParallelScan<E, T> {
        ParallelScan {
            spec: self.spec,
            total,
            marker: PhantomData,
        }
    }

    /// Reads only the attributes of `U`: `ProjectionExpression`. DynamoDB still reads, and charges for, the whole items.
    pub fn project<U: Projected<E>>(self) -> Scan<E, U> {
        Scan {
            spec: self.spec,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, T: Projected<E>> ParallelScan<E, T> {
    /// Returns the items that can be decoded, and the key and error of each item that cannot: see [`Lenient`].
    pub fn lenient(self) -> Lenient<Self> {
        Lenient(self)
    }

    /// Returns the scan of each segment.
    pub(crate) fn each(&self) -> Result<impl Iterator<Item = ScanSpec> + '_> {
        let refuse = |message: &str| Err(Error::input(message).with_entity(E::SCHEMA.name));
        check_segment(0, self.total).map_err(|error| error.with_entity(E::SCHEMA.name))?;
        if self.spec.segment.is_some() {
            return refuse("`segment` reads one segment and `segments` reads all of them; remove one of the two");
        }
        if self.spec.window.cursor.is_some() {
            return refuse("a cursor belongs to one segment; remove `start_at`, or scan each segment with `segment`");
        }
        Ok((0..self.total).map(|segment| ScanSpec {
            segment: Some((segment, self.total)),
            ..self.spec.clone()
        }))
    }
}

impl<E, T> Clone for Scan<E, T> {
    fn clone(&self) -> Self {
        Scan {
            spec: self.spec.clone(),
            marker: PhantomData,
        }
    }
}

impl<E, T> Clone for ParallelScan<E, T> {
    fn clone(&self) -> Self {
        ParallelScan {
            spec: self.spec.clone(),
            total: self.total,
            marker: PhantomData,
        }
    }
}

impl<E, T> fmt::Debug for Scan<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spec.fmt(f)
    }
}

impl<E, T> fmt::Debug for ParallelScan<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParallelScan")
            .field("spec", &self.spec)
            .field("total", &self.total)
            .finish()
    }
}

impl<E: Entity, T: Projected<E>> PagedRead for Scan<E, T> {
    type Source = E;
    type Item = T;
    type All = Vec<T>;
    type Request = ScanInput;
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
        pager::<E, T>(table, self.spec, select)
    }

    fn first_request(self, table: Arc<TableClient>) -> Result<ScanInput> {
        let pager = self.pager(Arc::clone(&table), Select::Items)?;
        pager.first_request().into_scan(&table)
    }

    fn read_all(self, table: Arc<TableClient>) -> Sending<Vec<T>> {
        ends::all(move || self.pager(table, Select::Items))
    }
}

impl<E: Entity, T: Projected<E>> Strict for Scan<E, T> {
    fn read_all_leniently(self, table: Arc<TableClient>) -> Sending<Readable<Vec<T>>> {
        ends::lenient_all(move || self.pager(table, Select::Items))
    }
}

impl<E: Entity, T: Projected<E>> Lenient<Scan<E, T>> {
    /// Scans all segments in parallel, leniently: [`Scan::segments`].
    pub fn segments(self, total: u32) -> Lenient<ParallelScan<E, T>> {
        Lenient(self.0.segments(total))
    }
}

/// The methods that send a parallel scan. There are no pages, because each segment has its own.
///
/// Each method fails as in [`Read`](crate::Read).
impl<E: Entity, T: Projected<E>> ParallelScan<E, T> {
    /// Returns the first request of each segment.
    ///
    /// # Errors
    /// Fails as `all` does before it sends anything.
    pub fn requests<S: Registers<E>>(&self, table: &Table<S>) -> Result<Vec<ScanInput>> {
        let first = |spec| {
            let pager = pager::<E, T>(table.inner(), spec, Select::Items)?;
            pager.first_request().into_scan(&table.inner)
        };
        self.each()?.map(first).collect()
    }

    /// Reads every page of every segment and returns all items of the entity in the table, in no order.
    ///
    /// If an item cannot be decoded, the error holds the items that were read before.
    pub fn all<S: Registers<E>>(self, table: &Table<S>) -> Sending<Vec<T>> {
        let rows = self.rows(table);
        Sending::new(async move { collect(rows, false).await?.strictly(|| Ok(None)) })
    }

    /// Returns any one item; `None` if there is none. Reads further pages until an item is found.
    pub fn first<S: Registers<E>>(mut self, table: &Table<S>) -> Sending<Option<T>> {
        self.spec.window.take = Some(1);
        let mut stream = self.stream(table);
        Sending::new(async move { stream.try_next().await })
    }

    /// Counts the items of every page of every segment, filters included: `Select = COUNT`.
    pub fn count<S: Registers<E>>(self, table: &Table<S>) -> Sending<u64> {
        let table = table.inner();
        Sending::new(async move {
            let pagers = self.pagers(&table, Select::Count)?;
            let counts: FuturesUnordered<_> = pagers.into_iter().map(Pager::count).collect();
            let count = counts.try_fold(0_u64, async |sum, count| Ok(sum + count)).await?;
            Ok(self.spec.window.take.map_or(count, |take| count.min(take as u64)))
        })
    }

    /// Returns a stream of the items of all segments, in no order. An item that cannot be decoded yields an error, and the
    /// stream continues with the next item.
    pub fn stream<S: Registers<E>>(self, table: &Table<S>) -> ItemStream<T> {
        self.rows(table).0
    }

    fn rows<S: Registers<E>>(mut self, table: &Table<S>) -> RowStream<T> {
        self.spec.window.lenient = true;
        let segments = self.pagers(&table.inner(), Select::Items);
        RowStream(ItemStream::merged(segments, self.spec.window.take))
    }

    /// Creates one pager per segment.
    fn pagers(&self, table: &Arc<TableClient>, select: Select) -> Result<Vec<Pager<T>>> {
        let pager = |spec| pager::<E, T>(Arc::clone(table), spec, select);
        self.each()?.map(pager).collect()
    }
}

/// The method that sends a lenient parallel scan. It fails as in [`Read`](crate::Read), except for items that cannot be decoded.
impl<E: Entity, T: Projected<E>> Lenient<ParallelScan<E, T>> {
    /// Reads every page of every segment. Returns all items of the entity in the table, and separately those that cannot be
    /// decoded, in no order.
    pub fn all<S: Registers<E>>(self, table: &Table<S>) -> Sending<Readable<Vec<T>>> {
        let rows = self.0.rows(table);
        Sending::new(collect(rows, true))
    }
}

/// Collects all rows; unless lenient, stops at the first item that cannot be decoded.
async fn collect<T: Send + 'static>(mut rows: RowStream<T>, lenient: bool) -> Result<Readable<Vec<T>>> {
    let (mut items, mut unreadable) = (Vec::new(), Vec::new());
    while let Some(row) = rows.try_next().await? {
        match row {
            Ok(item) => items.push(item),
            Err(item) => {
                unreadable.push(item);
                if !lenient {
                    break;
                }
            }
        }
    }
    Ok(Readable { items, unreadable })
}

fn pager<E: Entity, T: Projected<E>>(table: Arc<TableClient>, spec: ScanSpec, select: Select) -> Result<Pager<T>> {
    let read = spec.read::<E, T>(&table.target(), select)?;
    Pager::of_entity::<E>(table, read, spec.window)
}
