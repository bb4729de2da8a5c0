//! A filter on an entity that is not a member.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    card_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
struct Reaction {
    card_id: String,
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "USER")]
struct User {
    user_id: String,
    email: String,
}

#[derive(Collection)]
struct CardDetails {
    card: Card,
    reactions: Vec<Reaction>,
}

fn program() {
    let _ = CardDetails::query("1").filter(User::fields().email.eq("a@b.com"));
}

fn main() {}
