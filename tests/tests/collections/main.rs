//! Collections: several entities read by one query.

mod cards;
mod indexes;
mod model;
mod unknown;

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};

/// Creates an empty table of this shape.
async fn table<S: dynamo_entity::Schema>() -> Table<S> {
    let table = Table::<S>::new(client().await, unique_table_name("collections"));
    table.create().send().await.unwrap();
    table
}
