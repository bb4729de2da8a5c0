//! Names that are a keyword, or that the derive generates itself.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "type", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
#[gsi(name = "primary", index = "gsi2", pk = "MAIL#<email>", sk = "USER")]
struct User {
    user_id: String,
    email: String,
}

fn main() {}
