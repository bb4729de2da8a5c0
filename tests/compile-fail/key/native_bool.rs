//! A `bool` cannot be a key attribute.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "by_flag", index = "gsi1", pk = ["<flag>"], sk = ["<user_id>"])]
struct User {
    user_id: String,
    flag: bool,
}

fn main() {}
