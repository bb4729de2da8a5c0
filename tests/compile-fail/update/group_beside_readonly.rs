//! Parts of an index key that are set together, with a read-only part.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
#[gsi(name = "by_status", index = "gsi1", pk = "CARDS", sk = "<created_at>#<status>#<score:03>")]
struct Card {
    card_id: String,
    status: String,
    score: u32,
    #[readonly]
    created_at: String,
}

fn main() {
    let c = Card::fields();
    let _ = Card::patch("1").set(c.by_status_sk, ("draft", 1_u32));
    let _ = Card::patch("1").set(c.status, "draft");
}
