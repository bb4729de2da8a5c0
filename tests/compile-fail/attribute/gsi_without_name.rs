//! An access pattern without a name.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
struct User {
    user_id: String,
    email: String,
}

fn main() {}
