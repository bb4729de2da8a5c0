//! Entities with values of every kind, and their table.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::verdict::Looks;

/// The names that are decoded in attributes of a [`Thing`]: the tags of values, and the names of fields and variants.
const NAMES: &[&str] = &[
    "S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS", "a", "b", "single", "double", "unit", "value", "inner",
    "list", "Unit", "New", "Tuple", "Struct", "none", "type", "float", "signed", "raw", "content", "key",
];

/// The attributes that the table adds. Whether the codec reads or hides them depends on the entity.
const KEYS: &[&str] = &["pk", "sk", "_type"];

/// Whether a `Thing` decodes this place of its item.
#[must_use]
pub fn thing_looks(place: &[String]) -> Looks {
    match place.split_first() {
        Some((attribute, _)) if KEYS.contains(&attribute.as_str()) => Looks::Perhaps,
        Some((attribute, rest)) if Thing::SCHEMA.fields.iter().any(|field| field.attribute == attribute) => {
            if rest.iter().all(|name| NAMES.contains(&name.as_str())) {
                Looks::Always
            } else {
                Looks::Perhaps
            }
        }
        Some(_) => Looks::Never,
        None => Looks::Always,
    }
}

/// Whether a `Loose` decodes this place of its item. A `Loose` keeps attributes without a field.
#[must_use]
pub fn loose_looks(place: &[String]) -> Looks {
    match place.split_first() {
        Some((attribute, _)) if KEYS.contains(&attribute.as_str()) => Looks::Perhaps,
        _ => Looks::Always,
    }
}

/// An entity that is decoded in place, attribute by attribute.
#[derive(Clone, Debug, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "OWNER#<owner>", sk = "THING#<id:04>")]
#[allow(missing_docs)]
pub struct Thing {
    pub owner: String,
    pub id: u32,
    #[serde(default)]
    pub numbers: Numbers,
    #[serde(default)]
    pub pair: Option<(i16, Option<f64>, char)>,
    #[serde(default)]
    pub bytes: Vec<u8>,
    #[serde(default)]
    pub texts: BTreeSet<String>,
    #[serde(default)]
    pub integers: BTreeSet<i64>,
    #[serde(default)]
    pub blobs: BTreeSet<Vec<u8>>,
    #[serde(default)]
    pub nest: Option<Nest>,
    #[serde(default)]
    pub external: Vec<External>,
    #[serde(default)]
    pub internal: Option<Internal>,
    #[serde(default)]
    pub adjacent: Vec<Adjacent>,
    #[serde(default)]
    pub untagged: Vec<Untagged>,
    #[serde(default)]
    pub by_number: BTreeMap<i64, Vec<Option<bool>>>,
}

/// An entity that is decoded through serde's buffers.
#[derive(Clone, Debug, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "OWNER#<owner>", sk = "LOOSE#<id:04>")]
#[allow(missing_docs)]
pub struct Loose {
    pub owner: String,
    pub id: u32,
    pub text: Option<String>,
    #[serde(flatten)]
    pub detail: Detail,
    #[serde(flatten)]
    pub others: BTreeMap<String, Value>,
}

/// The table of both entities.
#[derive(Table)]
#[table(entities(Thing, Loose))]
pub struct App;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Numbers {
    pub a: (i8, i16, i32, i64, i128),
    pub b: (u8, u16, u32, u64, u128),
    pub single: f32,
    pub double: f64,
}

/// A type that contains itself, in two ways.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Nest {
    pub unit: (),
    pub value: Option<i32>,
    pub inner: Option<Box<Nest>>,
    pub list: Vec<Nest>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Detail {
    #[serde(default)]
    pub count: u64,
    pub ratio: Option<f64>,
    #[serde(default)]
    pub variants: Vec<Internal>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum External {
    Unit,
    New(Option<i32>),
    Tuple(bool, String),
    Struct { inner: Nest, none: Option<u8> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
#[allow(missing_docs)]
pub enum Internal {
    Unit,
    New(Nest),
    Struct { float: f64, signed: i64, raw: Vec<u8> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "content")]
#[allow(missing_docs)]
pub enum Adjacent {
    Unit,
    New(f64),
    Tuple(u8, String),
    Struct { inner: Option<Nest> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum Untagged {
    Flag(bool),
    Signed(i64),
    Text(String),
    List(Vec<u16>),
    Struct { key: BTreeMap<String, f64> },
}
