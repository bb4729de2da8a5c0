//! A key attribute that marker items of unique values use with another type.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    #[entity(unique)]
    email: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CAR#<id>", sk = "CAR")]
#[gsi(name = "by_owner", index = "gsi1", pk = ["<owner>"])]
struct Car {
    id: String,
    owner: String,
}

#[derive(Table)]
#[table(entities(User, Car))]
struct App;

fn main() {}
