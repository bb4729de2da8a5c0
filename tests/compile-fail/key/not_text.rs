//! `lower` works only on text.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "LOG#<level:lower>", sk = "LOG")]
struct Log {
    level: u8,
}

fn main() {}
