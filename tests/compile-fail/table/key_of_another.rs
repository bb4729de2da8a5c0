//! A field stored under the name of a key attribute of another entity's index, with a type that cannot be its key.
use std::collections::BTreeMap;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "ISSUE#<id>", sk = "ISSUE")]
#[gsi(name = "by_title", index = "gsi1", pk = ["<title>"], sk = ["<due>"])]
#[gsi(name = "by_owner", index = "gsi2", pk = "OWNER#<owner>")]
struct Issue {
    id: String,
    title: String,
    due: u64,
    owner: String,
}

/// An entity that stores the attribute with another type.
#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<id>", sk = "CARD")]
struct Card {
    id: String,
    #[serde(rename = "title")]
    number: Option<u32>,
}

/// An entity that stores the attribute with a type that cannot be a key.
#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "PLAN#<id>", sk = "PLAN")]
struct Plan {
    id: String,
    due: BTreeMap<String, u64>,
}

/// An entity that stores the attribute that another entity writes with a template.
#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<id>", sk = "NOTE")]
struct Note {
    id: String,
    gsi2pk: String,
}

#[derive(Table)]
#[table(entities(Issue, Card, Plan, Note))]
struct App;

fn main() {}
