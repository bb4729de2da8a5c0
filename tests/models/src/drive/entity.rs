//! The operations of one entity, implemented for every generated entity.

use std::marker::PhantomData;

use dynamo_entity::prelude::*;
use dynamo_entity::{
    BatchWrite, Condition, Cursor, ItemStream, Loaded, Query, Sending, TransactWrite, Unloaded, Update,
};

use futures::{Stream, TryStreamExt as _};

use super::{Answer, Operate, Rare, Refusal, Subject};
use crate::as_value::AsValue as _;
use crate::program::{Action, Condition as ConditionStep, End, Query as QueryStep, Verb, Whole, Write};
use crate::value::Value;

/// An entity of a table.
#[derive(Debug, Default)]
pub struct Of<E>(PhantomData<fn() -> E>);

impl<E> Of<E> {
    /// Makes the entity `E`.
    #[must_use]
    pub fn new() -> Self {
        Of(PhantomData)
    }
}

/// Collects the values of a stream's items.
pub fn streamed<T: 'static, U: 'static>(stream: ItemStream<T>, value: impl Fn(&T) -> U + 'static) -> Answer<Vec<U>>
where
    ItemStream<T>: Stream<Item = dynamo_entity::Result<T>>,
{
    let values = stream.map_ok(move |item| value(&item)).map_err(Refusal::from);
    Box::pin(values.try_collect())
}

/// Sends an operation and converts its result.
pub fn answer<T: 'static, U: 'static>(sending: Sending<T>, then: impl FnOnce(T) -> U + 'static) -> Answer<U> {
    Box::pin(async move { sending.await.map(then).map_err(Refusal::from) })
}

/// Converts a condition of a program.
pub fn condition<E: Subject>(condition: &ConditionStep) -> Condition<E> {
    match condition {
        ConditionStep::Test(path, test) => E::test(*path, test),
        ConditionStep::All(a, b) => self::condition::<E>(a) & self::condition::<E>(b),
        ConditionStep::Any(a, b) => self::condition::<E>(a) | self::condition::<E>(b),
        ConditionStep::Not(a) => !self::condition::<E>(a),
    }
}

fn blind<E: Subject>(write: &Write, key: &[Value], creates: bool, actions: &[Action]) -> Update<E, Unloaded> {
    let key = E::key_of(key);
    let update = if creates { E::update_of(key.clone()) } else { None };
    let update = actions.iter().fold(update.unwrap_or_else(|| E::patch(key)), E::act);
    match &write.condition {
        Some(step) => update.condition(condition::<E>(step)),
        None => update,
    }
}

fn apply<E: Subject>(write: &Write, key: &[Value], changes: &[(usize, Value)]) -> Update<E, Unloaded> {
    let update = E::patch(E::key_of(key)).apply(E::changes(changes));
    match &write.condition {
        Some(step) => update.condition(condition::<E>(step)),
        None => update,
    }
}

fn edit<E: Subject>(write: &Write, loaded: &E, actions: &[Action]) -> Update<E, Loaded> {
    let update = actions.iter().fold(loaded.edit(), E::act_loaded);
    match &write.condition {
        Some(step) => update.condition(condition::<E>(step)),
        None => update,
    }
}

fn whole<E: Subject>(how: Whole, fields: &[Value], unset: &dyn Fn(usize) -> bool) -> dynamo_entity::Put<E> {
    let item = E::build(fields, unset);
    match how {
        Whole::Create => E::create(item),
        _ => E::put(item),
    }
}

/// Converts a query of a program, without its terminal method.
pub fn query<E: Subject>(step: &QueryStep) -> Query<E> {
    let mut query = E::query_of(step);
    if let Some(filter) = &step.filter {
        query = query.filter(condition::<E>(filter));
    }
    if step.hydrate {
        query = query.hydrate();
    }
    if step.descending {
        query = query.descending();
    }
    query
}

impl<E: Subject> Operate<E::Table> for Of<E> {
    fn write(&self, table: &Table<E::Table>, write: &Write, loaded: Option<&Value>) -> Answer<Option<Value>> {
        match &write.verb {
            Verb::Whole {
                how: Whole::Upsert,
                fields,
                unset,
            } => {
                let upsert = E::upsert(E::build(fields, &|field| !unset.contains(&field)));
                let upsert = match &write.condition {
                    Some(step) => upsert.condition(condition::<E>(step)),
                    None => upsert,
                };
                answer(upsert.send(table), |()| None)
            }
            Verb::Whole { how, fields, unset } => {
                let put = whole::<E>(*how, fields, &|field| !unset.contains(&field));
                let put = match &write.condition {
                    Some(step) => put.condition(condition::<E>(step)),
                    None => put,
                };
                answer(put.send(table), |item| Some(item.value()))
            }
            Verb::Blind {
                creates,
                key,
                actions,
                once,
            } => {
                let update = blind::<E>(write, key, *creates, actions);
                match once {
                    true => answer(update.once().send(table), |()| None),
                    false => answer(update.send(table), |()| None),
                }
            }
            Verb::Apply { key, changes } => {
                let update = apply::<E>(write, key, changes);
                answer(update.send(table), |()| None)
            }
            Verb::Edit { actions, .. } => match loaded {
                Some(loaded) => {
                    let update = edit(write, &E::of(loaded), actions);
                    answer(update.send(table), |()| None)
                }
                None => Box::pin(std::future::ready(Ok(None))),
            },
            Verb::Reindex { .. } => match loaded {
                Some(loaded) => {
                    let reindex = E::of(loaded).reindex();
                    let reindex = match &write.condition {
                        Some(step) => reindex.condition(condition::<E>(step)),
                        None => reindex,
                    };
                    answer(reindex.send(table), |()| None)
                }
                None => Box::pin(std::future::ready(Ok(None))),
            },
            Verb::Delete { removes, key, .. } => {
                let delete = match (removes, loaded.map(E::of)) {
                    (false, None) => E::delete(E::key_of(key)),
                    (false, Some(loaded)) => E::delete(&loaded),
                    (true, None) => E::remove(E::key_of(key)),
                    (true, Some(loaded)) => E::remove(&loaded),
                };
                let delete = match &write.condition {
                    Some(step) => delete.condition(condition::<E>(step)),
                    None => delete,
                };
                answer(delete.send(table), |()| None)
            }
            Verb::Check { .. } => Box::pin(std::future::ready(Ok(None))),
        }
    }

    fn transact(
        &self,
        transaction: TransactWrite<E::Table>,
        write: &Write,
        loaded: Option<&Value>,
    ) -> TransactWrite<E::Table> {
        match &write.verb {
            Verb::Whole {
                how: Whole::Upsert,
                fields,
                unset,
            } => {
                let upsert = E::upsert(E::build(fields, &|field| !unset.contains(&field)));
                transaction.add(match &write.condition {
                    Some(step) => upsert.condition(condition::<E>(step)),
                    None => upsert,
                })
            }
            Verb::Whole { how, fields, unset } => {
                let put = whole::<E>(*how, fields, &|field| !unset.contains(&field));
                transaction.add(match &write.condition {
                    Some(step) => put.condition(condition::<E>(step)),
                    None => put,
                })
            }
            Verb::Blind {
                creates, key, actions, ..
            } => transaction.add(blind::<E>(write, key, *creates, actions)),
            Verb::Apply { key, changes } => transaction.add(apply::<E>(write, key, changes)),
            Verb::Edit { actions, .. } => match loaded {
                Some(loaded) => transaction.add(edit(write, &E::of(loaded), actions)),
                None => transaction,
            },
            Verb::Delete { removes, key, .. } => {
                let delete = match (removes, loaded.map(E::of)) {
                    (false, None) => E::delete(E::key_of(key)),
                    (false, Some(loaded)) => E::delete(&loaded),
                    (true, None) => E::remove(E::key_of(key)),
                    (true, Some(loaded)) => E::remove(&loaded),
                };
                transaction.add(match &write.condition {
                    Some(step) => delete.condition(condition::<E>(step)),
                    None => delete,
                })
            }
            // A transaction does not accept this operation.
            Verb::Reindex { .. } => transaction,
            Verb::Check { key } => match &write.condition {
                Some(step) => transaction.add(E::check(E::key_of(key)).condition(condition::<E>(step))),
                None => transaction,
            },
        }
    }

    fn batch(&self, batch: BatchWrite<E::Table>, write: &Write) -> BatchWrite<E::Table> {
        match &write.verb {
            Verb::Whole { fields, .. } => E::batch_put(batch, E::of(&Value::Record(fields.clone()))),
            Verb::Delete { key, .. } => E::batch_delete(batch, E::key_of(key)),
            _ => batch,
        }
    }

    fn get(&self, table: &Table<E::Table>, key: &[Value]) -> Answer<Option<Value>> {
        let get = E::get(E::key_of(key)).consistent();
        answer(get.send(table), |item| item.map(|item| item.value()))
    }

    fn get_brief(&self, table: &Table<E::Table>, key: &[Value]) -> Answer<Option<Value>> {
        let get = E::get(E::key_of(key)).project::<E::Brief>();
        answer(get.send(table), |item| item.map(|item| item.value()))
    }

    fn get_loaded(&self, table: &Table<E::Table>, loaded: &Value) -> Answer<Option<Value>> {
        let get = E::get(&E::of(loaded));
        answer(get.send(table), |item| item.map(|item| item.value()))
    }

    fn get_many(&self, table: &Table<E::Table>, keys: &[Vec<Value>], together: bool) -> Answer<Vec<Option<Value>>> {
        if together {
            let values = E::rare(table, Rare::Together(keys));
            let optional = |value| Some(value).filter(|value| *value != Value::Absent);
            return Box::pin(async move { Ok(values.await?.into_iter().map(optional).collect()) });
        }
        let values = |items: Vec<Option<E>>| items.into_iter().map(|item| item.map(|item| item.value())).collect();
        answer(E::batch_get(keys.iter().map(|key| E::key_of(key))).send(table), values)
    }

    fn query(&self, table: &Table<E::Table>, step: &QueryStep) -> Answer<Vec<Value>> {
        let query = query::<E>(step);
        let limit = match step.end {
            End::All => return answer(query.all(table), |items| items.iter().map(E::value).collect()),
            End::Count => return E::rare(table, Rare::Count(step)),
            End::Stream => return E::rare(table, Rare::Stream(step)),
            End::Brief => {
                let values = |items: Vec<E::Brief>| items.iter().map(E::Brief::value).collect();
                return answer(query.project::<E::Brief>().all(table), values);
            }
            End::Pages(limit) => limit,
        };
        let table = table.clone();
        let query = query.limit(limit);
        Box::pin(async move {
            let (mut values, mut cursor) = (Vec::new(), None);
            // More pages than items would be an endless query.
            for _ in 0..200 {
                let page = query
                    .clone()
                    .start_at(cursor)
                    .send(&table)
                    .await
                    .map_err(Refusal::from)?;
                values.extend(page.items.iter().map(E::value));
                cursor = page.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            Ok(values)
        })
    }

    fn cursor(&self, table: &Table<E::Table>, step: &QueryStep, start: Option<Cursor>) -> Answer<Option<Cursor>> {
        let query = query::<E>(step).limit(1).start_at(start);
        answer(query.send(table), |page| page.cursor)
    }

    fn scan(&self, table: &Table<E::Table>, filter: Option<&ConditionStep>, segments: u32) -> Answer<Vec<Value>> {
        if segments > 1 {
            return E::rare(table, Rare::Segments(filter, segments));
        }
        let mut scan = E::scan();
        if let Some(filter) = filter {
            scan = scan.filter(condition::<E>(filter));
        }
        answer(scan.all(table), |items| items.iter().map(E::value).collect())
    }
}
