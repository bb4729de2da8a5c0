//! Members whose partition keys are different attributes.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
#[gsi(name = "by_place", index = "gsi1", pk = ["<tenant>", "<region>"])]
struct User {
    id: String,
    tenant: String,
    region: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "TASK#<id>", sk = "TASK")]
#[gsi(name = "by_place", index = "gsi1", pk = ["<tenant>", "<zone>"])]
struct Task {
    id: String,
    tenant: String,
    zone: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "SITE#<id>", sk = "SITE")]
#[gsi(name = "by_place", index = "gsi1", pk = "SITES")]
struct Site {
    id: String,
}

#[derive(Collection)]
#[collection(query = "by_place")]
enum Place {
    User(User),
    Task(Task),
    Site(Site),
}

fn main() {}
