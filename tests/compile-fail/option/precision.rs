//! `precision` on fields where it has no effect.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[entity(precision = "minutes")]
    seen_at: chrono::DateTime<chrono::Utc>,
    #[entity(ttl, precision = "ms")]
    expires_at: chrono::DateTime<chrono::Utc>,
    #[serde(with = "chrono::serde::ts_seconds")]
    #[entity(precision = "s")]
    made_at: chrono::DateTime<chrono::Utc>,
}

fn main() {}
