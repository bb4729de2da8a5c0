//! What may be said of a query at every step.

use crate::entity::Entity;
use crate::entity::collection::Collects;
use crate::entity::projection::Projected;
use crate::read::collection::builder::CollectionQuery;
use crate::read::query::builder::Query;
use crate::read::query::spec::QuerySpec;

/// A step of a query: it may be sent as it stands, narrowed further, or told how to read, here and by
/// [`ReadStep`](crate::ReadStep).
pub trait QueryStep: Sized {
    /// The entity that is asked for.
    type Entity: Entity;
    /// What its items become.
    type Item: Projected<Self::Entity>;

    /// This step as a finished query, the one type of all steps.
    fn into_query(self) -> Query<Self::Entity, Self::Item>;

    #[doc(hidden)]
    fn __spec(&mut self) -> QueryOptions<'_>;

    /// Reads from the highest sort key down.
    fn descending(mut self) -> Self {
        self.__spec().0.descending = true;
        self
    }

    /// The same query for all members of the collection `C`: [`CollectionQuery`].
    ///
    /// The parts of the sort key that are given have to be parts of every member's, at the same place: in a partition of
    /// deposits and withdrawals that are sorted by date, `Deposit::query().timeline("bank").date().gte("2024")` gives the
    /// deposits from 2024 on, and `….in_collection::<Timeline>()` the withdrawals, too. Filters remain those of `Self::Entity`.
    /// A query of another access pattern than the collection's is refused before anything is sent, as is one of parts that a
    /// member does not have.
    fn in_collection<C: Collects<Self::Entity>>(self) -> CollectionQuery<C> {
        CollectionQuery::along(Self::Entity::SCHEMA, self.into_query().spec)
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
