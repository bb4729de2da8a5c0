//! Keys that are reserved for the values of unique fields.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "$unique#<id>", sk = "ROW")]
struct Row {
    id: String,
}

#[derive(Table)]
#[table(entities(Row))]
struct App;

fn main() {}
