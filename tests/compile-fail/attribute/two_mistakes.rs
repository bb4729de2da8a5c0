//! Two mistakes in one struct are two messages in one run.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user>", sk = "PROFILE")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<mail>", sk = "USER")]
struct User {
    user_id: String,
    email: String,
}

fn main() {
    // What would have been generated is not asked for again.
    let _ = User::get("1");
}
