//! A check without a condition.
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
    table.transact_write().add(User::check("1")).send().await?;
    Ok(())
}

fn main() {}
