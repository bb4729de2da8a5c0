//! A part of an index key with a read-only part.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
#[gsi(name = "by_status", index = "gsi1", pk = "CARDS", sk = "<status>#<created_at>")]
struct Card {
    card_id: String,
    status: String,
    #[readonly]
    created_at: String,
}

fn main() {
    let c = Card::fields();
    let _ = Card::patch("1").set(c.status, "draft");
}
