//! A field that is stored in a key attribute of the table.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[serde(rename = "pk")]
    passport: String,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

fn main() {}
