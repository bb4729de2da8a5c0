//! Code that is generated for public entities triggers no lint of the user.
#![deny(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
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

/// Every option of a field.
#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<email>", sk = "<seq:05>")]
#[gsi(name = "by_owner", index = "gsi3", pk = "OWNER#<owner>", sk = "<updated>")]
#[gsi(name = "by_place", index = "gsi4", pk = ["<region>"], sk = "<city>#<street>")]
pub struct Note {
    /// Whose it is.
    #[entity(set = lowercase, sensitive)]
    pub email: String,
    /// Its number.
    #[entity(set = std::convert::identity)]
    pub seq: u32,
    /// Its owner.
    #[entity(set = lowercase, get = lowercase)]
    pub owner: Option<String>,
    /// The region.
    #[entity(set = lowercase)]
    pub region: String,
    /// The city.
    #[entity(set = lowercase)]
    pub city: Option<String>,
    /// The street.
    pub street: String,
    /// Its name in URLs.
    #[entity(validate(regex = "^[a-z]+$"))]
    pub slug: String,
    /// Its title.
    #[entity(validate = is_short)]
    #[default("untitled".to_owned())]
    pub title: String,
    /// When it is deleted.
    #[entity(ttl, sensitive)]
    pub expires: Option<u64>,
    /// When it was written.
    #[entity(on_write = "now".to_owned())]
    pub updated: String,
    /// How often it was written.
    #[entity(version)]
    pub version: u64,
}

fn lowercase(text: String) -> String {
    let mut text = text;
    text.make_ascii_lowercase();
    text
}

fn is_short(title: &str) -> bool {
    title.len() < 100
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

/// What a client may change of a card.
#[derive(Debug, Clone, Default, Changes, Serialize, Deserialize)]
#[changes(entity = Card)]
#[serde(default)]
pub struct CardPatch {
    /// Who reviews it.
    #[serde(skip_serializing_if = "dynamo_entity::Change::is_keep")]
    pub reviewer: dynamo_entity::Change<String>,
    /// Its status.
    pub status: Option<Status>,
    /// Its score.
    pub score: Option<u32>,
    /// Where it was written.
    #[serde(skip)]
    pub place: dynamo_entity::Change<PlacePatch>,
}

/// What a client may change of a place.
#[derive(Debug, Clone, Default, Changes)]
#[changes(document = Place)]
pub struct PlacePatch {
    /// The city.
    pub city: Option<String>,
}

/// What nobody may change.
#[derive(Debug, Clone, Copy, Default, Changes)]
#[changes(entity = Card)]
pub struct NoPatch {}

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

/// An item that is there once, whose fields all have defaults.
#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "SETTINGS", sk = "SETTINGS")]
pub struct Settings {
    /// The names in use.
    #[default]
    pub names: std::collections::BTreeSet<String>,
}

/// A table.
#[derive(Debug, Table)]
#[table(entities(Card, Note, Settings))]
pub struct App;

/// The entities of another module.
pub mod elsewhere {
    use dynamo_entity::prelude::*;
    use serde::Deserialize;

    /// The same entities, by their paths.
    #[derive(Debug, Table)]
    #[table(entities(super::Card, super::Note))]
    pub struct Other;

    /// A line of a card.
    #[derive(Debug, Projection, Deserialize)]
    #[projection(entity = super::Card)]
    pub struct Line {
        /// The id.
        pub card_id: String,
        /// The day.
        pub day: u16,
    }
}
