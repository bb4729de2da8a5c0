//! Mistakes in several fields are reported in one run.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user>", sk = "USER")]
struct User {
    user_id: String,
    #[entity(versoin)]
    version: u32,
    #[readonly(true)]
    created_at: String,
    #[entity(ttl, unique)]
    expires_at: u64,
    #[entity(validate)]
    email: String,
    #[serde(alias = "email")]
    mail: String,
    #[serde(rename = "mail")]
    post: String,
}

fn main() {}
