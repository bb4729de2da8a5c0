//! An entity that is not in the table, in a query.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "ORDER#<order_id>", sk = "ORDER")]
struct Order {
    order_id: String,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

async fn program(table: Table<App>) -> dynamo_entity::Result<Vec<Order>> {
    Order::query().primary("1").all(&table).await
}

fn main() {}
