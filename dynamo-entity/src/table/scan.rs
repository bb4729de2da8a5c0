//! Sending scans, page by page, and all segments at once.

use std::sync::Arc;

use aws_sdk_dynamodb::operation::scan::ScanInput;
use futures_util::TryStreamExt;
use futures_util::stream::FuturesUnordered;

use crate::entity::Entity;
use crate::entity::projection::Projected;
use crate::entity::registry::Registers;
use crate::error::Result;
use crate::operation::lenient::Lenient;
use crate::operation::query::request::Select;
use crate::operation::read::ReadStep;
use crate::operation::scan::{ParallelScan, Scan, ScanSpec};
use crate::page::{Page, Readable};
use crate::table::ends;
use crate::table::pager::Pager;
use crate::table::stream::{ItemStream, RowStream};
use crate::wire::sending::Sending;
use crate::wire::table::{Inner, Table};

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
    fn pagers(&self, table: &Arc<Inner>, select: Select) -> Result<Vec<Pager<T>>> {
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

fn request<E: Entity, T: Projected<E>>(table: Arc<Inner>, spec: ScanSpec) -> Result<ScanInput> {
    pager::<E, T>(table, spec, Select::Items)?.first_request().into_scan()
}

fn pager<E: Entity, T: Projected<E>>(table: Arc<Inner>, spec: ScanSpec, select: Select) -> Result<Pager<T>> {
    let read = spec.read::<E, T>(&table.target(), select)?;
    Pager::of_entity::<E>(table, read, spec.window)
}
