//! A query that is sent without an access pattern.
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

async fn program(table: Table<App>) {
    let _ = Card::query().send(&table).await;
    let _ = Card::query().all(&table).await;
    let _ = Card::query().limit(10);
}

fn main() {}
