//! A unique field in a table whose key is a number; marker items have a text key.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "<id:N>")]
struct User {
    id: u64,
    #[entity(unique)]
    email: String,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

fn main() {}
