//! A date format works only on dates and times.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "LOG#<at:%Y-%m>", sk = "LOG")]
struct Log {
    at: String,
}

fn main() {}
