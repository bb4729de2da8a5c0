//! A builder that lacks a required field, read from a body.

use dynamo_entity::prelude::*;
use dynamo_entity::Unset;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    email: String,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

async fn create(body: &str, table: &Table<App>) {
    let body: UserCreate<Unset> = serde_json::from_str(body).unwrap();
    let _ = User::create(body).send(table).await;
}

fn main() {}
