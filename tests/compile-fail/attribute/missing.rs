//! The attribute that says the key.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
struct User {
    user_id: String,
}

fn main() {}
