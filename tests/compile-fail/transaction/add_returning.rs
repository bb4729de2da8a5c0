//! Items that a transaction cannot give back.
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
    let update = User::update("1").add(User::fields().visits, 1);
    table.transact_write().add_returning(update).send().await?;
    table.transact_write().add_returning(User::upsert(User::builder().user_id("1"))).send().await?;
    Ok(())
}

fn main() {}
