//! One sort part without its operator yet.

use std::fmt;
use std::marker::PhantomData;

use super::{Query, Range};
use crate::entity::Entity;
use crate::key::{PartTarget, PrefixTarget};
use crate::value::IntoValue;

/// A sort part that waits for its operator: [`eq`](SortStep::eq) opens the part after it, the others end the key condition.
///
/// Every condition stays inside the keys whose earlier parts are equal: a range never runs into another prefix or entity.
#[must_use = "a sort part does nothing without an operator"]
pub struct SortStep<E, P, N> {
    query: Query<E>,
    marker: PhantomData<fn() -> (P, N)>,
}

impl<E, P, N> fmt::Debug for SortStep<E, P, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.query.fmt(f)
    }
}

impl<E, P, N> SortStep<E, P, N> {
    pub(super) fn new(query: Query<E>) -> Self {
        SortStep {
            query,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, P: PartTarget, N: From<Query<E>>> SortStep<E, P, N> {
    fn range(mut self, range: Range) -> Query<E> {
        self.query.spec.range = Some(range);
        self.query
    }

    /// The part is `value`; the next part may follow.
    pub fn eq(mut self, value: impl IntoValue<P>) -> N {
        self.query.spec.sort.push(value.into_value().into_part());
        N::from(self.query)
    }

    /// The part's text begins with `text`. For dates and numbers with a width the text must be the beginning of one.
    pub fn begins_with(self, text: impl IntoValue<P::Prefix>) -> Query<E>
    where
        P: PrefixTarget,
    {
        let range = match P::prefix(text.into_value()) {
            Ok(text) => Range::BeginsWith(text),
            Err(bytes) => Range::BeginsWithBytes(bytes),
        };
        self.range(range)
    }

    /// `low <= part <= high`. A `low` above `high` is refused before anything is sent.
    pub fn between(self, low: impl IntoValue<P>, high: impl IntoValue<P>) -> Query<E> {
        let (low, high) = (low.into_value().into_part(), high.into_value().into_part());
        self.range(Range::Between(low, high))
    }

    /// `part > value`.
    pub fn gt(self, value: impl IntoValue<P>) -> Query<E> {
        self.range(Range::Greater(value.into_value().into_part()))
    }

    /// `part >= value`.
    pub fn gte(self, value: impl IntoValue<P>) -> Query<E> {
        self.range(Range::GreaterOrEqual(value.into_value().into_part()))
    }

    /// `part < value`.
    pub fn lt(self, value: impl IntoValue<P>) -> Query<E> {
        self.range(Range::Less(value.into_value().into_part()))
    }

    /// `part <= value`.
    pub fn lte(self, value: impl IntoValue<P>) -> Query<E> {
        self.range(Range::LessOrEqual(value.into_value().into_part()))
    }
}
