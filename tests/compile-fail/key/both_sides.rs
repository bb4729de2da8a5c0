//! A field in both lists of an index with keys of several attributes.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
#[gsi(name = "by_team", index = "gsi1", pk = ["<team>"], sk = ["<rank>", "<team>"])]
struct User {
    id: String,
    team: String,
    rank: u32,
}

fn main() {}
