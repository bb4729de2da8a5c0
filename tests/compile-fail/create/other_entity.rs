//! A verb of one entity with a value of another.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    email: String,
    display_name: String,
    nickname: Option<String>,
    #[readonly]
    created_at: String,
}

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
    fn card() -> Card {
        todo!()
    }
    let _ = User::put(card());
    let _ = User::create("1");
}
