//! Malformed templates, each reported at its literal.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id", sk = "PROFILE")]
struct Unclosed {
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<>", sk = "PROFILE")]
struct Empty {
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id:xyz>", sk = "PROFILE")]
struct Format {
    user_id: String,
}

fn main() {}
