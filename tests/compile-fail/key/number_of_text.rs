//! A numeric or binary key attribute for a field of another type.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "PROFILE")]
#[gsi(name = "by_rank", index = "gsi1", pk = "RANKS", sk = "<rank:N>")]
#[gsi(name = "by_hash", index = "gsi2", pk = "<hash:B>")]
struct User {
    id: String,
    rank: String,
    hash: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "order", version = "1"), pk = ["id"], sk(composite = ["number"], cast = "number"))]
struct Order {
    id: String,
    number: String,
}

fn main() {}
