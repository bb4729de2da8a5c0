//! `Query`: an access pattern with its parts, ready to be sent.

use std::fmt;
use std::marker::PhantomData;

use crate::read::query::spec::QuerySpec;
use crate::schema::definition::Index;

/// A query with a finished key condition: `Query`.
///
/// Returns only items of the entity `E`, as `T`. The methods that send a query (`send`, `all`, `first`, …) are in
/// [`Read`](crate::Read). Costs half a read capacity unit per 4 KB read before filters, or one if
/// [`consistent`](crate::Read::consistent).
#[must_use = "an operation does nothing until it is sent"]
pub struct Query<E, T = E> {
    pub(crate) index: &'static Index,
    pub(crate) spec: QuerySpec,
    pub(super) marker: PhantomData<fn() -> (E, T)>,
}

impl<E, T> Query<E, T> {
    pub(crate) fn with<U>(self) -> Query<E, U> {
        Query {
            index: self.index,
            spec: self.spec,
            marker: PhantomData,
        }
    }
}

impl<E, T> Clone for Query<E, T> {
    fn clone(&self) -> Self {
        Query {
            index: self.index,
            spec: self.spec.clone(),
            marker: PhantomData,
        }
    }
}

impl<E, T> fmt::Debug for Query<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("pattern", &self.index.pattern)
            .field("spec", &self.spec)
            .finish_non_exhaustive()
    }
}
