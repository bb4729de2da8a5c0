//! A part of a key whose `get` cannot be reversed.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

fn opened(text: String) -> String {
    text
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    #[entity(get = opened)]
    card_id: String,
}

fn main() {}
