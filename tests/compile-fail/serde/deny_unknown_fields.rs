//! `deny_unknown_fields` on an entity, whose items always have attributes without fields.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
}

fn main() {}
