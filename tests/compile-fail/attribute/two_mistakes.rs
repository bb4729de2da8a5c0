//! Two mistakes in one struct give two messages in one run.
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
    // Missing generated items give no further messages.
    let _ = User::get("1");
}
