//! Ranges on a sort part.

use dynamo_entity::__private::{PartTarget, PrefixTarget, Sorts};
use dynamo_entity::{Entity, IntoValue, Query, SortStep};

use crate::program::Range;
use crate::value::Value;

/// Adds a range of the values that `value` makes.
pub fn range<E: Entity, P: PartTarget, N: From<Query<E>>, O: Sorts<P>, V: IntoValue<P>>(
    step: SortStep<E, P, N, O>,
    range: &Range,
    value: impl Fn(&Value) -> V,
) -> Query<E> {
    match range {
        Range::Between(low, high) => step.between(value(low), value(high)),
        Range::Lt(bound) => step.lt(value(bound)),
        Range::Lte(bound) => step.lte(value(bound)),
        Range::Gt(bound) => step.gt(value(bound)),
        Range::Gte(bound) => step.gte(value(bound)),
        Range::BeginsWith(_) => panic!("this part has no beginning"),
    }
}

/// Adds a range, including `begins_with`.
pub fn prefix<E: Entity, P: PrefixTarget, N: From<Query<E>>, O: Sorts<P>, V: IntoValue<P>, W: IntoValue<P::Prefix>>(
    step: SortStep<E, P, N, O>,
    given: &Range,
    value: impl Fn(&Value) -> V,
    prefix: impl Fn(&Value) -> W,
) -> Query<E> {
    match given {
        Range::BeginsWith(text) => step.begins_with(prefix(text)),
        given => range(step, given, value),
    }
}
