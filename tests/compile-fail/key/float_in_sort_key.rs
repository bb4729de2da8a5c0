//! A float with a width in a sort key.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "PLACE#<name>", sk = "<latitude:05>")]
struct Place {
    latitude: f64,
    name: String,
}

fn main() {}
