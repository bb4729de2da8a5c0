//! Conditions that are joined with `&&` and `||`.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
#[gsi(name = "by_sender", index = "gsi1", pk = "SENDER#<sender_id>", sk = "CARD#<created_at>#<card_id>")]
struct Card {
    card_id: String,
    sender_id: String,
    score: u32,
    is_public: bool,
    created_at: String,
}

#[derive(Table)]
#[table(entities(Card))]
struct App;

fn main() {
    let c = Card::fields();
    let _ = Card::scan().filter(c.score.gt(1) && c.is_public.eq(true));
    let _ = Card::patch("1").set(c.score, 2_u32).condition(c.score.gt(1) || c.is_public.eq(true));
}
