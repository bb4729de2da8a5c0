//! A placeholder that names no field.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user>", sk = "PROFILE")]
struct User {
    user_id: String,
    email: String,
}

fn main() {}
