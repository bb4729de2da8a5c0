//! Sends the query of a collection.

use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::codec::stored::StoredItem;
use crate::entity::collection::recognize::{position, unknown};
use crate::entity::collection::{Collection, CollectionItem, ReadFrom};
use crate::entity::registry::Schema;
use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::collection::builder::{CollectionQuery, Unknown};
use crate::read::ends;
use crate::read::lenient::Lenient;
use crate::read::page::{Page, Readable};
use crate::read::pager::Pager;
use crate::read::rows::{Decode, RowSink};
use crate::read::stream::ItemStream;
use crate::read::window::Select;
use crate::schema::table::TableSchema;
use crate::wire::sending::Sending;
use crate::wire::table::{Table, TableClient};

impl<C: Collection> CollectionQuery<C> {
    /// Returns the first request that this query would send.
    ///
    /// # Errors
    /// Fails if a value cannot be part of a key, no sort key can begin as requested, or the cursor belongs to another query.
    pub fn request<S: Schema>(self, table: &Table<S>) -> Result<QueryInput>
    where
        C: ReadFrom<S>,
    {
        members(table.inner(), self, Select::Items)?
            .first_request()
            .into_query(&table.inner)
    }

    /// Reads every page. Returns the struct, or every item of the enum in the order of the sort key.
    ///
    /// # Errors
    /// - [`is_not_found`](crate::Error::is_not_found) if the struct has a field for exactly one item and there is none. The
    ///   error names the entity.
    /// - [`is_not_unique`](crate::Error::is_not_unique) if the struct has a field for a single item and there are several.
    ///   The error names the entity.
    /// - Fails, after all pages are read, if an item cannot be decoded. [`into_readable`](Error::into_readable) returns the
    ///   other items.
    /// - Fails before anything is sent if a value cannot be part of a key or no sort key can begin as requested.
    /// - Fails if a request fails.
    pub fn all<S: Schema>(self, table: &Table<S>) -> Sending<C::Output>
    where
        C: ReadFrom<S>,
    {
        let table = table.inner();
        Sending::boxed_in_place(|| async move { whole(table, self).await?.strictly(|| Ok(None)) })
    }

    /// Counts the members' items of every page, filters included: `Select = COUNT`, with a filter on the type attribute.
    /// Costs as much as [`all`](CollectionQuery::all), but transfers no items, except with
    /// [`refuse_unknown`](CollectionQuery::refuse_unknown), which has to look at them.
    ///
    /// # Errors
    /// Fails as `all` does, but any number of items is accepted.
    pub fn count<S: Schema>(self, table: &Table<S>) -> Sending<u64>
    where
        C: ReadFrom<S>,
    {
        let table = table.inner();
        Sending::boxed_in_place(|| async move {
            if self.unknown == Unknown::Skip {
                return members(table, self, Select::Count)?.count().await;
            }
            let mut pager = members(table, self, Select::Items)?;
            let mut count = 0;
            while let Some(page) = pager.next().await? {
                for row in page {
                    row.map_err(|unreadable| unreadable.error)?;
                    count += 1;
                }
            }
            Ok(count)
        })
    }

    /// Reads one page, or as many pages as [`pages`](CollectionQuery::pages) or [`take`](CollectionQuery::take) require, as
    /// one [`Page`] of the enum.
    ///
    /// # Errors
    /// Fails before anything is sent if a value cannot be part of a key, no sort key can begin as requested, or the cursor
    /// belongs to another query. After that, fails if an item cannot be decoded or a request fails.
    pub fn send<S: Schema>(self, table: &Table<S>) -> Sending<Page<C>>
    where
        C: CollectionItem + ReadFrom<S>,
    {
        let table = table.inner();
        ends::page(move || items(table, self))
    }

    /// Returns a stream of the items of the enum; the next page is read when the items of the previous page are used up. An
    /// item that cannot be decoded yields an error, and the stream continues with the next item.
    pub fn stream<S: Schema>(self, table: &Table<S>) -> ItemStream<C>
    where
        C: CollectionItem + ReadFrom<S>,
    {
        ItemStream::new(items(table.inner(), self.lenient().0))
    }
}

/// The methods that send a lenient collection query; they return items that cannot be decoded separately.
///
/// Each method fails as in [`CollectionQuery`], except for items that cannot be decoded.
impl<C: Collection> Lenient<CollectionQuery<C>> {
    /// Returns the first request that this query would send.
    ///
    /// # Errors
    /// Fails if a value cannot be part of a key, no sort key can begin as requested, or the cursor belongs to another query.
    pub fn request<S: Schema>(self, table: &Table<S>) -> Result<QueryInput>
    where
        C: ReadFrom<S>,
    {
        self.0.request(table)
    }

