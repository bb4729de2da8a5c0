//! A projection with a field of another type than the entity's, and with a field that the entity does not have.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "USER")]
struct User {
    user_id: String,
    age: u32,
    email: Option<String>,
}

#[derive(Debug, Projection, Deserialize)]
#[projection(entity = User)]
struct Line {
    user_id: String,
    age: String,
    email: String,
}

#[derive(Debug, Projection, Deserialize)]
#[projection(entity = User)]
struct Misspelled {
    user_id: String,
    emial: Option<String>,
}

fn main() {}
