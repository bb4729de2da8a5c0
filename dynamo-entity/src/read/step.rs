//! What may be said of every read that goes page by page.

use crate::entity::Entity;
use crate::expression::condition::{IntoCondition, Node};
use crate::read::cursor::Cursor;
use crate::read::lenient::Lenient;
use crate::read::query::step::QueryStep;
use crate::read::window::Window;

/// A read that goes page by page, a query or a [`Scan`](crate::Scan), which may be told how much to read and from where.
pub trait ReadStep: Sized {
    /// The entity that is asked for.
    type Entity: Entity;

    #[doc(hidden)]
    fn __read(&mut self) -> ReadSettings<'_>;

    /// Reads at most `items` items from each page, before filters: DynamoDB's `Limit`. For a number of results, see
    /// [`take`](ReadStep::take).
    fn limit(mut self, items: u32) -> Self {
        self.__read().window.limit = Some(items);
        self
    }

    /// Gives `items` items, or as many as there are, over as many pages as that takes. `take(0)` is refused before anything
    /// is sent.
    ///
    /// A page's cursor is then there only if another item follows.
    fn take(mut self, items: usize) -> Self {
        self.__read().window.take = Some(items);
        self
    }

    /// Reads `pages` pages where one request would read one. `pages(0)` is refused before anything is sent.
    fn pages(mut self, pages: u32) -> Self {
        self.__read().window.pages = Some(pages);
        self
    }

    /// Starts after the last item of an earlier page of this read.
    fn start_at(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
        self.__read().window.cursor = cursor.into();
        self
    }

    /// Reads what every write before it wrote: `ConsistentRead`. Global secondary indexes have no such reads, so that
    /// there it is refused before anything is sent; but with [`hydrate`](ReadStep::hydrate) it is of the second read.
    fn consistent(mut self) -> Self {
        *self.__read().consistent = true;
        self
    }

    /// Leaves out items for which `condition` does not hold, after they are read and paid for; several must all hold.
    fn filter(mut self, condition: impl IntoCondition<Self::Entity>) -> Self {
        self.__read().filters.push(condition.into_condition().node);
        self
    }

    /// Gives the items that can be read, and beside them the key and the error of each that cannot: one that was written by
    /// a newer release, say. See [`Lenient`].
    fn lenient(mut self) -> Lenient<Self> {
        self.__read().window.lenient = true;
        Lenient(self)
    }

    /// Asks the index for keys only, and reads the items by those: `BatchGetItem`, up to 100 keys each, after each page.
    /// What DynamoDB leaves unprocessed is asked for again.
    ///
    /// This is how a whole entity comes out of a `KEYS_ONLY` or `INCLUDE` index, or more of it than the index holds. Items
    /// are in the order of the index, and as they are in the table: one that was written since may no longer match the
    /// key condition or the filters, which the index decides, and one that is no longer there is left out. Each item costs
    /// its own read, beside that of the index. The items are read as [`batch_get`](crate::Operations::batch_get) reads them:
    /// 100 to a request, up to four requests at a time, and what DynamoDB leaves unprocessed again.
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
#[doc(hidden)]
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
