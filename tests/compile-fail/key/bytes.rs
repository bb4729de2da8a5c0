//! Binary must be a whole key, with `<token:B>`.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "SESSION#<token>", sk = "SESSION")]
struct Session {
    token: Vec<u8>,
}

fn main() {}
