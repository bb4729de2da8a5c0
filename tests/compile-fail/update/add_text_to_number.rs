//! `add` of a value that is not a number.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "STATS")]
struct Stats {
    user_id: String,
    total: u64,
}

fn main() {
    let s = Stats::fields();
    let _ = Stats::patch("1").add(s.total, "one");
}
