//! Flattened maps that would also read the attributes of other flattened fields.
use std::collections::{BTreeMap, HashMap};

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

type Labels = HashMap<String, String>;

#[derive(Document, Serialize, Deserialize)]
struct Spot {
    lat: i32,
}

#[derive(Document, Serialize, Deserialize)]
struct Extra {
    note: Option<String>,
    #[serde(flatten)]
    labels: Option<Box<Labels>>,
}

#[derive(Document, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Kind {
    Free,
    Paid { price: u32 },
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    #[serde(flatten)]
    extra: Labels,
    #[serde(flatten)]
    spot: Spot,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<id>", sk = "TEAM")]
struct Team {
    id: String,
    #[serde(flatten)]
    extra: Extra,
    #[serde(flatten)]
    spot: Option<Spot>,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "PLAN#<id>", sk = "PLAN")]
struct Plan {
    id: String,
    #[serde(flatten)]
    kind: Kind,
    #[serde(flatten)]
    extra: BTreeMap<String, String>,
}

#[derive(Document, Serialize, Deserialize)]
struct Twice {
    #[serde(flatten)]
    first: Labels,
    #[serde(flatten)]
    second: Extra,
}

#[derive(Document, Serialize, Deserialize)]
enum Shape {
    Round {
        #[serde(flatten)]
        extra: Labels,
        #[serde(flatten)]
        spot: Spot,
    },
}

#[derive(Projection, Deserialize)]
#[projection(entity = Place)]
struct PlaceExtra {
    #[serde(flatten)]
    extra: BTreeMap<String, String>,
    #[serde(flatten)]
    spot: Spot,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "PLACE#<id>", sk = "PLACE")]
struct Place {
    id: String,
    #[serde(flatten)]
    spot: Spot,
    #[serde(flatten)]
    extra: BTreeMap<String, String>,
}

fn main() {}
