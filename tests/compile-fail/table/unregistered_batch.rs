//! An entity that is not in the table, in batches.
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

async fn writes(table: &Table<App>) {
    let _ = table.batch_write().put(Order::builder().order_id("1")).send().await;
    let _ = table.batch_write().delete::<Order>("1").send().await;
}

async fn reads(table: &Table<App>) {
    let _ = Order::batch_get(["1"]).send(table).await;
    let _ = table.batch_get((User::batch_get(["1"]), Order::batch_get(["1"]))).send().await;
}

fn main() {}
