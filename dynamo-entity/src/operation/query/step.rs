//! What may be said of a query at every step.

use super::{Query, QuerySpec};
use crate::cursor::Cursor;
use crate::entity::Entity;
use crate::expression::IntoCondition;
use crate::projection::Projected;

/// A step of a query: it may be sent as it stands, narrowed further, or told how to read.
pub trait QueryStep: Sized {
    /// The entity that is asked for.
    type Entity: Entity;
    /// What its items become.
    type Item: Projected<Self::Entity>;

    /// This step as a finished query, the one type of all steps.
    fn into_query(self) -> Query<Self::Entity, Self::Item>;

    #[doc(hidden)]
    fn __spec(&mut self) -> QueryOptions<'_>;

    /// Reads at most `items` items from each page, before filters: DynamoDB's `Limit`. For a number of results, see
    /// [`take`](QueryStep::take).
    fn limit(mut self, items: u32) -> Self {
        self.__spec().0.window.limit = Some(items);
        self
    }

    /// Gives `items` items, or as many as there are, over as many pages as that takes.
    ///
    /// A page's cursor is then there only if another item follows.
    fn take(mut self, items: usize) -> Self {
        self.__spec().0.window.take = Some(items);
        self
    }

    /// Reads `pages` pages where one request would read one.
    fn pages(mut self, pages: u32) -> Self {
        self.__spec().0.window.pages = Some(pages);
        self
    }

    /// Starts after the last item of an earlier page of this query.
    fn start_at(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
        self.__spec().0.window.cursor = cursor.into();
        self
    }

    /// Reads from the highest sort key down.
    fn descending(mut self) -> Self {
        self.__spec().0.descending = true;
        self
    }

    /// Reads what every write before it wrote: `ConsistentRead`. Global secondary indexes have no such reads, so that
    /// there it is refused before anything is sent.
    fn consistent(mut self) -> Self {
        self.__spec().0.consistent = true;
        self
    }

    /// Leaves out items for which `condition` does not hold, after they are read and paid for; several must all hold.
    fn filter(mut self, condition: impl IntoCondition<Self::Entity>) -> Self {
        self.__spec().0.filters.push(condition.into_condition().node);
        self
    }

    /// Reads only the attributes of `T`: `ProjectionExpression`. The items are read, and paid for, whole.
    fn project<T: Projected<Self::Entity>>(self) -> Query<Self::Entity, T> {
        self.into_query().with()
    }
}

/// The options of a query.
#[doc(hidden)]
#[derive(Debug)]
pub struct QueryOptions<'q>(pub(crate) &'q mut QuerySpec);

impl<E: Entity, T: Projected<E>> QueryStep for Query<E, T> {
    type Entity = E;
    type Item = T;

    fn into_query(self) -> Self {
        self
    }

    fn __spec(&mut self) -> QueryOptions<'_> {
        QueryOptions(&mut self.spec)
    }
}
