//! Names of generated types that are taken, or that no type has.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "PROFILE", key = "User", create = "Users", query = "Users")]
struct User {
    id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<id>", sk = "CARD", update = "card changes", step = "NarrowedCards")]
struct Card {
    id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<id>", sk = "NOTE", create(deny_unknown_fields, names = "NewNote"))]
struct Note {
    id: String,
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, u8>,
}

fn main() {}
