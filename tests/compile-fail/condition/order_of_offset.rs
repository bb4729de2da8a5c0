//! Order operators on times whose stored text does not sort by time.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    seen_at: chrono::DateTime<chrono::FixedOffset>,
}

fn filter(now: chrono::DateTime<chrono::FixedOffset>) {
    let _ = User::scan().filter(User::fields().seen_at.lt(now));
}

fn main() {}
