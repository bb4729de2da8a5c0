//! Placeholders of other languages, which would be literal text and give all items the same key.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#{user_id}", sk = "ORG#${org_id}")]
#[gsi(name = "by_org", index = "gsi1", pk = "ORG#${org_id}", sk = "{{literal}}#<user_id>")]
struct User {
    user_id: String,
    org_id: String,
}

fn main() {}
