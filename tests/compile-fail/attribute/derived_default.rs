//! std reserves `#[default]` where `Default` is derived.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Default, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[default(1)]
    level: u32,
}

fn main() {}
