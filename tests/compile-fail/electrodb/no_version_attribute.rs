//! Two versions of an entity that the table cannot distinguish.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "order", version = "1"), pk = ["id"], sk = [])]
struct Order {
    id: String,
}

#[derive(Table)]
#[table(entities(Order))]
struct App;

fn main() {}
