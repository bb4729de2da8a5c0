//! A mistake in an entity is not reported again where the table names it.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user>", sk = "PROFILE")]
struct User {
    user_id: String,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

async fn program(table: Table<App>) -> dynamo_entity::Result<()> {
    User::get("1").send(&table).await?;
    Ok(())
}

fn main() {}
