//! The methods that every step of a query has.

use crate::entity::Entity;
use crate::entity::collection::Collection;
use crate::entity::projection::Projected;
use crate::entity::source::Collects;
use crate::read::collection::builder::CollectionQuery;
use crate::read::query::builder::Query;

/// A step of a query. Each step can be sent as it is, narrowed further, or given options, here and by
/// [`Read`](crate::Read).
///
/// The chapter [Reads](mod@crate::guide::read) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "this is not a query yet: choose an access pattern, such as `.primary(…)`, and give each sort part an operator, such as `.eq(…)`",
    label = "`{Self}` cannot be sent",
    note = "the operators are `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` and `lte`"
)]
pub trait QueryStep: Sized {
    /// The entity that is queried.
    type Entity: Entity;
    /// The type of the returned items.
    type Item: Projected<Self::Entity>;

    /// Converts this step to a finished query.
    fn into_query(self) -> Query<Self::Entity, Self::Item>;

    #[doc(hidden)]
    fn __query(&self) -> &Query<Self::Entity, Self::Item>;
    #[doc(hidden)]
    fn __query_mut(&mut self) -> &mut Query<Self::Entity, Self::Item>;

    /// Reads in descending order of the sort key.
    fn descending(mut self) -> Self {
        self.__query_mut().spec.descending = true;
        self
    }

    /// Runs the same query for all members of the collection `C`: [`CollectionQuery`].
    ///
    /// The given sort key parts must be parts of every member's sort key, at the same position. For example, in a partition
    /// of deposits and withdrawals that are sorted by date, `Deposit::query().timeline("bank").date().gte("2024")` returns
    /// the deposits from 2024 on, and `….in_collection::<Timeline>()` also returns the withdrawals. Filters apply only to
    /// `Self::Entity`. The query is refused before anything is sent if its access pattern is not the collection's, or if a
    /// member lacks a given part.
    fn in_collection<C: Collection + Collects<Self::Entity>>(self) -> CollectionQuery<C> {
        let Query { index, spec, .. } = self.into_query();
        CollectionQuery::along(Self::Entity::SCHEMA, index, spec)
    }

    /// Reads only the attributes of `T`: `ProjectionExpression`. DynamoDB still reads, and charges for, the whole items.
    fn project<T: Projected<Self::Entity>>(self) -> Query<Self::Entity, T> {
        self.into_query().with()
    }
}

impl<E: Entity, T: Projected<E>> QueryStep for Query<E, T> {
    type Entity = E;
    type Item = T;

    fn into_query(self) -> Self {
        self
    }

    fn __query(&self) -> &Self {
        self
    }

    fn __query_mut(&mut self) -> &mut Self {
        self
    }
}
