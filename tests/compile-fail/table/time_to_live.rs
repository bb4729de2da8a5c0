//! Two entities of one table with `ttl` on different attributes.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    #[entity(ttl)]
    expires_at: u64,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    card_id: String,
    #[entity(ttl)]
    deleted_after: u64,
}

#[derive(Table)]
#[table(entities(User, Card))]
struct App;

fn main() {}
