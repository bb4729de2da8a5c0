//! A part of the primary key cannot be absent, even if its type has another name than `Option`.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

type Maybe = Option<String>;

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: Option<String>,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<account_id>", sk = "PROFILE")]
struct Account {
    account_id: Maybe,
}

fn main() {}
