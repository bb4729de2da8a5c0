//! An index part of a type that serde cannot serialize.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, KeyPart)]
struct Email(String);

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
struct User {
    user_id: String,
    email: Email,
}

fn main() {}
