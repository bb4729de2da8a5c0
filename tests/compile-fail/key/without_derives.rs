//! Types of key fields that lack derives.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Role {
    Admin,
    Member,
}

#[derive(KeyPart, Serialize, Deserialize)]
struct TeamId(String);

#[derive(Debug, Entity, Serialize, Deserialize)]
#[entity(pk = "ROLE#<role>", sk = "USER")]
struct User {
    role: Role,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<team_id>", sk = "TEAM")]
struct Team {
    team_id: TeamId,
}

fn main() {}
