//! Only optional fields can be removed.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    email: String,
    display_name: String,
    nickname: Option<String>,
    #[readonly]
    created_at: String,
}

fn main() {
    let f = User::fields();
    let _ = User::patch("1").remove(f.display_name);
}
