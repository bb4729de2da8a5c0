//! Keys with too few parts, too many parts, and parts of other types.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
}

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "LOG#<number:05>#<user_id>")]
struct Reaction {
    card_id: String,
    number: u32,
    user_id: String,
    emoji: String,
}

fn main() {
    let _ = Reaction::get(("c1", 1_u32));
    let _ = Reaction::delete(("c1", "one", "u1"));
    let _ = Reaction::batch_get(["c1"]);
    let _ = User::patch(("u1", "PROFILE"));
    let _ = User::remove(7);
}
