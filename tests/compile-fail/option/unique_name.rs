//! Names with a `#` in `unique` fields and their entity.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    #[serde(rename = "e#mail")]
    #[entity(unique)]
    email: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "SHOP#<id>", sk = "SHOP", name = "Shop#2")]
struct Shop {
    id: String,
    #[entity(unique)]
    name: String,
}

fn main() {}
