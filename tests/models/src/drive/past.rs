//! An earlier release of the program that works on the same table: it puts items and reads the items that it can.

use std::marker::PhantomData;

use aws_sdk_dynamodb::Client;
use dynamo_entity::prelude::*;
use dynamo_entity::{Entity, IntoEntity, Registers, Schema, Table};
use futures::StreamExt as _;

use super::{Answer, Refusal, TABLE};
use crate::as_value::AsValue;
use crate::value::Value;

/// An earlier release of a model's first entity.
pub trait Past {
    /// `put`
    fn put(&self, fields: &[Value]) -> Answer<()>;
    /// Scans. Returns the readable items and the number of unreadable ones.
    fn scan(&self, how: Reading) -> Answer<(Vec<Value>, usize)>;
}

/// How a read treats unreadable items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// `all`, which fails.
    Strict,
    /// `lenient`
    Lenient,
    /// `stream`, which continues.
    Stream,
}

/// An earlier release in which the entity was `E` and the table `S`.
pub struct Release<S, E> {
    table: Table<S>,
    entity: PhantomData<fn() -> E>,
}

impl<S: Schema, E> Release<S, E> {
    /// Makes the release on this client.
    #[must_use]
    pub fn new(client: &Client) -> Self {
        Release {
            table: Table::new(client.clone(), TABLE),
            entity: PhantomData,
        }
    }
}

impl<S: Registers<E>, E: Entity + AsValue + IntoEntity<Entity = E>> Past for Release<S, E> {
    fn put(&self, fields: &[Value]) -> Answer<()> {
        let put = E::put(E::of(&Value::Record(fields.to_vec()))).send(&self.table);
        Box::pin(async move { put.await.map(drop).map_err(Refusal::from) })
    }

    fn scan(&self, how: Reading) -> Answer<(Vec<Value>, usize)> {
        let table = self.table.clone();
        Box::pin(async move {
            let scan = E::scan();
            match how {
                Reading::Strict => {
                    let items = scan.all(&table).await?;
                    Ok((items.iter().map(E::value).collect(), 0))
                }
                Reading::Lenient => {
                    let read = scan.lenient().all(&table).await?;
                    Ok((read.items.iter().map(E::value).collect(), read.unreadable.len()))
                }
                Reading::Stream => {
                    let (mut items, mut unreadable) = (Vec::new(), 0);
                    let mut stream = scan.stream(&table);
                    while let Some(item) = stream.next().await {
                        match item {
                            Ok(item) => items.push(item.value()),
                            Err(error) if error.is_decode() => unreadable += 1,
                            Err(error) => return Err(error.into()),
                        }
                    }
                    Ok((items, unreadable))
                }
            }
        })
    }
}
