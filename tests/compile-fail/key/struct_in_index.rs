//! A user's struct without `KeyPart` in an index, as a partition part and as a sort part.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Level(u8);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Role {
    Admin,
    Member,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "by_role", index = "gsi1", pk = "ROLE#<role>", sk = "<level>")]
struct User {
    user_id: String,
    role: Role,
    level: Option<Level>,
}

fn main() {}