    /// Reads every page. Returns the struct, or every item of the enum, and separately the items that cannot be decoded.
    ///
    /// # Errors
    /// Fails as [`CollectionQuery::all`] does, except for items that cannot be decoded. If the struct has a field for
    /// exactly one item, and the only such item cannot be decoded, the call fails with the error of that item.
    pub fn all<S: Schema>(self, table: &Table<S>) -> Sending<Readable<C::Output>>
    where
        C: ReadFrom<S>,
    {
        let table = table.inner();
        Sending::boxed_in_place(|| whole(table, self.0))
    }

    /// Reads one page, or as many pages as [`pages`](CollectionQuery::pages) or [`take`](CollectionQuery::take) require, as
    /// one [`Page`] with [`unreadable`](Page::unreadable) items.
    ///
    /// # Errors
    /// Fails as [`CollectionQuery::send`] does, except for items that cannot be decoded.
    pub fn send<S: Schema>(self, table: &Table<S>) -> Sending<Page<C>>
    where
        C: CollectionItem + ReadFrom<S>,
    {
        let table = table.inner();
        ends::lenient_page(move || items(table, self.0))
    }
}

/// Collects a whole collection.
struct Whole<C: Collection> {
    found: C::__Found,
    unknown: Unknown,
    unreadable: Vec<Unreadable>,
}

impl<C: Collection> RowSink for Whole<C> {
    fn take_in(&mut self, item: StoredItem<'_, '_>, table: &TableSchema) -> Result<bool> {
        let Some((member, item)) = member::<C>(item, table, self.unknown)? else {
            return Ok(false);
        };
        C::__add(&mut self.found, member, item, table)?;
        Ok(true)
    }

    fn unreadable(&mut self, item: Unreadable) {
        self.unreadable.push(item);
    }
}

/// Reads every page of a collection.
async fn whole<C: Collection>(table: Arc<TableClient>, query: CollectionQuery<C>) -> Result<Readable<C::Output>> {
    let mut whole = Whole::<C> {
        found: C::__Found::default(),
        unknown: query.unknown,
        unreadable: Vec::new(),
    };
    let mut pager = members(table, query, Select::Items)?;
    while pager.next_into(&mut whole).await? {}
    let unreadable = whole.unreadable;
    match C::__finish(whole.found) {
        Ok(items) => Ok(Readable { items, unreadable }),
        Err(error) if error.is_not_found() => {
            let is_missing = |item: &&Unreadable| item.error.entity() == error.entity();
            let missing = unreadable.iter().find(is_missing);
            Err(missing.map(|item| item.error.duplicate()).unwrap_or(error))
        }
        Err(error) => Err(error),
    }
}

/// Creates a pager over the members' items that decodes none of them.
fn members<C: Collection>(table: Arc<TableClient>, query: CollectionQuery<C>, select: Select) -> Result<Pager<()>> {
    let decode: Decode<()> = match query.unknown {
        Unknown::Skip => |item, table| counted(member::<C>(item, table, Unknown::Skip)?),
        Unknown::Refuse => |item, table| counted(member::<C>(item, table, Unknown::Refuse)?),
    };
    pager(table, query, select, decode)
}

fn counted(found: Option<(usize, StoredItem<'_, '_>)>) -> Result<Option<()>> {
    let skipped = found.map(|(_, item)| item.skip());
    skipped.transpose().map_err(Error::broken_answer)
}

/// Creates a pager over the items of an enum.
fn items<C: CollectionItem>(table: Arc<TableClient>, query: CollectionQuery<C>) -> Result<Pager<C>> {
    let decode: Decode<C> = match query.unknown {
        Unknown::Skip => |item, table| decode(member::<C>(item, table, Unknown::Skip)?, table),
        Unknown::Refuse => |item, table| decode(member::<C>(item, table, Unknown::Refuse)?, table),
    };
    pager(table, query, Select::Items, decode)
}

fn decode<C: CollectionItem>(found: Option<(usize, StoredItem<'_, '_>)>, table: &TableSchema) -> Result<Option<C>> {
    let decoded = found.map(|(member, item)| C::__decode(member, item, table));
    decoded.transpose()
}

/// Returns the item and its member; `None` for an item of no member if such items are skipped.
fn member<'p, 'de, C: Collection>(
    item: StoredItem<'p, 'de>,
    table: &TableSchema,
    other: Unknown,
) -> Result<Option<(usize, StoredItem<'p, 'de>)>> {
    match (position::<C>(item, table)?, other) {
        (Some(member), _) => Ok(Some((member, item))),
        (None, Unknown::Skip) => Ok(None),
        (None, Unknown::Refuse) => {
            let item = item.into_attributes().map_err(Error::broken_answer)?;
            Err(unknown::<C>(&item, table))
        }
    }
}

fn pager<C: Collection, T>(
    table: Arc<TableClient>,
    query: CollectionQuery<C>,
    select: Select,
    decode: Decode<T>,
) -> Result<Pager<T>> {
    let read = query.read(&table.target(), select)?;
    Pager::new(table, read, query.spec.window, C::__NAME, decode)
}
