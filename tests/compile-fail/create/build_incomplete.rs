//! `build` on a builder without all required fields.
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
    let _ = User::builder().user_id("1").email("a@b.c").created_at("2026-01-01").build();
}
