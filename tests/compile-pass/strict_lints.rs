//! No lint of the user's is tripped by what is generated for public entities.
#![deny(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    warnings,
    clippy::all,
    clippy::pedantic
)]

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A card.
#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD#<day:03>")]
#[gsi(
    name = "by_sender",
    index = "gsi1",
    pk = "SENDER#<sender_id>",
    sk = "CARD#<created_at>#<card_id>"
)]
#[gsi(
    name = "review",
    index = "gsi2",
    pk = "REVIEW#<reviewer>",
    sk = "<status>#<score:05>"
)]
pub struct Card {
    /// The id.
    pub card_id: String,
    /// The day.
    pub day: u16,
    /// Who sent it.
    pub sender_id: String,
    /// Who reviews it.
    pub reviewer: Option<String>,
    /// Its status.
    #[default(Status::Draft)]
    pub status: Status,
    /// Its score.
    #[default(0)]
    pub score: u32,
    /// Where it was written.
    pub place: Option<Place>,
    /// When it was written.
    #[readonly]
    #[default("now".to_owned())]
    pub created_at: String,
}

/// A status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
pub enum Status {
    /// Not sent.
    Draft,
    /// Sent.
    Sent,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub struct Place {
    /// The city.
    pub city: String,
}

/// The cards of a sender.
#[derive(Debug, Collection)]
#[collection(query = "by_sender")]
pub struct Sent {
    /// All of them.
    pub cards: Vec<Card>,
}

/// One of them.
#[derive(Debug, Collection)]
pub enum Item {
    /// A card.
    Card(Card),
}

/// A table.
#[derive(Debug, Table)]
#[table(entities(Card))]
pub struct App;
