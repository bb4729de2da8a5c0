//! `Scan`: every item of an entity, from the whole table or an index.

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
use crate::read::ends;
use crate::read::lenient::Lenient;
use crate::read::page::{Page, Readable};
use crate::read::pager::Pager;
use crate::read::scan::request::{ScanSpec, check_segment};
use crate::read::step::{ReadSettings, ReadStep};
use crate::read::stream::{ItemStream, RowStream};
use crate::read::window::Select;
use crate::wire::sending::Sending;
use crate::wire::table::{Table, TableClient};

/// Every item of `E` in the table, as `T`: `Scan`, with a filter on the type attribute.
///
/// All of the table is read, and paid for, whatever the filters: half a read capacity unit for each 4 KB of all the
/// items of all the entities, one if [`consistent`](ReadStep::consistent). Items come in no order. A
/// [`Page`](crate::Page)'s cursor is bound to table, index and segment; one of a query is refused.
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

/// A scan of all segments at once: [`Scan::segments`].
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
    /// Scans the index of the access pattern `pattern`, that has only the items with its key attributes. A pattern that
    /// the entity does not have is refused before anything is sent.
    pub fn index(mut self, pattern: impl Into<Cow<'static, str>>) -> Self {
        self.spec.pattern = Some(pattern.into());
        self
    }

    /// Scans one of `total` segments, numbered from 0, with pages and cursors of its own: `Segment` and `TotalSegments`.
    ///
    /// This is for workers on several machines; [`segments`](Scan::segments) does it on one. DynamoDB takes 1 to
    /// 1,000,000 segments.
    pub fn segment(mut self, segment: u32, total: u32) -> Self {
        self.spec.segment = Some((segment, total));
        self
    }

    /// Scans `total` segments at once, with as many requests in flight. Nothing is spawned: they advance while the result
    /// is polled.
    ///
    /// [`take`](ReadStep::take) is of all segments together, [`limit`](ReadStep::limit) and [`pages`](ReadStep::pages) are
    /// of each. DynamoDB takes 1 to 1,000,000 segments.
    pub fn segments(self, total: u32) -> ParallelScan<E, T> {
        ParallelScan {
            spec: self.spec,
            total,
            marker: PhantomData,
        }
    }

    /// Reads only the attributes of `U`: `ProjectionExpression`. The items are read, and paid for, whole.
    pub fn project<U: Projected<E>>(self) -> Scan<E, U> {
        Scan {
            spec: self.spec,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, T: Projected<E>> ReadStep for Scan<E, T> {
    type Entity = E;

    fn __read(&mut self) -> ReadSettings<'_> {
        ReadSettings {
            window: &mut self.spec.window,
            filters: &mut self.spec.filters,
            consistent: &mut self.spec.consistent,
            hydrate: &mut self.spec.hydrate,
        }
    }
}

impl<E: Entity, T: Projected<E>> ParallelScan<E, T> {
    /// Gives the items that can be read, and beside them the key and the error of each that cannot: [`Lenient`].
    pub fn lenient(self) -> Lenient<Self> {
        Lenient(self)
    }

    /// The scan of each segment.
    pub(crate) fn each(&self) -> Result<impl Iterator<Item = ScanSpec> + '_> {
        let refuse = |message: &str| Err(Error::input(message).with_entity(E::SCHEMA.name));
        check_segment(0, self.total).map_err(|error| error.with_entity(E::SCHEMA.name))?;
        if self.spec.segment.is_some() {
            return refuse("`segment` is one segment and `segments` is all of them; leave one of them out");
        }
        if self.spec.window.cursor.is_some() {
            return refuse("a cursor is of one segment; leave `start_at` out, or scan each with `segment`");
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

/// The ends of a scan: they send it.
///
/// Each may fail before anything is sent, if there is no such access pattern or segment, the index does not hold what is
/// asked for, or the cursor is of another read; and after, if DynamoDB or the way to it failed or a stored item cannot be
/// read.
impl<E: Entity, T: Projected<E>> Scan<E, T> {
    /// The first request that this scan would send.
    ///
    /// # Errors
    /// As `send`, before anything is sent.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<ScanInput> {
        request::<E, T>(table.inner(), self.spec.clone())
    }

    /// Reads one page, or as many as [`pages`](ReadStep::pages) or [`take`](ReadStep::take) say, as one [`Page`].
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Page<T>> {
        let table = table.inner();
        ends::page(move || pager::<E, T>(table, self.spec, Select::Items))
    }

    /// Reads every page: all items of the entity that the table has.
    pub fn all<S: Registers<E>>(self, table: &Table<S>) -> Sending<Vec<T>> {
        let table = table.inner();
        ends::all(move || pager::<E, T>(table, self.spec, Select::Items))
    }

    /// Reads until there is an item, whichever it is; `None` if there is none.
    pub fn first<S: Registers<E>>(self, table: &Table<S>) -> Sending<Option<T>> {
        let table = table.inner();
        ends::first(move || pager::<E, T>(table, self.take(1).spec, Select::Items))
    }

    /// Counts the items of every page, filters included, also those that cannot be read: `Select = COUNT`. Reads, and costs,
    /// as much as [`all`](Scan::all), but transfers no items.
    pub fn count<S: Registers<E>>(self, table: &Table<S>) -> Sending<u64> {
        let table = table.inner();
        ends::count(move || pager::<E, T>(table, self.spec, Select::Count))
    }

    /// Gives the items one by one, and reads a page when the one before is used up. An item that cannot be read is an error,
    /// after which it goes on with the next.
    pub fn stream<S: Registers<E>>(self, table: &Table<S>) -> ItemStream<T> {
        let scan = self.lenient().0;
        ItemStream::new(pager::<E, T>(table.inner(), scan.spec, Select::Items))
    }
}

/// The ends of a lenient scan: items that cannot be read are beside the others.
///
/// Each may fail as those of [`Scan`] do, but for such an item.
impl<E: Entity, T: Projected<E>> Lenient<Scan<E, T>> {
    /// The first request that this scan would send.
    ///
    /// # Errors
    /// As `send`, before anything is sent.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<ScanInput> {
        self.0.request(table)
    }

    /// Reads one page, or as many as [`pages`](ReadStep::pages) or [`take`](ReadStep::take) say, as one [`Page`] with
    /// [`unreadable`](Page::unreadable) items.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Page<T>> {
        let table = table.inner();
        ends::lenient_page(move || pager::<E, T>(table, self.0.spec, Select::Items))
    }

    /// Reads every page: all items of the entity that the table has, and those that cannot be read.
    pub fn all<S: Registers<E>>(self, table: &Table<S>) -> Sending<Readable<Vec<T>>> {
        let table = table.inner();
        ends::lenient_all(move || pager::<E, T>(table, self.0.spec, Select::Items))
    }

    /// The same of all segments at once: [`Scan::segments`].
    pub fn segments(self, total: u32) -> Lenient<ParallelScan<E, T>> {
        Lenient(self.0.segments(total))
    }
}

