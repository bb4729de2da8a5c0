//! The tests of a path, by the type of the path.

use dynamo_entity::path::{Containing, Length, Order, Prefix, Segments, Supports};
use dynamo_entity::{Condition, Entity, Operand, Path};

use crate::as_value::AsValue;
use crate::program::Test;

/// Any type.
pub fn equal<E: Entity, T: AsValue + Operand<E, T>, K, S: Segments>(
    path: Path<E, T, K, S>,
    test: &Test,
) -> Condition<E> {
    match test {
        Test::Eq(value) => path.eq(T::of(value)),
        Test::Ne(value) => path.ne(T::of(value)),
        Test::Exists => path.exists(),
        test => panic!("{test:?} is no test of this path"),
    }
}

/// Operators that are compiled only for some paths.
pub fn seldom<E: Entity, T: AsValue + Operand<E, T>, K, S: Segments>(
    path: Path<E, T, K, S>,
    test: &Test,
) -> Condition<E> {
    match test {
        Test::In(values) => path.is_in(values.iter().map(T::of).collect::<Vec<T>>()),
        Test::NotExists => path.not_exists(),
        test => panic!("{test:?} is no test of this path"),
    }
}

/// A type with an order.
pub fn ordered<E: Entity, T: AsValue + Operand<E, T> + Supports<Order>, K, S: Segments>(
    path: Path<E, T, K, S>,
    test: &Test,
) -> Condition<E> {
    match test {
        Test::Lt(value) => path.lt(T::of(value)),
        Test::Lte(value) => path.lte(T::of(value)),
        Test::Gt(value) => path.gt(T::of(value)),
        Test::Gte(value) => path.gte(T::of(value)),
        Test::Between(low, high) => path.between(T::of(low), T::of(high)),
        test => equal(path, test),
    }
}

/// Text.
pub fn textual<E: Entity, T, K, S: Segments>(path: Path<E, T, K, S>, test: &Test) -> Condition<E>
where
    T: AsValue + Operand<E, T> + Supports<Order> + Supports<Prefix> + Supports<Containing<String>> + Supports<Length>,
{
    match test {
        Test::BeginsWith(value) => path.begins_with(T::of(value)),
        Test::Contains(value) => path.contains(String::of(value)),
        test => ordered(path, test),
    }
}

fn sized<E: Entity, T: Supports<Length>, K, S: Segments>(path: Path<E, T, K, S>, test: &Test) -> Option<Condition<E>> {
    match test {
        Test::SizeEq(size) => Some(path.size().eq(*size)),
        Test::SizeLt(size) => Some(path.size().lt(*size)),
        _ => None,
    }
}

/// A list or set of `X`.
pub fn listed<E: Entity, X: AsValue, T, K, S: Segments>(path: Path<E, T, K, S>, test: &Test) -> Condition<E>
where
    T: AsValue + Operand<E, T> + Supports<Containing<X>> + Supports<Length>,
{
    match test {
        Test::Contains(value) => path.contains(X::of(value)),
        Test::SizeEq(_) | Test::SizeLt(_) => mapped(path, test),
        test => equal(path, test),
    }
}

/// A map, which has a size.
pub fn mapped<E: Entity, T, K, S: Segments>(path: Path<E, T, K, S>, test: &Test) -> Condition<E>
where
    T: AsValue + Operand<E, T> + Supports<Length>,
{
    match test {
        Test::SizeEq(_) | Test::SizeLt(_) => match sized(path, test) {
            Some(condition) => condition,
            None => panic!("{test:?} is no test of a size"),
        },
        test => equal(path, test),
    }
}
