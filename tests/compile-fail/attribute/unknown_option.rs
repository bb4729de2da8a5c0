//! An unknown option, a repeated option, and values of the wrong kind.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sort = "PROFILE")]
struct Unknown {
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", pk = "PERSON#<user_id>", sk = "PROFILE")]
struct Twice {
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = 7, sk = "PROFILE")]
struct Literal {
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct Field {
    user_id: String,
    #[readonly = true]
    email: String,
}

#[derive(Table)]
#[table(entity(User))]
struct App;

fn main() {}
