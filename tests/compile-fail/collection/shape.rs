//! `Collection` on types that cannot be collections.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    card_id: String,
}

#[derive(Collection)]
struct Tuple(Card);

#[derive(Collection)]
struct Generic<T> {
    card: T,
}

#[derive(Collection)]
union Union {
    number: u8,
}

#[derive(Collection)]
struct Empty {}

#[derive(Collection)]
enum CardItem {
    Card(Card),
    Nothing,
    Named { card: Card },
}

fn main() {}
