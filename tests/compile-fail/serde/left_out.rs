//! Fields that serde omits and then cannot read.
use std::collections::BTreeMap;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    nick: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    scores: BTreeMap<String, u32>,
    home: Home,
    #[serde(flatten, skip_serializing_if = "Home::is_nowhere")]
    second: Home,
}

#[derive(Document, Serialize, Deserialize)]
struct Home {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    streets: Vec<String>,
}

impl Home {
    fn is_nowhere(&self) -> bool {
        self.streets.is_empty()
    }
}

fn main() {}
