//! A regular expression on a type that is not text.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[entity(validate(regex = "^[0-9]+$"))]
    age: u32,
}

fn main() {}
