//! DynamoDB's JSON as structs written by hand. This is the floor: the minimum that `serde_json` needs from the bytes of a
//! response to an entity, and from an entity to the bytes of a request.

use std::collections::BTreeSet;
use std::fmt::Display;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, Serializer};

use crate::card::{Card, Place};

/// `{"S": …}`
#[derive(Debug, Serialize, Deserialize)]
pub struct S<T> {
    #[serde(rename = "S")]
    pub s: T,
}

/// `{"N": …}`
#[derive(Debug, Serialize, Deserialize)]
pub struct N<T> {
    #[serde(rename = "N")]
    pub n: T,
}

/// `{"BOOL": …}`
#[derive(Debug, Serialize, Deserialize)]
pub struct Bool {
    #[serde(rename = "BOOL")]
    bool: bool,
}

/// `{"SS": …}`
#[derive(Debug, Serialize, Deserialize)]
pub struct Ss<T> {
    #[serde(rename = "SS")]
    ss: T,
}

/// `{"L": …}`
#[derive(Debug, Serialize, Deserialize)]
pub struct L<T> {
    #[serde(rename = "L")]
    l: T,
}

/// `{"M": …}`
#[derive(Debug, Serialize, Deserialize)]
pub struct M<T> {
    #[serde(rename = "M")]
    m: T,
}

/// A card in a response. Its keys are skipped.
#[derive(Debug, Deserialize)]
pub struct CardItem<'a> {
    team_id: S<String>,
    card_id: S<String>,
    author: S<String>,
    created_at: S<DateTime<Utc>>,
    #[serde(borrow)]
    points: N<&'a str>,
    public: Bool,
    note: Option<S<String>>,
    tags: Ss<BTreeSet<String>>,
    scores: L<Vec<N<&'a str>>>,
    place: M<PlaceItem<'a>>,
}

#[derive(Debug, Deserialize)]
struct PlaceItem<'a> {
    city: S<String>,
    country: S<String>,
    #[serde(borrow)]
    floor: N<&'a str>,
}

impl CardItem<'_> {
    /// # Panics
    /// If the text of a number is not a number.
    #[must_use]
    pub fn into_card(self) -> Card {
        Card {
            team_id: self.team_id.s,
            card_id: self.card_id.s,
            author: self.author.s,
            created_at: self.created_at.s,
            points: self.points.n.parse().expect("a number"),
            public: self.public.bool,
            note: self.note.map(|note| note.s),
            tags: self.tags.ss,
            scores: (self.scores.l.iter())
                .map(|score| score.n.parse().expect("a number"))
                .collect(),
            place: Place {
                city: self.place.m.city.s,
                country: self.place.m.country.s,
                floor: self.place.m.floor.n.parse().expect("a number"),
            },
        }
    }
}

/// A number, which DynamoDB writes as text.
#[derive(Debug)]
pub struct Text<T>(pub T);

impl<T: Display> Serialize for Text<T> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A card in a request, with its keys.
#[derive(Debug, Serialize)]
pub struct CardWrite<'a> {
    #[serde(rename = "PK")]
    pk: S<String>,
    #[serde(rename = "SK")]
    sk: S<String>,
    #[serde(rename = "GSI1PK")]
    gsi1pk: S<String>,
    #[serde(rename = "GSI1SK")]
    gsi1sk: S<String>,
    entity_type: S<&'static str>,
    team_id: S<&'a str>,
    card_id: S<&'a str>,
    author: S<&'a str>,
    created_at: S<DateTime<Utc>>,
    points: N<Text<u32>>,
    public: Bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<S<&'a str>>,
    tags: Ss<&'a BTreeSet<String>>,
    scores: L<Vec<N<Text<u32>>>>,
    place: M<PlaceWrite<'a>>,
}

#[derive(Debug, Serialize)]
struct PlaceWrite<'a> {
    city: S<&'a str>,
    country: S<&'a str>,
    floor: N<Text<i8>>,
}

impl<'a> From<&'a Card> for CardWrite<'a> {
    fn from(card: &'a Card) -> Self {
        let created_at = card.created_at.to_rfc3339_opts(chrono::SecondsFormat::Nanos, true);
        Self {
            pk: S {
                s: format!("TEAM#{}", card.team_id),
            },
            sk: S {
                s: format!("CARD#{}", card.card_id),
            },
            gsi1pk: S {
                s: format!("AUTHOR#{}", card.author),
            },
            gsi1sk: S {
                s: format!("CARD#{created_at}"),
            },
            entity_type: S { s: "Card" },
            team_id: S { s: &card.team_id },
            card_id: S { s: &card.card_id },
            author: S { s: &card.author },
            created_at: S { s: card.created_at },
            points: N { n: Text(card.points) },
            public: Bool { bool: card.public },
            note: card.note.as_deref().map(|s| S { s }),
            tags: Ss { ss: &card.tags },
            scores: L {
                l: card.scores.iter().map(|score| N { n: Text(*score) }).collect(),
            },
            place: M {
                m: PlaceWrite {
                    city: S { s: &card.place.city },
                    country: S { s: &card.place.country },
                    floor: N {
                        n: Text(card.place.floor),
                    },
                },
            },
        }
    }
}
