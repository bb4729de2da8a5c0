//! A width pads unsigned integers.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "LOG#<stream>", sk = "<seq:020>")]
struct Log {
    stream: String,
    seq: String,
}

fn main() {}
