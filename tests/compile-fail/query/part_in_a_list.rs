//! A part with the name of a query method, in every notation: the caret is under the part.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "A#<id>", sk = "B#<count:05>")]
struct Template {
    id: String,
    count: u32,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "A#<id>", sk = "B")]
#[gsi(name = "by_id", index = "gsi1", pk = ["<id>"], sk = ["<name>", "<count>"])]
struct List {
    id: String,
    name: String,
    count: u32,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "order", version = "1"), pk = ["id"], sk = [])]
#[gsi(name = "by_id", index = "gsi1", pk = ["id"], sk = ["name", "count"], type = "composite")]
struct Composite {
    id: String,
    name: String,
    count: u32,
}

fn main() {}
