//! An access pattern that does not exist.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
#[gsi(name = "by_sender", index = "gsi1", pk = "SENDER#<sender_id>", sk = "CARD#<created_at>#<card_id>")]
#[gsi(name = "review", index = "gsi2", pk = "REVIEW#<reviewer>", sk = "<status>#<score:05>")]
struct Card {
    card_id: String,
    sender_id: String,
    reviewer: Option<String>,
    status: String,
    score: u32,
    is_public: bool,
    labels: Vec<String>,
    created_at: String,
}

fn main() {
    let _ = Card::query().by_reviewer("u1");
}
