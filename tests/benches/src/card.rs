//! The item of most cases: ten mixed attributes, the keys and the type.
//!
//! `Card` is an entity. `PlainCard` replaces it in code without entities. It has the same attributes, with the serde
//! attributes that such code needs for DynamoDB's types.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::sends::Counter;
use crate::sheet::Sheet;

/// The name of every table of the benchmarks.
pub const TABLE: &str = "bench";
/// The partition of every card.
pub const TEAM: &str = "7f3c0a52";
/// The points that an update sets.
pub const POINTS: u32 = 1_012;
/// The maximum number of items in one `BatchWriteItem`.
pub const CARDS_OF_A_BATCH: u32 = 25;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<team_id>", sk = "CARD#<card_id>")]
#[gsi(name = "by_author", index = "GSI1", pk = "AUTHOR#<author>", sk = "CARD#<created_at>")]
pub struct Card {
    pub team_id: String,
    pub card_id: String,
    #[readonly]
    pub author: String,
    #[readonly]
    pub created_at: DateTime<Utc>,
    pub points: u32,
    pub public: bool,
    pub note: Option<String>,
    pub tags: BTreeSet<String>,
    pub scores: Vec<u32>,
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub struct Place {
    pub city: String,
    pub country: String,
    pub floor: i8,
}

/// The table, with modyne's attribute names, so that all ways write the same items.
#[derive(Table)]
#[table(entities(Card, Sheet, Counter), pk = "PK", sk = "SK", type_attribute = "entity_type")]
#[gsi(name = "GSI1", pk = "GSI1PK", sk = "GSI1SK")]
pub struct Bench;

#[derive(Debug, Clone, PartialEq, modyne::EntityDef, Serialize, Deserialize)]
#[serde(rename = "Card")]
pub struct PlainCard {
    pub team_id: String,
    pub card_id: String,
    pub author: String,
    pub created_at: DateTime<Utc>,
    pub points: u32,
    pub public: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(with = "serde_dynamo::string_set")]
    pub tags: BTreeSet<String>,
    pub scores: Vec<u32>,
    pub place: Place,
}

const AUTHORS: [&str; 4] = ["ada-lovelace", "grace-hopper", "barbara-liskov", "radia-perlman"];
const CITIES: [(&str, &str); 3] = [("Reykjavík", "IS"), ("Montevideo", "UY"), ("Cape Town", "ZA")];
const TAGS: [&str; 5] = ["backend", "customer", "launch", "mentoring", "on-call"];

/// Makes the cards with the numbers below `count`. All cards differ, and every call returns the same cards.
#[must_use]
pub fn cards(count: u32) -> Vec<Card> {
    (0..count).map(card).collect()
}

/// Makes a card. Every second card has a note; the texts have the lengths of names, ids and sentences.
#[must_use]
pub fn card(number: u32) -> Card {
    let choose = |of: usize, salt: u32| (number.wrapping_mul(2_654_435_761).wrapping_add(salt) >> 7) as usize % of;
    let (city, country) = CITIES[choose(CITIES.len(), 3)];
    Card {
        team_id: TEAM.to_owned(),
        card_id: card_id(number),
        author: AUTHORS[choose(AUTHORS.len(), 1)].to_owned(),
        // With nine digits after the second, chrono's serde and the library write the same text.
        created_at: DateTime::UNIX_EPOCH
            + TimeDelta::milliseconds(1_772_000_000_000 + i64::from(number) * 61_337)
            + TimeDelta::nanoseconds(123_457),
        points: number * 37 % 1_000,
        public: number.is_multiple_of(3),
        note: number.is_multiple_of(2).then(|| {
            format!(
                "Thank you for the {}, it saved all of us a long night.",
                TAGS[choose(5, 5)]
            )
        }),
        tags: (0..3).map(|salt| TAGS[choose(5, salt << 9)].to_owned()).collect(),
        scores: (1..=4).map(|score| number * score % 101).collect(),
        place: Place {
            city: city.to_owned(),
            country: country.to_owned(),
            floor: i8::try_from(number % 12).unwrap_or_default() - 2,
        },
    }
}

/// Returns the id of the card with this number.
#[must_use]
pub fn card_id(number: u32) -> String {
    format!("01J9ZK{:020}", u64::from(number) * 7_919)
}

impl From<&Card> for PlainCard {
    fn from(card: &Card) -> Self {
        let card = card.clone();
        Self {
            team_id: card.team_id,
            card_id: card.card_id,
            author: card.author,
            created_at: card.created_at,
            points: card.points,
            public: card.public,
            note: card.note,
            tags: card.tags,
            scores: card.scores,
            place: card.place,
        }
    }
}
