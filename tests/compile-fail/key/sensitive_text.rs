//! The key of an entity with a sensitive part has no text.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "SESSION#<token>", sk = "SESSION")]
struct Session {
    #[entity(sensitive)]
    token: String,
}

fn log(session: &Session) -> String {
    session.key().to_string()
}

fn main() {}
