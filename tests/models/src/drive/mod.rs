//! How programs drive the library: what generated code implements for each entity ([`Subject`]), and the operations behind
//! traits without types ([`Operate`], [`Drive`]), so that everything else is compiled once.

mod actions;
mod bench;
mod conditions;
mod entity;
mod past;
mod ranges;
mod rare;
mod refusal;

use std::future::Future;
use std::pin::Pin;

use dynamo_entity::__private::KeyFrom;
use dynamo_entity::{
    BatchWrite, Condition, Cursor, Entity, IntoEntity, Loaded, Projected, Query, Registers, Schema, Table,
    TransactWrite, Unloaded, Update,
};

use crate::as_value::AsValue;
use crate::program::{Action, Query as QueryStep, Test, Write};
use crate::value::Value;

pub use actions::{either, flat, list, number, plain, set, solo, together};
pub use bench::{Bench, TABLE};
pub use conditions::{equal, listed, mapped, ordered, seldom, textual};
pub use entity::{Of, answer, condition, query, streamed};
pub use past::{Past, Reading, Release};
pub use ranges::{prefix, range};
pub use rare::{Rare, rare};
pub use refusal::{Refusal, Why};

/// What an operation gives.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Refusal>>>>;

/// An entity of a model, as generated code describes it.
pub trait Subject: Entity<Key: Clone> + AsValue + Clone + KeyFrom<Self::Key> + for<'a> KeyFrom<&'a Self> {
    /// Its table.
    type Table: Registers<Self>;
    /// Some of its fields, or all.
    type Brief: Projected<Self> + AsValue;

    /// The key with these parts, in the order of the templates.
    fn key_of(parts: &[Value]) -> Self::Key;
    /// A builder that is given the fields of `given`, and all that it demands.
    fn build(fields: &[Value], given: &dyn Fn(usize) -> bool) -> impl IntoEntity<Entity = Self>;
    /// The changes of `apply`.
    fn changes(changes: &[(usize, Value)]) -> Self::Update;
    /// An action of a blind update.
    fn act(update: Update<Self, Unloaded>, action: &Action) -> Update<Self, Unloaded>;
    /// An action of the update of a loaded item.
    fn act_loaded(update: Update<Self, Loaded>, action: &Action) -> Update<Self, Loaded>;
    /// A test of the path at this position.
    fn test(path: usize, test: &Test) -> Condition<Self>;
    /// The access pattern with its parts.
    fn query_of(query: &QueryStep) -> Query<Self>;
    /// `update`, where the entity has it.
    fn update_of(key: Self::Key) -> Option<Update<Self, Unloaded>> {
        let _ = key;
        None
    }
    /// A read that few entities are tried with: [`rare`].
    fn rare(table: &Table<Self::Table>, read: Rare<'_>) -> Answer<Vec<Value>> {
        let _ = table;
        panic!("{read:?} is not compiled for this entity")
    }
    /// A put in a batch, where the entity may be in one.
    fn batch_put(batch: BatchWrite<Self::Table>, item: Self) -> BatchWrite<Self::Table> {
        let _ = item;
        batch
    }
    /// A delete in a batch.
    fn batch_delete(batch: BatchWrite<Self::Table>, key: Self::Key) -> BatchWrite<Self::Table> {
        let _ = key;
        batch
    }
}

/// A collection of a model, as generated code describes it.
pub trait Members<S>: Sized + Send + 'static {
    /// Every item by the parts of the partition: the position of each one's member, and its value.
    fn all(parts: &[Value], table: &Table<S>, stream: bool) -> Answer<Vec<(usize, Value)>>;
}

/// One entity of a table of shape `S`.
pub trait Operate<S: Schema> {
    /// A write on its own; the item it gives back, if it gives one.
    fn write(&self, table: &Table<S>, write: &Write, loaded: Option<&Value>) -> Answer<Option<Value>>;
    /// A write in a transaction.
    fn transact(&self, transaction: TransactWrite<S>, write: &Write, loaded: Option<&Value>) -> TransactWrite<S>;
    /// A write in a batch.
    fn batch(&self, batch: BatchWrite<S>, write: &Write) -> BatchWrite<S>;
    /// `get`
    fn get(&self, table: &Table<S>, key: &[Value]) -> Answer<Option<Value>>;
    /// `get` of some of the fields.
    fn get_brief(&self, table: &Table<S>, key: &[Value]) -> Answer<Option<Value>>;
    /// `get`, of an item that was read.
    fn get_loaded(&self, table: &Table<S>, loaded: &Value) -> Answer<Option<Value>>;
    /// `batch_get`, or gets in a transaction.
    fn get_many(&self, table: &Table<S>, keys: &[Vec<Value>], together: bool) -> Answer<Vec<Option<Value>>>;
    /// A query, every page of it.
    fn query(&self, table: &Table<S>, query: &QueryStep) -> Answer<Vec<Value>>;
    /// The cursor after one item of a query that starts at a cursor.
    fn cursor(&self, table: &Table<S>, query: &QueryStep, start: Option<Cursor>) -> Answer<Option<Cursor>>;
    /// A scan, every page of it.
    fn scan(&self, table: &Table<S>, filter: Option<&crate::program::Condition>, segments: u32) -> Answer<Vec<Value>>;
}

/// A model's table with all its entities.
pub trait Drive {
    /// Creates the table.
    fn create(&self) -> Answer<()>;
    /// As [`Operate::write`].
    fn write(&self, write: &Write, loaded: Option<&Value>) -> Answer<Option<Value>>;
    /// Several in one transaction.
    fn transact(&self, writes: &[(&Write, Option<Value>)]) -> Answer<()>;
    /// Several in one batch.
    fn batch(&self, writes: &[Write]) -> Answer<()>;
    /// As [`Operate::get`].
    fn get(&self, entity: usize, key: &[Value]) -> Answer<Option<Value>>;
    /// As [`Operate::get_brief`].
    fn get_brief(&self, entity: usize, key: &[Value]) -> Answer<Option<Value>>;
    /// As [`Operate::get_loaded`].
    fn get_loaded(&self, entity: usize, loaded: &Value) -> Answer<Option<Value>>;
    /// As [`Operate::get_many`].
    fn get_many(&self, entity: usize, keys: &[Vec<Value>], together: bool) -> Answer<Vec<Option<Value>>>;
    /// As [`Operate::query`].
    fn query(&self, query: &QueryStep) -> Answer<Vec<Value>>;
    /// As [`Operate::cursor`].
    fn cursor(&self, query: &QueryStep, start: Option<Cursor>) -> Answer<Option<Cursor>>;
    /// As [`Operate::scan`].
    fn scan(&self, entity: usize, filter: Option<&crate::program::Condition>, segments: u32) -> Answer<Vec<Value>>;
    /// The items of a collection, with the position of each one's member in it.
    fn collection(&self, collection: usize, parts: &[Value], stream: bool) -> Answer<Vec<(usize, Value)>>;
}
