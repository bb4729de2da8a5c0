//! Two entities that render the same keys with different templates.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CLOCK#<id>", sk = "<minutes:04>")]
struct Minute {
    id: String,
    minutes: u32,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CLOCK#<id>", sk = "<hour:02><minute:02>")]
struct Time {
    id: String,
    hour: u32,
    minute: u32,
}

#[derive(Table)]
#[table(entities(Minute, Time))]
struct App;

fn main() {}
