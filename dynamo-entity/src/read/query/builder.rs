//! `Query`, the value that an access pattern is.

use std::fmt;
use std::marker::PhantomData;

use crate::read::query::spec::QuerySpec;

/// A query whose key condition is finished: `Query`.
///
/// It gives items of `E` and of no other entity, as `T`. Its ends (`send`, `all`, `first`, …) are in
/// [`SendQuery`](crate::SendQuery). Costs half a read capacity unit for each 4 KB that is read before filters, one if
/// [`consistent`](crate::ReadStep::consistent).
#[must_use = "an operation does nothing until it is sent"]
pub struct Query<E, T = E> {
    pub(crate) spec: QuerySpec,
    pub(super) marker: PhantomData<fn() -> (E, T)>,
}

impl<E, T> Query<E, T> {
    pub(crate) fn with<U>(self) -> Query<E, U> {
        Query {
            spec: self.spec,
            marker: PhantomData,
        }
    }
}

impl<E, T> Clone for Query<E, T> {
    fn clone(&self) -> Self {
        Query {
            spec: self.spec.clone(),
            marker: PhantomData,
        }
    }
}

impl<E, T> fmt::Debug for Query<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spec.fmt(f)
    }
}
