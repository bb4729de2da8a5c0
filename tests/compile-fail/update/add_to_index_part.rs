//! `add` on an index part, whose new value must be known.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "STATS")]
#[gsi(name = "ranking", index = "gsi1", pk = "RANKING", sk = "<points:010>")]
struct Stats {
    user_id: String,
    points: u64,
}

fn main() {
    let s = Stats::fields();
    let _ = Stats::patch("1").add(s.points, 1);
    let _ = Stats::patch("1").set_if_absent(s.points, 1);
}
