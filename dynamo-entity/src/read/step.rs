//! The options that every paged read has.

use crate::entity::Entity;
use crate::expression::condition::{IntoCondition, Node};
use crate::read::cursor::Cursor;
use crate::read::lenient::Lenient;
use crate::read::query::step::QueryStep;
use crate::read::window::Window;

/// A paged read, a query or a [`Scan`](crate::Scan): options for how much to read and where to start.
pub trait ReadStep: Sized {
    /// The entity that is read.
    type Entity: Entity;

    #[doc(hidden)]
    fn __read(&mut self) -> ReadSettings<'_>;

    /// Reads at most `items` items per page, before filters: DynamoDB's `Limit`. To cap the number of results, use
    /// [`take`](ReadStep::take).
    fn limit(mut self, items: u32) -> Self {
        self.__read().window.limit = Some(items);
        self
    }

    /// Returns at most `items` items, and reads as many pages as that takes. `take(0)` is refused before anything is sent.
    ///
    /// A page then has a cursor only if another item follows.
    fn take(mut self, items: usize) -> Self {
        self.__read().window.take = Some(items);
        self
    }

    /// Reads `pages` pages instead of one. `pages(0)` is refused before anything is sent.
    fn pages(mut self, pages: u32) -> Self {
        self.__read().window.pages = Some(pages);
        self
    }

    /// Starts after the last item of an earlier page of this read.
    fn start_at(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
        self.__read().window.cursor = cursor.into();
        self
    }

    /// Makes the read strongly consistent: `ConsistentRead`. Global secondary indexes do not support this, so the read
    /// is refused before anything is sent. With [`hydrate`](ReadStep::hydrate) on such an index, only the second read is
    /// consistent.
    fn consistent(mut self) -> Self {
        *self.__read().consistent = true;
        self
    }

    /// Leaves out items for which `condition` does not hold, after they are read and paid for. Several filters must all
    /// hold.
    fn filter(mut self, condition: impl IntoCondition<Self::Entity>) -> Self {
        self.__read().filters.push(condition.into_condition().node);
        self
    }

    /// Returns the items that can be decoded, and the key and error of each item that cannot, such as an item that a newer
    /// release wrote. See [`Lenient`].
    fn lenient(mut self) -> Lenient<Self> {
        self.__read().window.lenient = true;
        Lenient(self)
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
    fn hydrate(mut self) -> Self {
        *self.__read().hydrate = true;
        self
    }
}

/// The options of a read.
#[derive(Debug)]
pub struct ReadSettings<'r> {
    pub(crate) window: &'r mut Window,
    pub(crate) filters: &'r mut Vec<Node>,
    pub(crate) consistent: &'r mut bool,
    pub(crate) hydrate: &'r mut bool,
}

impl<Q: QueryStep> ReadStep for Q {
    type Entity = Q::Entity;

    fn __read(&mut self) -> ReadSettings<'_> {
        let spec = self.__spec().0;
        ReadSettings {
            window: &mut spec.window,
            filters: &mut spec.filters,
            consistent: &mut spec.consistent,
            hydrate: &mut spec.hydrate,
        }
    }
}

impl<R: ReadStep> ReadStep for Lenient<R> {
    type Entity = R::Entity;

    fn __read(&mut self) -> ReadSettings<'_> {
        self.0.__read()
    }
}
