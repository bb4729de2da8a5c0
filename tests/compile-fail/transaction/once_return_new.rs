//! An update that returns the item, with `once`.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[default(0)]
    visits: u64,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

async fn program(table: Table<App>) -> dynamo_entity::Result<()> {
    User::update("1").add(User::fields().visits, 1).return_new().once().send(&table).await?;
    Ok(())
}

fn main() {}
