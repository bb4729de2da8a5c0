//! Requests write their JSON bodies, and reads decode JSON in place: requests, items, pages, cursors and errors are the same as
//! through the SDK's types.

mod answers;
mod bodies;
mod operations;
mod reads;
mod ways;
mod writes;

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

fn seal(text: String) -> String {
    format!("<{text}>")
}

fn open(text: String) -> String {
    text.trim_matches(['<', '>']).to_owned()
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "OWNER#<owner>", sk = "DOC#<id:04>")]
#[gsi(
    name = "by_rank",
    index = "gsi1",
    pk = "RANK",
    sk = "<rank:04>#<id:04>",
    projection = "keys_only"
)]
pub(crate) struct Doc {
    pub(crate) owner: String,
    pub(crate) id: u32,
    pub(crate) rank: u32,
    pub(crate) ratio: f64,
    pub(crate) is_public: bool,
    #[default]
    pub(crate) title: Option<String>,
    #[default]
    pub(crate) tags: BTreeSet<String>,
    #[default]
    pub(crate) bytes: Vec<u8>,
    #[default]
    pub(crate) parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Part {
    Empty,
    Text(String),
    Picture { width: u32, height: u32 },
}

/// An entity with options that convert values, and with a sensitive name.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "OWNER#<owner>", sk = "NOTE#<id:04>")]
pub(crate) struct Note {
    pub(crate) owner: String,
    pub(crate) id: u32,
    #[entity(set = seal, get = open)]
    pub(crate) text: String,
    #[entity(sensitive)]
    pub(crate) secret: u32,
}

/// An entity with attributes that have no field.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "OWNER#<owner>", sk = "PLACE#<id:04>")]
pub(crate) struct Place {
    pub(crate) owner: String,
    pub(crate) id: u32,
    #[serde(flatten)]
    pub(crate) others: BTreeMap<String, String>,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Doc)]
pub(crate) struct DocLine {
    pub(crate) id: u32,
    pub(crate) title: Option<String>,
    pub(crate) tags: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Note)]
pub(crate) struct NoteLine {
    pub(crate) text: String,
    pub(crate) secret: u32,
}

#[derive(Debug, PartialEq, Collection)]
pub(crate) struct Everything {
    pub(crate) docs: Vec<Doc>,
    pub(crate) notes: Vec<Note>,
}

#[derive(Debug, PartialEq, Collection)]
pub(crate) enum Anything {
    Doc(Doc),
    Note(Note),
}

#[derive(Table)]
#[table(entities(Doc, Note, Place))]
pub(crate) struct App;

pub(crate) fn doc(id: u32) -> Doc {
    Doc {
        owner: "o".into(),
        id,
        rank: 100 - id,
        ratio: f64::from(id) / 8.0,
        is_public: id.is_multiple_of(2),
        title: (!id.is_multiple_of(3)).then(|| format!("Número {id}: \"\\\n\u{1}\u{1f600}\"")),
        tags: (0..id % 4).map(|tag| format!("t{tag}")).collect(),
        bytes: (0..id).map(|byte| byte.to_le_bytes()[0]).collect(),
        parts: vec![
            Part::Empty,
            Part::Text(String::new()),
            Part::Picture { width: id, height: 0 },
        ],
    }
}

pub(crate) fn note(id: u32) -> Note {
    Note {
        owner: "o".into(),
        id,
        text: format!("text {id}"),
        secret: id,
    }
}

pub(crate) fn place(id: u32) -> Place {
    Place {
        owner: "o".into(),
        id,
        others: [
            ("color".to_owned(), "red".to_owned()),
            ("form".to_owned(), "round".to_owned()),
        ]
        .into(),
    }
}

/// Writes an item by hand: `change` is applied to the item of an entity.
pub(crate) async fn spoil(
    table: &Table<App>,
    sort_key: &str,
    change: impl FnOnce(&mut std::collections::HashMap<String, AttributeValue>),
) {
    let key = |name: &str, value: &str| (name.to_owned(), AttributeValue::S(value.to_owned()));
    let keys = [key("pk", "OWNER#o"), key("sk", sort_key)];
    let read = table.client().get_item().table_name(table.name());
    let mut item = read.set_key(Some(keys.into())).send().await.unwrap().item.unwrap();
    change(&mut item);
    let write = table.client().put_item().table_name(table.name());
    write.set_item(Some(item)).send().await.unwrap();
}

/// Describes everything observable of an outcome.
pub(crate) fn outcome<T: std::fmt::Debug>(result: dynamo_entity::Result<T>) -> Result<String, String> {
    match result {
        Ok(value) => Ok(format!("{value:#?}")),
        Err(error) => Err(format!(
            "{error}; decode {}, input {}, not found {}, not unique {}",
            error.is_decode(),
            error.is_invalid_input(),
            error.is_not_found(),
            error.is_not_unique(),
        )),
    }
}

/// Performs a read in place, through the SDK, through attribute values and with a client that has an interceptor. Checks that the outcomes are
/// equal, and returns the outcome.
macro_rules! both {
    ($table:expr, |$to:ident| $read:expr) => {{
        let direct = {
            let $to: &Table<crate::App> = &$table;
            crate::outcome($read.await)
        };
        for other in crate::others(&$table) {
            let $to: &Table<crate::App> = &other;
            assert_eq!(direct, crate::outcome($read.await), "{}", stringify!($read));
        }
        direct
    }};
}
pub(crate) use both;

/// Returns the same table in the other ways.
pub(crate) fn others(table: &Table<App>) -> [Table<App>; 3] {
    [
        table.clone().through_sdk(),
        table.clone().through_attribute_values(),
        Table::new(ways::intercepted(table.client()), table.name()),
    ]
}
