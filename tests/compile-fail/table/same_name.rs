//! Two entities that the type attribute cannot distinguish.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "ADMIN#<admin_id>", sk = "PROFILE", name = "User")]
struct Admin {
    admin_id: String,
}

#[derive(Table)]
#[table(entities(User, Admin))]
struct App;

fn main() {}
