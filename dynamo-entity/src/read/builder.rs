//! `Read`: the options of queries, scans and collection queries, and the methods that send them.

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::entity::Entity;
use crate::entity::collection::Collection;
use crate::entity::projection::Projected;
use crate::entity::registry::Schema;
use crate::entity::source::{Collects, Hydrates, Pages, ReadFrom};
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::expression::condition::IntoCondition;
use crate::read::collection::builder::CollectionQuery;
use crate::read::cursor::Cursor;
use crate::read::ends;
use crate::read::lenient::Lenient;
use crate::read::page::Page;
use crate::read::paged_read::{PagedRead, Strict};
use crate::read::query::builder::Query;
use crate::read::query::step::QueryStep;
use crate::read::scan::builder::Scan;
use crate::read::stream::ItemStream;
use crate::read::window::Select;
use crate::wire::sending::Sending;
use crate::wire::table::Table;

/// A read of any number of items: a step of a query, a [`Scan`], a [`CollectionQuery`], or one of these that is [`Lenient`].
///
/// The options `limit`, `take`, `pages`, `start_at`, `consistent`, `filter`, `hydrate` and `lenient` say what is read. The
/// methods that take a table send the read:
///
/// | method | result |
/// |---|---|
/// | [`send`](Read::send) | one [`Page`]; more with [`pages`](Read::pages) and [`take`](Read::take) |
/// | [`all`](Read::all) | every item, or the struct of a collection |
/// | [`first`](Read::first), [`one`](Read::one) | the first item, if any; the only item, or an error |
/// | [`stream`](Read::stream) | the items one by one |
/// | [`count`](Read::count) | the number of items |
///
/// Each of them fails before anything is sent if a value cannot be part of a key, the index does not hold what is read, or
/// the cursor belongs to another read. After that it fails if a request fails or an item cannot be decoded. A lenient read
/// returns the items that cannot be decoded separately.
///
/// ```no_run
/// # use dynamo_entity::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(entities(Card))]
/// # pub struct App;
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "USER#<sender>", sk = "CARD#<card_id>")]
/// # pub struct Card { pub sender: String, pub card_id: String, pub score: u32 }
/// # async fn read(table: &Table<App>) -> dynamo_entity::Result<()> {
/// let page = Card::query().primary("u1").filter(Card::fields().score.gt(3)).limit(20).send(table).await?;
/// let rest = Card::query().primary("u1").start_at(page.cursor).all(table).await?;
/// let cards = Card::scan().count(table).await?;
/// # Ok(())
/// # }
/// ```
pub trait Read: Sized {
    /// The entity or collection that is read.
    type Source;
    /// The type of an item: the entity, a projection of it, or the enum of a collection.
    type Item: Send + 'static;
    /// The result of [`all`](Read::all): a `Vec` of items, or the struct of a collection.
    type All: Send + 'static;
    /// The SDK's input of a request.
    type Request;
    /// The type of the complete read: a [`Query`](crate::Query), for each step of one, or the type itself.
    type Finished: PagedRead<Source = Self::Source, Item = Self::Item, All = Self::All, Request = Self::Request>;

    #[doc(hidden)]
    fn __finish(self) -> Self::Finished;
    #[doc(hidden)]
    fn __read(&self) -> &Self::Finished;
    #[doc(hidden)]
    fn __read_mut(&mut self) -> &mut Self::Finished;

    /// Reads at most `items` items per page, before filters: DynamoDB's `Limit`. To cap the number of results, use
    /// [`take`](Read::take).
    fn limit(mut self, items: u32) -> Self {
        self.__read_mut().settings().window.limit = Some(items);
        self
    }

    /// Returns at most `items` items, and reads as many pages as that takes. `take(0)` is refused before anything is sent.
    ///
    /// A page then has a cursor only if another item follows. A collection that is a struct contains the first items in the
    /// order of their sort keys.
    fn take(mut self, items: usize) -> Self {
        self.__read_mut().settings().window.take = Some(items);
        self
    }

    /// Reads `pages` pages instead of one. `pages(0)` is refused before anything is sent.
    fn pages(mut self, pages: u32) -> Self
    where
        Self::Source: Pages,
    {
        self.__read_mut().settings().window.pages = Some(pages);
        self
    }

