//! Incomplete builders in a batch.
use dynamo_entity::prelude::*;
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

async fn write(table: &Table<App>) {
    let users = ["a", "b"].map(|id| User::builder().user_id(id));
    let _ = table.batch_write().put_all(users).send().await;
}

fn main() {}
