//! Two entities that define the same index differently.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
struct User {
    user_id: String,
    email: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "ORDER#<order_id>", sk = "ORDER")]
#[gsi(name = "by_total", index = "gsi1", pk = "ORDERS", sk = "<total:N>")]
struct Order {
    order_id: String,
    total: u64,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<note_id>", sk = "NOTE")]
#[gsi(name = "by_author", index = "gsi1", pk = "AUTHOR#<author>")]
struct Note {
    note_id: String,
    author: String,
}

#[derive(Table)]
#[table(entities(User, Order, Note))]
struct App;

fn main() {}
