//! A derive on something other than a struct with named fields.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "SHAPE", sk = "SHAPE")]
enum Shape {
    Round,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "PAIR", sk = "PAIR")]
struct Pair(String, String);

#[derive(Entity)]
#[entity(pk = "BITS", sk = "BITS")]
union Bits {
    whole: u8,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "BOX#<id>", sk = "BOX")]
struct Boxed<T> {
    id: String,
    content: T,
}

fn main() {}