    /// Starts after the last item of an earlier page of this read.
    fn start_at(mut self, cursor: impl Into<Option<Cursor>>) -> Self
    where
        Self::Source: Pages,
    {
        self.__read_mut().settings().window.cursor = cursor.into();
        self
    }

    /// Makes the read strongly consistent: `ConsistentRead`. Global secondary indexes do not support this, so the read
    /// is refused before anything is sent. With [`hydrate`](Read::hydrate) on such an index, only the second read is
    /// consistent.
    fn consistent(mut self) -> Self {
        *self.__read_mut().settings().consistent = true;
        self
    }

    /// Leaves out items of `E` for which `condition` does not hold, after they are read and paid for. Several filters must
    /// all hold.
    ///
    /// `E` is the entity that is read, or a member of the collection; items of other members are still returned. For a
    /// [`raw`](crate::raw) condition on a member, name the entity: `filter::<Card>(raw(…))`.
    fn filter<E: Entity>(mut self, condition: impl IntoCondition<E>) -> Self
    where
        Self::Source: Collects<E>,
    {
        self.__read_mut().add_filter(condition.into_condition());
        self
    }

    /// Returns the items that can be decoded, and the key and error of each item that cannot, such as an item that a newer
    /// release wrote. See [`Lenient`].
    fn lenient(mut self) -> Lenient<Self::Finished>
    where
        Self::Finished: Strict,
    {
        self.__read_mut().settings().window.lenient = true;
        Lenient(self.__finish())
    }

