use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    display_name: String,
}

#[derive(Default, Changes, Deserialize)]
#[changes(entity = User)]
#[serde(default)]
struct UserPatch {
    dispaly_name: Option<String>,
}

fn main() {}
