//! An enum with data and a struct with two fields cannot be parts of a key.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(KeyPart, Serialize, Deserialize)]
enum Owner {
    Nobody,
    User(String),
}

#[derive(KeyPart, Serialize, Deserialize)]
struct Pair(String, String);

fn main() {}
