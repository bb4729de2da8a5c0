//! Fields that every write sets itself cannot be set.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[entity(version)]
    version: u32,
    #[entity(on_write = 7)]
    updated_at: u64,
}

fn main() {
    let f = User::fields();
    let _ = User::patch("1").set(f.version, 3_u32);
    let _ = User::patch("1").add(f.updated_at, 1);
    let _ = UserUpdate { version: Some(3) };
}
