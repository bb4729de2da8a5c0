//! An entity without the attribute for its key.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
struct User {
    user_id: String,
}

fn main() {}
