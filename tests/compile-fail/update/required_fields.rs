//! `update` could create an item that cannot be read.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    email: String,
    display_name: String,
    nickname: Option<String>,
    #[readonly]
    created_at: String,
}

fn main() {
    let _ = User::update("u9");
}
