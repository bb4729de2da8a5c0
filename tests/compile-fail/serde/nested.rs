//! A nested type without serde's derives: the first message names it.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq)]
struct Address {
    city: String,
}

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "USER")]
struct User {
    user_id: String,
    address: Address,
    former: Vec<Address>,
}

fn main() {}
