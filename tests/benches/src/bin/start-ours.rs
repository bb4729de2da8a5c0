//! Starts, and reads one item with the library.

mod start;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<team_id>", sk = "CARD#<card_id>")]
#[gsi(name = "by_author", index = "GSI1", pk = "AUTHOR#<author>", sk = "CARD#<created_at>")]
struct Card {
    team_id: String,
    card_id: String,
    #[readonly]
    author: String,
    #[readonly]
    created_at: DateTime<Utc>,
    points: u32,
    public: bool,
    note: Option<String>,
    tags: BTreeSet<String>,
    scores: Vec<u32>,
    place: Place,
}

#[derive(Document, Serialize, Deserialize)]
struct Place {
    city: String,
    country: String,
    floor: i8,
}

#[derive(Table)]
#[table(entities(Card), pk = "PK", sk = "SK", type_attribute = "entity_type")]
#[gsi(name = "GSI1", pk = "GSI1PK", sk = "GSI1SK")]
struct Bench;

fn main() {
    start::run(async {
        let table = Table::<Bench>::new(start::client(), start::TABLE);
        let get = Card::get((start::TEAM, start::CARD_ID));
        let card = get.send(&table).await.expect("the call succeeds").expect("an item");
        assert_eq!(card.card_id, start::CARD_ID);
    });
}
