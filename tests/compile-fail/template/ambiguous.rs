//! Two adjacent placeholders, whose key could be read in two ways.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<tenant><user_id>", sk = "PROFILE")]
struct User {
    tenant: String,
    user_id: String,
}

fn main() {}
