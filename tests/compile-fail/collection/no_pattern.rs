//! A member without the access pattern.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    card_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "TASK#<id>", sk = "TASK")]
#[gsi(name = "by_org", index = "gsi1", pk = "ORG#<org>", sk = "TASK#<id>")]
struct Task {
    id: String,
    org: String,
}

#[derive(Collection)]
#[collection(query = "by_org")]
enum OrgItem {
    Task(Task),
    Card(Card),
}

fn main() {}
