//! Definitions that no ElectroDB model can have.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "ent", version = "1"), pk = ["id"], condition = always)]
struct ConditionOnTheTable {
    id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "ent", version = "1"), pk = ["a"], sk = ["a", "b"])]
struct InBothSides {
    a: String,
    b: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "ent", version = "1"), pk(composite = ["a"], template = "X#${b}"))]
struct TemplateAndList {
    a: String,
    b: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "ent", version = "1"), pk = ["a"])]
#[gsi(name = "q", index = "gsi1", pk = ["b"])]
#[gsi(name = "r", index = "gsi1", pk = ["a"])]
struct OneIndexTwice {
    a: String,
    b: String,
}

fn main() {}
