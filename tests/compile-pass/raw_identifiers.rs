//! Fields and access patterns that are keywords, written raw.
#![allow(missing_docs)]

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "THING#<type>", sk = "<fn>#<loop:03>")]
#[gsi(name = "by_type", index = "gsi1", pk = "TYPE#<type>", sk = "<match>#<move:03>")]
pub struct r#Thing {
    pub r#type: String,
    pub r#fn: String,
    pub r#loop: u8,
    pub r#match: String,
    #[default(1)]
    pub r#move: u8,
    pub r#enum: Option<String>,
}

#[derive(Debug, Clone, Document, Serialize, Deserialize)]
pub struct Part {
    pub r#use: String,
}

#[derive(Debug, Changes)]
#[changes(entity = r#Thing)]
pub struct r#Do {
    pub r#match: Option<String>,
    pub r#move: Option<u8>,
    pub r#enum: dynamo_entity::Change<String>,
}

#[derive(Debug, Collection)]
#[collection(query = "by_type")]
pub struct r#Things {
    pub r#where: Vec<r#Thing>,
}

#[derive(Debug, Collection)]
pub enum AnyThing {
    r#Thing(r#Thing),
}

#[derive(Debug, Table)]
#[table(entities(r#Thing))]
pub struct r#Box;

/// Each is called by its raw name too.
pub fn program() {
    let f = Thing::fields();
    let _ = Thing::builder().r#type("a").r#fn("b").r#loop(1).r#match("c").build();
    let _ = Thing::patch(("a", "b", 1))
        .set(f.r#enum, "x")
        .set(f.by_type_sk, ("c", 2));
    let _ = Thing::query().by_type("a").r#match().eq("c").r#move().gt(1);
    let _ = (Things::query("a"), AnyThing::query("a"));
    let _ = Part::fields().r#use;
}
