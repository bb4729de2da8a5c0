//! A read of an entity that is not in the table.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[default(0)]
    visits: u64,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "ORDER#<order_id>", sk = "ORDER")]
struct Order {
    order_id: String,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

async fn program(table: Table<App>) -> dynamo_entity::Result<()> {
    table.transact_get((User::get("1"), Order::get("1"))).send().await?;
    Ok(())
}

fn main() {}
