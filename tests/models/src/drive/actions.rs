//! The actions of an update on a path, by the type of the path.

use dynamo_entity::__private::Acts;
use dynamo_entity::path::{Add, Append, Delete, Remove, Segments, SetIn, Subtract, Supports};
use dynamo_entity::{Entity, IntoValue, Path, Update};

use crate::as_value::AsValue;
use crate::program::Act;
use crate::value::Value;

fn unfit(act: &Act) -> ! {
    panic!("{act:?} is no action of this path")
}

/// A path that can only be set.
pub fn solo<E: Entity, M, T: AsValue, K: SetIn<M, T>, S: Segments>(
    update: Update<E, M>,
    path: Path<E, T, K, S>,
    act: &Act,
) -> Update<E, M> {
    match act {
        Act::Set(value) => update.set(path, T::of(value)),
        act => unfit(act),
    }
}

/// A path that can be set and removed.
pub fn either<E: Entity, M, T: AsValue + Supports<Remove>, K: SetIn<M, T>, S: Segments>(
    update: Update<E, M>,
    path: Path<E, T, K, S>,
    act: &Act,
) -> Update<E, M> {
    match act {
        Act::Remove => update.remove(path),
        act => solo(update, path, act),
    }
}

/// A required path of any type.
pub fn flat<E: Entity, M, T: AsValue, K: SetIn<M, T> + Acts, S: Segments>(
    update: Update<E, M>,
    path: Path<E, T, K, S>,
    act: &Act,
) -> Update<E, M> {
    match act {
        Act::SetIfAbsent(value) => update.set_if_absent(path, T::of(value)),
        act => solo(update, path, act),
    }
}

/// An optional path of any type.
pub fn plain<E: Entity, M, T: AsValue + Supports<Remove>, K: SetIn<M, T> + Acts, S: Segments>(
    update: Update<E, M>,
    path: Path<E, T, K, S>,
    act: &Act,
) -> Update<E, M> {
    match act {
        Act::SetIfAbsent(value) => update.set_if_absent(path, T::of(value)),
        act => either(update, path, act),
    }
}

/// A number `N` that is a `T`. Other actions are left to `other`.
pub fn number<E: Entity, M, N: AsValue, T: Supports<Add<N>> + Supports<Subtract<N>>, K: Acts, S: Segments>(
    update: Update<E, M>,
    path: Path<E, T, K, S>,
    act: &Act,
    other: impl FnOnce(Update<E, M>, Path<E, T, K, S>, &Act) -> Update<E, M>,
) -> Update<E, M> {
    match act {
        Act::Add(value) => update.add(path, N::of(value)),
        Act::Subtract(value) => update.subtract(path, N::of(value)),
        act => other(update, path, act),
    }
}

/// A list of `X`.
pub fn list<E: Entity, M, X: AsValue, T: Supports<Append<Vec<X>>>, K: Acts, S: Segments>(
    update: Update<E, M>,
    path: Path<E, T, K, S>,
    act: &Act,
    other: impl FnOnce(Update<E, M>, Path<E, T, K, S>, &Act) -> Update<E, M>,
) -> Update<E, M> {
    let elements = |value: &Value| match value {
        Value::List(elements) => elements.iter().map(X::of).collect::<Vec<X>>(),
        other => panic!("{other:?} is no list"),
    };
    match act {
        Act::Append(values) => update.append(path, elements(values)),
        Act::Prepend(values) => update.prepend(path, elements(values)),
        act => other(update, path, act),
    }
}

/// A set of `X`.
pub fn set<
    E: Entity,
    M,
    X: AsValue + Ord,
    T: Supports<Add<Vec<X>>> + Supports<Delete<Vec<X>>>,
    K: Acts,
    S: Segments,
>(
    update: Update<E, M>,
    path: Path<E, T, K, S>,
    act: &Act,
    other: impl FnOnce(Update<E, M>, Path<E, T, K, S>, &Act) -> Update<E, M>,
) -> Update<E, M> {
    let elements = |value: &Value| match value {
        Value::Set(elements) => elements.iter().map(X::of).collect::<Vec<X>>(),
        other => panic!("{other:?} is no set"),
    };
    match act {
        Act::Add(values) => update.add(path, elements(values)),
        Act::Delete(values) => update.delete(path, elements(values)),
        act => other(update, path, act),
    }
}

/// Several fields together.
pub fn together<E: Entity, M, T, K: SetIn<M, T>, S: Segments, V: IntoValue<T>>(
    update: Update<E, M>,
    path: Path<E, T, K, S>,
    act: &Act,
    values: impl FnOnce(&[Value]) -> V,
) -> Update<E, M> {
    match act {
        Act::Together(given) => update.set(path, values(given)),
        act => unfit(act),
    }
}
