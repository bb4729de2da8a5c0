//! Fields and variants that do not hold an entity.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    card_id: String,
}

#[derive(Collection)]
struct CardDetails {
    card: Card,
    reactions: Vec<String>,
}

#[derive(Collection)]
enum CardItem {
    Card(Card),
    Text(String),
}

fn main() {}
