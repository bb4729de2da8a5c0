//! A float cannot be part of a key; one mistake gives one message.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "PLACE#<latitude>", sk = "PLACE")]
struct Place {
    latitude: f64,
    name: String,
}

fn main() {}
