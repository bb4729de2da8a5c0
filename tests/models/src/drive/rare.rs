//! Reads that are compiled only for some entities, because each takes long to compile.

use dynamo_entity::Table;
use dynamo_entity::prelude::*;

use super::{Answer, Subject, answer, condition, query, streamed};
use crate::program::{Condition, Query};
use crate::value::Value;

/// A read of this kind.
#[derive(Debug, Clone, Copy)]
pub enum Rare<'a> {
    /// The stream of a query.
    Stream(&'a Query),
    /// The number of a query's items.
    Count(&'a Query),
    /// A scan of several segments at once.
    Segments(Option<&'a Condition>, u32),
    /// Gets in one transaction; [`Value::Absent`] for an item that is not there.
    Together(&'a [Vec<Value>]),
}

/// Performs such a read.
pub fn rare<E: Subject>(table: &Table<E::Table>, read: Rare<'_>) -> Answer<Vec<Value>> {
    match read {
        Rare::Stream(step) => streamed(query::<E>(step).stream(table), E::value),
        Rare::Count(step) => answer(query::<E>(step).count(table), |count| vec![Value::Int(count.into())]),
        Rare::Segments(filter, segments) => {
            let mut scan = E::scan();
            if let Some(filter) = filter {
                scan = scan.filter(condition::<E>(filter));
            }
            let sending = scan.segments(segments).all(table);
            answer(sending, |items| items.iter().map(E::value).collect())
        }
        Rare::Together(keys) => {
            let gets: Vec<_> = keys.iter().map(|key| E::get(E::key_of(key))).collect();
            let value = |item: Option<E>| item.map_or(Value::Absent, |item| item.value());
            let sending = table.transact_get(gets).send();
            answer(sending, move |items| items.into_iter().map(value).collect())
        }
    }
}
