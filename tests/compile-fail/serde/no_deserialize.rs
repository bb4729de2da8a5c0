//! An entity without `Deserialize`.
use dynamo_entity::prelude::*;
use serde::Serialize;

#[derive(Entity, Serialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    email: String,
}

fn main() {}
