//! A version that is not an integer, is too wide, or is optional.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct Text {
    user_id: String,
    #[entity(version)]
    version: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Optional {
    card_id: String,
    #[entity(version)]
    version: Option<u32>,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<note_id>", sk = "NOTE")]
struct Wide {
    note_id: String,
    #[entity(version)]
    version: u128,
}

fn main() {}
