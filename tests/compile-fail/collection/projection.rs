//! An index that does not hold whole items of a member.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
#[gsi(name = "by_org", index = "gsi1", pk = "ORG#<org>", sk = "USER#<id>", projection = ["id", "org"])]
struct User {
    id: String,
    org: String,
    email: Option<String>,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "TASK#<id>", sk = "TASK")]
#[gsi(name = "by_place", index = "gsi2", pk = ["<org>"], sk = ["<id>"], projection = "keys_only")]
struct Task {
    id: String,
    org: String,
}

#[derive(Collection)]
#[collection(query = "by_org")]
struct Org {
    users: Vec<User>,
}

#[derive(Collection)]
#[collection(query = "by_place")]
enum Place {
    Task(Task),
}

fn main() {}
