//! An entity with the name of a type that another entity's derive generates.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "PROFILE")]
struct User {
    id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "KEY#<key>")]
struct UserKey {
    id: String,
    key: String,
}

fn main() {}
