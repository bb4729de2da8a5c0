use std::collections::BTreeMap;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "FILE#<id>", sk = "FILE")]
struct File {
    id: String,
    bytes: Vec<u8>,
    optional: Option<Vec<u8>>,
    by_name: BTreeMap<String, Vec<u8>>,
    chunks: Vec<Vec<u8>>,
    numbers: Vec<u16>,
}

fn main() {
    let f = File::fields();
    // These types are lists.
    let _ = f.numbers.at(0);
    let _ = f.chunks.at(0);
    let _ = f.bytes.at(0);
    let _ = f.optional.at(0);
    let _ = f.by_name.key("a").at(0);
    let _ = f.chunks.at(0).at(0);
}
