//! A part of a key that is read as another value than the one that is stored.
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
