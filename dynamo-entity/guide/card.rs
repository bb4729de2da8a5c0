// The model of the guide's examples, and nine cards.

use chrono::{DateTime, TimeZone, Utc};
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
#[gsi(name = "by_sender", index = "gsi1", pk = "SENDER#<sender_id>", sk = "<created_at>#<card_id>")]
#[gsi(name = "review", index = "gsi2", pk = "REVIEW#<reviewer>", sk = "<status>#<score:05>")]
pub struct Card {
    pub card_id: String,
    pub sender_id: String,
    pub message: String,
    #[default(Status::Draft)]
    pub status: Status,
    #[default(0)]
    pub score: u32,
    pub reviewer: Option<String>,
    #[default]
    pub tags: std::collections::BTreeSet<String>,
    #[readonly]
    #[default(Utc::now())]
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Draft,
    Published,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
pub struct Reaction {
    pub card_id: String,
    pub user_id: String,
    pub emoji: String,
    #[default(1)]
    pub claps: u32,
}

#[derive(Table)]
#[table(entities(Card, Reaction))]
pub struct App;

pub fn march(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, day, 12, 0, 0).unwrap()
}

/// A table with the cards `c1` to `c9` of `u1`, one for each day.
pub async fn nine_cards() -> Result<Table<App>, Box<dyn std::error::Error>> {
    let table = Table::<App>::local().await?;
    for day in 1..=9 {
        let card = Card::builder().card_id(format!("c{day}")).sender_id("u1").message("thank you").created_at(march(day));
        Card::create(card).send(&table).await?;
    }
    Ok(table)
}
