//! An access pattern on two different indexes.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
#[gsi(name = "by_org", index = "gsi1", pk = "ORG#<org>", sk = "USER#<id>")]
struct User {
    id: String,
    org: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "TASK#<id>", sk = "TASK")]
#[gsi(name = "by_org", index = "gsi2", pk = "ORG#<org>", sk = "TASK#<id>")]
struct Task {
    id: String,
    org: String,
}

#[derive(Collection)]
#[collection(query = "by_org")]
enum OrgItem {
    User(User),
    Task(Task),
}

fn main() {}