    /// Reads only keys from the index, then the items by these keys: `BatchGetItem` after each page, with up to 100 keys per
    /// request. Keys that DynamoDB leaves unprocessed are retried.
    ///
    /// Use this to read whole entities through a `KEYS_ONLY` or `INCLUDE` index, or attributes that the index does not hold.
    /// Items have the order of the index and the contents of the table. The index evaluates the key condition and the
    /// filters, so an item that was written since may no longer match them. An item that no longer exists is left out. Each
    /// item costs its own read, in addition to the read of the index. Requests are sent as in
    /// [`batch_get`](crate::Operations::batch_get): up to four at a time.
    ///
    /// ```no_run
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(entities(User))]
    /// # pub struct App;
    /// #[derive(Entity, Serialize, Deserialize)]
    /// #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
    /// #[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER", projection = "keys_only")]
    /// pub struct User {
    ///     pub user_id: String,
    ///     pub email: String,
    ///     pub display_name: String,
    /// }
    ///
    /// # async fn find(table: &Table<App>) -> dynamo_entity::Result<()> {
    /// let ada = User::query().by_email("ada@example.com").hydrate().first(table).await?;
    /// # Ok(())
    /// # }
    /// ```
    fn hydrate(mut self) -> Self
    where
        Self::Source: Hydrates,
    {
        *self.__read_mut().settings().hydrate = true;
        self
    }

    /// Returns the first request that this read would send.
    ///
    /// # Errors
    /// Fails as [`send`](Read::send) does before it sends anything.
    fn request<S: Schema>(&self, table: &Table<S>) -> Result<Self::Request>
    where
        Self::Source: ReadFrom<S>,
    {
        self.__read().clone().first_request(table.inner())
    }

    /// Reads one page, or as many pages as [`pages`](Read::pages) or [`take`](Read::take) require, as one [`Page`].
    fn send<S: Schema>(self, table: &Table<S>) -> Sending<Page<Self::Item>>
    where
        Self::Source: Pages + ReadFrom<S>,
    {
        let (table, read) = (table.inner(), self.__finish());
        let pager = move || read.pager(table, Select::Items);
        if Self::Finished::LENIENT {
            ends::lenient_page(pager)
        } else {
            ends::page(pager)
        }
    }

    /// Reads every page and returns all items, or the struct of a collection.
    ///
    /// # Errors
    /// Fails as every method of this trait. If an item cannot be decoded, the error holds the items that were read,
    /// [`into_readable`](Error::into_readable), and the position after their page, [`cursor`](Error::cursor).
    ///
    /// For the struct of a collection, every page is read first. Then the error is
    /// [`is_not_found`](Error::is_not_found) if there is no item for a field that needs one, and
    /// [`is_not_unique`](Error::is_not_unique) if there are several for a field that takes one; it names the entity.
    fn all<S: Schema>(self, table: &Table<S>) -> Sending<Self::All>
    where
        Self::Source: ReadFrom<S>,
    {
        self.__finish().read_all(table.inner())
    }

    /// Returns the first item; `None` if there is none. Reads further pages until an item is found. A scan has no order, so
    /// that its first item is any item.
    fn first<S: Schema>(self, table: &Table<S>) -> Sending<Option<Self::Item>>
    where
        Self::Source: Pages + ReadFrom<S>,
        Self::Finished: Strict,
    {
        let (table, read) = (table.inner(), self.take(1).__finish());
        ends::first(move || read.pager(table, Select::Items))
    }

    /// Returns the only item. Fails with [`is_not_found`](Error::is_not_found) if there is no item, and with
    /// [`is_not_unique`](Error::is_not_unique) if there are several.
    fn one<S: Schema>(self, table: &Table<S>) -> Sending<Self::Item>
    where
        Self::Source: Pages + ReadFrom<S>,
        Self::Finished: Strict,
    {
        let (table, read) = (table.inner(), self.take(2).__finish());
        Sending::boxed_in_place(|| async move {
            let mut pager = read.pager(table, Select::Items)?;
            let mut found = None;
            while let Some(page) = pager.next().await? {
                for row in page {
                    if found.replace(row).is_some() {
                        return Err(Error::new(Fault::NotUnique).with_entity(Self::Finished::NAME));
                    }
                }
            }
            match found {
                Some(row) => row.map_err(|unreadable| unreadable.error),
                None => Err(Error::new(Fault::NotFound).with_entity(Self::Finished::NAME)),
            }
        })
    }

    /// Counts the items of every page, filters included, also items that cannot be decoded: `Select = COUNT`. Costs as much
    /// as [`all`](Read::all), but transfers no items. If the count depends on conditions that DynamoDB cannot evaluate,
    /// such as some ranges, keys are transferred.
    fn count<S: Schema>(self, table: &Table<S>) -> Sending<u64>
    where
        Self::Source: ReadFrom<S>,
    {
        self.__finish().read_count(table.inner())
    }

    /// Returns a stream of the items; the next page is read when the items of the previous page are used up. An item that
    /// cannot be decoded yields an error, and the stream continues with the next item.
    fn stream<S: Schema>(self, table: &Table<S>) -> ItemStream<Self::Item>
    where
        Self::Source: Pages + ReadFrom<S>,
    {
        let mut read = self.__finish();
        read.settings().window.lenient = true;
        ItemStream::new(read.pager(table.inner(), Select::Items))
    }
}

impl<Q: QueryStep> Read for Q {
    type Source = Q::Entity;
    type Item = Q::Item;
    type All = Vec<Q::Item>;
    type Request = QueryInput;
    type Finished = Query<Q::Entity, Q::Item>;

    fn __finish(self) -> Self::Finished {
        self.into_query()
    }
    fn __read(&self) -> &Self::Finished {
        self.__query()
    }
    fn __read_mut(&mut self) -> &mut Self::Finished {
        self.__query_mut()
    }
}

macro_rules! finished {
    ($([$($generics:tt)*] $read:ty;)*) => {$(
        impl<$($generics)*> Read for $read {
            type Source = <Self as PagedRead>::Source;
            type Item = <Self as PagedRead>::Item;
            type All = <Self as PagedRead>::All;
            type Request = <Self as PagedRead>::Request;
            type Finished = Self;

            fn __finish(self) -> Self {
                self
            }
            fn __read(&self) -> &Self {
                self
            }
            fn __read_mut(&mut self) -> &mut Self {
                self
            }
        }
    )*};
}
finished! {
    [E: Entity, T: Projected<E>] Scan<E, T>;
    [C: Collection] CollectionQuery<C>;
    [R: Strict] Lenient<R>;
}
