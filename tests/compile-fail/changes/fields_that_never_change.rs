use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    display_name: String,
    #[readonly]
    created_at: u64,
    #[entity(version)]
    version: u32,
}

#[derive(Default, Changes, Deserialize)]
#[changes(entity = User)]
#[serde(default)]
struct UserPatch {
    user_id: Option<String>,
    display_name: Option<String>,
    created_at: Option<u64>,
    version: Option<u32>,
}

fn main() {}
