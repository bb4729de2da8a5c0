//! Members with different partitions.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    card_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "REACTION#<card_id>", sk = "<user_id>")]
struct Reaction {
    card_id: String,
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id:upper>", sk = "NOTE")]
struct Note {
    card_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "VIEW")]
struct View {
    card_id: u32,
}

#[derive(Collection)]
struct CardDetails {
    card: Option<Card>,
    reactions: Vec<Reaction>,
    note: Note,
    view: Option<View>,
}

fn main() {}
