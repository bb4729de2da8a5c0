//! The models of the live test in Rust. Those of ElectroDB are in `../../node/schema.js`.

mod orders;
mod people;
mod readings;
mod work;

use std::fmt::Debug;

use dynamo_entity::__private::KeyFrom;
use dynamo_entity::prelude::*;
use dynamo_entity::{Entity, IntoEntity, Query, QueryStep, Registers, Schema};
pub(crate) use dynamo_entity::{Loaded, Update};
use fastrand::Rng;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(crate) use orders::{Invoice, Line, Order};
pub(crate) use people::{Customer, Session};
pub(crate) use readings::Reading;
pub(crate) use work::{Incident, Task};

#[derive(Table)]
#[table(entities(Order, Invoice, Customer, Task, Incident, Reading), electrodb)]
#[gsi(name = "gsi4", pk = "email", sk = "gsi4sk")]
pub(crate) struct Shop;

/// A table without a sort key.
#[derive(Table)]
#[table(entities(Session), electrodb)]
pub(crate) struct Keyed;

/// The operations on an entity that the phases need.
pub(crate) trait Model:
    Entity
    + IntoEntity<Entity = Self>
    + for<'e> KeyFrom<&'e Self>
    + Serialize
    + DeserializeOwned
    + Clone
    + PartialEq
    + Debug
    + Send
    + Sync
    + 'static
{
    /// Its name in the schema of Node.
    const NAME: &'static str;
    /// Attributes of ElectroDB's model whose stored names differ, with the stored names.
    const RENAMED: &'static [(&'static str, &'static str)] = &[];
    /// The names of the primary key's parts in ElectroDB's model.
    const KEY: &'static [&'static str];
    type Table: Schema + Registers<Self>;

    fn table(live: &crate::Live) -> &Table<Self::Table>;
    /// Makes the item with this number.
    fn random(rng: &mut Rng, number: usize) -> Self;
    /// Makes the same item with other attributes.
    fn changed(&self, rng: &mut Rng) -> Self;
    /// Returns the identity of an item, with letters in the case of the key.
    fn identity(&self) -> String;
    /// Makes an update of this loaded item to the other.
    fn edit_to(&self, other: &Self) -> Update<Self, Loaded>;
    /// Makes reads by every access pattern with the values of this item.
    fn reads(&self, other: &Self) -> Vec<Read<Self>>;
}

/// A query in three forms.
pub(crate) struct Read<E> {
    /// The access pattern in ElectroDB's model.
    pub(crate) index: &'static str,
    pub(crate) key: Value,
    /// `["between", {…}, {…}]`
    pub(crate) sort: Option<Value>,
    /// Whether ElectroDB's range would be open on one side.
    pub(crate) ours_alone: bool,
    pub(crate) query: Query<E>,
    pub(crate) selects: Box<dyn Fn(&E) -> bool>,
}

impl<E: Entity> Read<E> {
    /// Makes a query. Numbers in `key` and `sort` are JSON numbers.
    fn new(
        index: &'static str,
        key: &Value,
        query: impl QueryStep<Entity = E, Item = E>,
        selects: impl Fn(&E) -> bool + 'static,
    ) -> Self {
        Read {
            index,
            key: crate::wire::encode(key),
            sort: None,
            ours_alone: false,
            query: query.into_query(),
            selects: Box::new(selects),
        }
    }

    fn ours_alone(self) -> Self {
        Read {
            ours_alone: true,
            ..self
        }
    }

    fn sorted(self, sort: &Value) -> Self {
        Read {
            sort: Some(crate::wire::encode(sort)),
            ..self
        }
    }
}

/// Returns the lower and the upper of two values.
fn ordered<T: PartialOrd>(one: T, other: T) -> (T, T) {
    if one <= other { (one, other) } else { (other, one) }
}
