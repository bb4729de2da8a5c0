//! Serde does not use the `default` of a flattened field: an item without its attributes could not be read.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize)]
struct Spot {
    lat: i32,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "PLACE#<id>", sk = "PLACE")]
struct Place {
    id: String,
    name: Option<String>,
    #[serde(flatten, default)]
    spot: Spot,
}

fn main() {
    let _ = Place::update("p").set(Place::fields().name, "Oslo");
}
