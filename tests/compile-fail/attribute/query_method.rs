//! A sort field named like a method of every query.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "PAGE#<book>", sk = "<limit:05>")]
struct Page {
    book: String,
    limit: u32,
}

fn main() {}
