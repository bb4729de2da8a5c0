//! Queries of collections as paged reads.

use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::codec::stored::StoredItem;
use crate::entity::Entity;
use crate::entity::collection::Collection;
use crate::entity::collection::recognize::{is_marker, position, unknown};
use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::expression::condition::Condition;
use crate::read::collection::builder::{CollectionQuery, Unknown};
use crate::read::page::Readable;
use crate::read::paged_read::{PagedRead, ReadSettings, Strict};
use crate::read::pager::Pager;
use crate::read::rows::{Decode, RowSink};
use crate::read::window::Select;
use crate::schema::table::TableSchema;
use crate::wire::sending::Sending;
use crate::wire::table::TableClient;

impl<C: Collection> PagedRead for CollectionQuery<C> {
    type Source = C;
    type Item = C;
    type All = C::Output;
    type Request = QueryInput;
    const NAME: &'static str = C::__NAME;

    fn settings(&mut self) -> ReadSettings<'_> {
        let spec = &mut self.spec;
        ReadSettings {
            window: &mut spec.window,
            consistent: &mut spec.consistent,
            hydrate: &mut spec.hydrate,
        }
    }

    fn add_filter<E: Entity>(&mut self, condition: Condition<E>) {
        self.filters.push((E::SCHEMA, condition.node));
    }

    fn pager(self, table: Arc<TableClient>, select: Select) -> Result<Pager<C>> {
        let decode: Decode<C> = match self.unknown {
            Unknown::Skip => |item, table| decode(member::<C>(item, table, Unknown::Skip)?, table),
            Unknown::Refuse => |item, table| decode(member::<C>(item, table, Unknown::Refuse)?, table),
        };
        pager(table, self, select, decode)
    }

    fn first_request(self, table: Arc<TableClient>) -> Result<QueryInput> {
        let pager = self.pager(Arc::clone(&table), Select::Items)?;
        pager.first_request().into_query(&table)
    }

    fn read_all(self, table: Arc<TableClient>) -> Sending<C::Output> {
        Sending::boxed_in_place(|| async move { whole(table, self).await?.strictly(|| Ok(None)) })
    }

    /// Items of other entities must be looked at to be refused, so that they are not only counted.
    fn read_count(self, table: Arc<TableClient>) -> Sending<u64> {
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
}

impl<C: Collection> Strict for CollectionQuery<C> {
    fn read_all_leniently(self, table: Arc<TableClient>) -> Sending<Readable<C::Output>> {
        Sending::boxed_in_place(|| whole(table, self))
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

fn decode<C: Collection>(found: Option<(usize, StoredItem<'_, '_>)>, table: &TableSchema) -> Result<Option<C>> {
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
        (None, Unknown::Refuse) if is_marker(item, table)? => Ok(None),
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
