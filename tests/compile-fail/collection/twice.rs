//! An entity that occurs twice.
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

#[derive(Collection)]
struct CardDetails {
    card: Card,
    reactions: Vec<Reaction>,
    cards: Vec<Card>,
}

fn main() {}
