//! `ttl` on a type that is not a time.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[entity(ttl)]
    expires_at: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "DAY#<user_id>", sk = "DAY")]
struct Day {
    user_id: String,
    #[entity(ttl)]
    expires_on: Option<chrono::NaiveDate>,
}

fn main() {}