/// The ends of a scan of all segments at once; there are no pages, as each segment has its own.
///
/// Each may fail as those of [`Scan`] do.
impl<E: Entity, T: Projected<E>> ParallelScan<E, T> {
    /// The first request of each segment.
    ///
    /// # Errors
    /// As `all`, before anything is sent.
    pub fn requests<S: Registers<E>>(&self, table: &Table<S>) -> Result<Vec<ScanInput>> {
        self.each()?.map(|spec| request::<E, T>(table.inner(), spec)).collect()
    }

    /// Reads every page of every segment: all items of the entity that the table has, in no order.
    ///
    /// The error of an item that cannot be read has the items that were read before it.
    pub fn all<S: Registers<E>>(self, table: &Table<S>) -> Sending<Vec<T>> {
        let rows = self.rows(table);
        Sending::new(async move { collect(rows, false).await?.strictly(|| Ok(None)) })
    }

    /// Reads until there is an item, whichever it is; `None` if there is none.
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

    /// Gives the items one by one, in no order, as the segments have them. An item that cannot be read is an error, after
    /// which it goes on with the next.
    pub fn stream<S: Registers<E>>(self, table: &Table<S>) -> ItemStream<T> {
        self.rows(table).0
    }

    fn rows<S: Registers<E>>(mut self, table: &Table<S>) -> RowStream<T> {
        self.spec.window.lenient = true;
        let segments = self.pagers(&table.inner(), Select::Items);
        RowStream(ItemStream::merged(segments, self.spec.window.take))
    }

    /// One for each segment.
    fn pagers(&self, table: &Arc<TableClient>, select: Select) -> Result<Vec<Pager<T>>> {
        let pager = |spec| pager::<E, T>(Arc::clone(table), spec, select);
        self.each()?.map(pager).collect()
    }
}

/// The end of a lenient scan of all segments at once; it may fail as those of [`Scan`] do, but for an item that cannot be
/// read.
impl<E: Entity, T: Projected<E>> Lenient<ParallelScan<E, T>> {
    /// Reads every page of every segment: all items of the entity that the table has, and those that cannot be read, in no
    /// order.
    pub fn all<S: Registers<E>>(self, table: &Table<S>) -> Sending<Readable<Vec<T>>> {
        let rows = self.0.rows(table);
        Sending::new(collect(rows, true))
    }
}

/// All rows, or those up to the first that cannot be read.
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

fn request<E: Entity, T: Projected<E>>(table: Arc<TableClient>, spec: ScanSpec) -> Result<ScanInput> {
    pager::<E, T>(table, spec, Select::Items)?.first_request().into_scan()
}

fn pager<E: Entity, T: Projected<E>>(table: Arc<TableClient>, spec: ScanSpec, select: Select) -> Result<Pager<T>> {
    let read = spec.read::<E, T>(&table.target(), select)?;
    Pager::of_entity::<E>(table, read, spec.window)
}
