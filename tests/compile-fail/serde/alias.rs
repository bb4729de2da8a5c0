//! `alias` with options that need one attribute name, and an `alias` that is another field.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[serde(alias = "mail")]
    #[entity(unique)]
    email: String,
    #[serde(alias = "name")]
    nick: String,
    name: String,
}

fn main() {}
