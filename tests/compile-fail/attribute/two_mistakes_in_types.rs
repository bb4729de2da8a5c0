//! Two fields with wrong types give two messages in one run.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "PLACE#<latitude>", sk = "<height>")]
struct Place {
    latitude: f64,
    height: u32,
}

fn main() {}
