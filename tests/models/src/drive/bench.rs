//! A model's table with its entities and collections, with their types erased.

use std::marker::PhantomData;

use aws_sdk_dynamodb::Client;
use dynamo_entity::{Cursor, Schema, Table};

use super::{Answer, Drive, Members, Operate, Refusal};
use crate::program::{Condition, Query, Write};
use crate::value::Value;

/// The name of every model's table.
pub const TABLE: &str = "models";

/// A table of shape `S` with its entities and collections.
pub struct Bench<S> {
    table: Table<S>,
    entities: Vec<Box<dyn Operate<S>>>,
    collections: Vec<Box<dyn Collect<S>>>,
}

trait Collect<S> {
    fn all(&self, table: &Table<S>, parts: &[Value], stream: bool) -> Answer<Vec<(usize, Value)>>;
}

struct CollectionOf<C>(PhantomData<fn() -> C>);

impl<S: Schema, C: Members<S>> Collect<S> for CollectionOf<C> {
    fn all(&self, table: &Table<S>, parts: &[Value], stream: bool) -> Answer<Vec<(usize, Value)>> {
        C::all(parts, table, stream)
    }
}

impl<S: Schema> Bench<S> {
    /// Makes the table of these entities on this client.
    #[must_use]
    pub fn new(client: &Client, entities: Vec<Box<dyn Operate<S>>>) -> Self {
        Bench {
            table: Table::new(client.clone(), TABLE),
            entities,
            collections: Vec::new(),
        }
    }

    /// Adds a collection.
    #[must_use]
    pub fn with<C: Members<S>>(mut self) -> Self {
        self.collections.push(Box::new(CollectionOf::<C>(PhantomData)));
        self
    }
}

impl<S: Schema> Drive for Bench<S> {
    fn create(&self) -> Answer<()> {
        let sending = self.table.create().send();
        Box::pin(async move { sending.await.map_err(Refusal::from) })
    }

    fn write(&self, write: &Write, loaded: Option<&Value>) -> Answer<Option<Value>> {
        self.entities[write.entity].write(&self.table, write, loaded)
    }

    fn transact(&self, writes: &[(&Write, Option<Value>)]) -> Answer<()> {
        let transaction = writes
            .iter()
            .fold(self.table.transact_write(), |transaction, (write, loaded)| {
                self.entities[write.entity].transact(transaction, write, loaded.as_ref())
            });
        let sending = transaction.send();
        Box::pin(async move { sending.await.map_err(Refusal::from) })
    }

    fn batch(&self, writes: &[Write]) -> Answer<()> {
        let batch = writes.iter().fold(self.table.batch_write(), |batch, write| {
            self.entities[write.entity].batch(batch, write)
        });
        let sending = batch.send();
        Box::pin(async move { sending.await.map(drop).map_err(Refusal::from) })
    }

    fn get(&self, entity: usize, key: &[Value]) -> Answer<Option<Value>> {
        self.entities[entity].get(&self.table, key)
    }

    fn get_brief(&self, entity: usize, key: &[Value]) -> Answer<Option<Value>> {
        self.entities[entity].get_brief(&self.table, key)
    }

    fn get_loaded(&self, entity: usize, loaded: &Value) -> Answer<Option<Value>> {
        self.entities[entity].get_loaded(&self.table, loaded)
    }

    fn get_many(&self, entity: usize, keys: &[Vec<Value>], together: bool) -> Answer<Vec<Option<Value>>> {
        self.entities[entity].get_many(&self.table, keys, together)
    }

    fn query(&self, query: &Query) -> Answer<Vec<Value>> {
        self.entities[query.entity].query(&self.table, query)
    }

    fn cursor(&self, query: &Query, start: Option<Cursor>) -> Answer<Option<Cursor>> {
        self.entities[query.entity].cursor(&self.table, query, start)
    }

    fn scan(&self, entity: usize, filter: Option<&Condition>, segments: u32) -> Answer<Vec<Value>> {
        self.entities[entity].scan(&self.table, filter, segments)
    }

    fn collection(&self, collection: usize, parts: &[Value], stream: bool) -> Answer<Vec<(usize, Value)>> {
        self.collections[collection].all(&self.table, parts, stream)
    }
}
