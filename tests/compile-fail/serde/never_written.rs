//! Fields that serde never writes or omits, and reads with a function.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    #[serde(skip_serializing)]
    password: String,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "note")]
    note: Option<String>,
}

fn note<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

fn main() {}
