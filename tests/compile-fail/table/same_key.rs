//! Two entities whose templates can give the same key.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<account_id>", sk = "PROFILE")]
struct Account {
    account_id: String,
    kind: String,
}

#[derive(Table)]
#[table(entities(User, Account))]
struct App;

fn main() {}
