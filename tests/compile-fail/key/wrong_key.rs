//! A value that is not the key of the entity.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
struct Reaction {
    card_id: String,
    user_id: String,
}

fn main() {
    let _ = Reaction::get("c1");
    let _ = Reaction::get(("c1", 7));
}
