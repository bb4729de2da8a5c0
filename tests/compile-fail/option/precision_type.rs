//! `precision` on types without seconds.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[entity(precision = "ms")]
    born_on: Option<chrono::NaiveDate>,
}

fn main() {}
