//! Names of key attributes with which an index has the same attribute twice.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
#[gsi(name = "by_team", index = "gsi1", pk = ["<team>"], sk = "<team>")]
struct User {
    id: String,
    team: String,
}

#[derive(Table)]
#[table(entities(User))]
#[gsi(name = "gsi1", sk = "team")]
struct App;

fn main() {}
