//! Users, and how to reach all of them.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A user. Only users are in the index `users`, so that a scan of it reads nothing else.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<username>", sk = "USER")]
#[gsi(name = "everyone", index = "users", pk = "USER#<username>", projection = ["username"])]
pub struct User {
    pub username: String,
    pub email: String,
}

/// What the index `users` holds of a user.
#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = User)]
pub struct Recipient {
    pub username: String,
}
