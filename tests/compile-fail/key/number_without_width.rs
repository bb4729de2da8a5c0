//! Numbers do not sort as text.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "LOG#<stream>", sk = "<seq>")]
struct Log {
    stream: String,
    seq: u64,
}

fn main() {}
