//! A newtype of a type that cannot be part of a key.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(KeyPart, Serialize, Deserialize)]
struct Latitude(f64);

fn main() {}
