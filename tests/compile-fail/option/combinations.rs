//! Options that exclude each other, or do not fit the field.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "recent", pk = "USERS", sk = "<status>#<updated_at>")]
struct User {
    user_id: String,
    #[readonly]
    #[entity(version)]
    version: u32,
    #[entity(version)]
    revision: u32,
    #[entity(on_write = 7, default = 8)]
    updated_at: String,
    status: String,
    #[serde(skip)]
    #[entity(sensitive)]
    secret: String,
}

fn main() {}
