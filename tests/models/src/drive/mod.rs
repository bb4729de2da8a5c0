//! The interface of programs to the library: [`Subject`], which generated code implements for each entity, and [`Operate`]
//! and [`Drive`], which erase the types, so that everything else is compiled once.

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

/// The result of an operation.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Refusal>>>>;

/// An entity of a model, as generated code describes it.
pub trait Subject: Entity<Key: Clone> + AsValue + Clone + KeyFrom<Self::Key> + for<'a> KeyFrom<&'a Self> {
    /// The table of the entity.
    type Table: Registers<Self>;
    /// A projection of some fields, or the entity itself.
    type Brief: Projected<Self> + AsValue;

    /// Makes the key with these parts, in the order of the templates.
    fn key_of(parts: &[Value]) -> Self::Key;
    /// Makes a builder with the fields in `given` and all required fields.
    fn build(fields: &[Value], given: &dyn Fn(usize) -> bool) -> impl IntoEntity<Entity = Self>;
    /// Makes the changes of `apply`.
    fn changes(changes: &[(usize, Value)]) -> Self::Update;
    /// Adds an action to an update by key.
    fn act(update: Update<Self, Unloaded>, action: &Action) -> Update<Self, Unloaded>;
    /// Adds an action to the update of a loaded item.
    fn act_loaded(update: Update<Self, Loaded>, action: &Action) -> Update<Self, Loaded>;
    /// Makes a test of the path at this position.
    fn test(path: usize, test: &Test) -> Condition<Self>;
    /// Makes a query of an access pattern with its parts.
    fn query_of(query: &QueryStep) -> Query<Self>;
    /// `update`, if the entity has it.
    fn update_of(key: Self::Key) -> Option<Update<Self, Unloaded>> {
        let _ = key;
        None
    }
    /// A read that is compiled only for some entities: [`rare`].
    fn rare(table: &Table<Self::Table>, read: Rare<'_>) -> Answer<Vec<Value>> {
        let _ = table;
        panic!("{read:?} is not compiled for this entity")
    }
    /// Adds a put to a batch, if the entity can be written in batches.
    fn batch_put(batch: BatchWrite<Self::Table>, item: Self) -> BatchWrite<Self::Table> {
        let _ = item;
        batch
    }
    /// Adds a delete to a batch.
    fn batch_delete(batch: BatchWrite<Self::Table>, key: Self::Key) -> BatchWrite<Self::Table> {
        let _ = key;
        batch
    }
}

/// A collection of a model, as generated code describes it.
pub trait Members<S>: Sized + Send + 'static {
    /// Reads every item of a partition. Returns the position of each item's member and the item's value.
    fn all(parts: &[Value], table: &Table<S>, stream: bool) -> Answer<Vec<(usize, Value)>>;
}

/// One entity of a table of shape `S`.
pub trait Operate<S: Schema> {
    /// Sends a single write. Returns the item that the write returns.
    fn write(&self, table: &Table<S>, write: &Write, loaded: Option<&Value>) -> Answer<Option<Value>>;
    /// Adds a write to a transaction.
    fn transact(&self, transaction: TransactWrite<S>, write: &Write, loaded: Option<&Value>) -> TransactWrite<S>;
    /// Adds a write to a batch.
    fn batch(&self, batch: BatchWrite<S>, write: &Write) -> BatchWrite<S>;
    /// `get`
    fn get(&self, table: &Table<S>, key: &[Value]) -> Answer<Option<Value>>;
    /// `get` of some of the fields.
    fn get_brief(&self, table: &Table<S>, key: &[Value]) -> Answer<Option<Value>>;
    /// `get` with an item that was read.
    fn get_loaded(&self, table: &Table<S>, loaded: &Value) -> Answer<Option<Value>>;
    /// `batch_get`, or gets in a transaction.
    fn get_many(&self, table: &Table<S>, keys: &[Vec<Value>], together: bool) -> Answer<Vec<Option<Value>>>;
    /// A query, with all its pages.
    fn query(&self, table: &Table<S>, query: &QueryStep) -> Answer<Vec<Value>>;
    /// Returns the cursor after one item of a query that starts at a cursor.
    fn cursor(&self, table: &Table<S>, query: &QueryStep, start: Option<Cursor>) -> Answer<Option<Cursor>>;
    /// A scan, with all its pages.
    fn scan(&self, table: &Table<S>, filter: Option<&crate::program::Condition>, segments: u32) -> Answer<Vec<Value>>;
}

/// A model's table with all its entities.
pub trait Drive {
    /// Creates the table.
    fn create(&self) -> Answer<()>;
    /// Like [`Operate::write`].
    fn write(&self, write: &Write, loaded: Option<&Value>) -> Answer<Option<Value>>;
    /// Several writes in one transaction.
    fn transact(&self, writes: &[(&Write, Option<Value>)]) -> Answer<()>;
    /// Several writes in one batch.
    fn batch(&self, writes: &[Write]) -> Answer<()>;
    /// Like [`Operate::get`].
    fn get(&self, entity: usize, key: &[Value]) -> Answer<Option<Value>>;
    /// Like [`Operate::get_brief`].
    fn get_brief(&self, entity: usize, key: &[Value]) -> Answer<Option<Value>>;
    /// Like [`Operate::get_loaded`].
    fn get_loaded(&self, entity: usize, loaded: &Value) -> Answer<Option<Value>>;
    /// Like [`Operate::get_many`].
    fn get_many(&self, entity: usize, keys: &[Vec<Value>], together: bool) -> Answer<Vec<Option<Value>>>;
    /// Like [`Operate::query`].
    fn query(&self, query: &QueryStep) -> Answer<Vec<Value>>;
    /// Like [`Operate::cursor`].
    fn cursor(&self, query: &QueryStep, start: Option<Cursor>) -> Answer<Option<Cursor>>;
    /// Like [`Operate::scan`].
    fn scan(&self, entity: usize, filter: Option<&crate::program::Condition>, segments: u32) -> Answer<Vec<Value>>;
    /// Reads the items of a collection, with the position of each item's member.
    fn collection(&self, collection: usize, parts: &[Value], stream: bool) -> Answer<Vec<(usize, Value)>>;
}
