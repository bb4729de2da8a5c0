//! Values that are not the parts of the partition.
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
}

fn program() {
    let _ = CardDetails::query(7);
    let _ = CardDetails::query(("1", "2"));
}

fn main() {}
