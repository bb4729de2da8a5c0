//! A type that is not an entity.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct User {
    user_id: String,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

fn main() {}
