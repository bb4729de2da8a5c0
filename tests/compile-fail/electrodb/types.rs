//! Types that ElectroDB keys do not support, and ranges of values that do not sort.

use chrono::{DateTime, Utc};
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "visit", version = "1"), pk = ["id"], sk = ["at"])]
struct Visit {
    id: String,
    at: DateTime<Utc>,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "score", version = "1"), pk = ["id"], sk = ["points"])]
struct Score {
    id: String,
    points: i64,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "rank", version = "1"), pk = ["id"], sk = ["points"])]
struct Rank {
    id: String,
    #[entity(padding(length = 5, char = "0"))]
    points: i64,
}

fn main() {
    // `10` sorts before `9`, and `-1` before `-2`.
    let _ = Score::query().primary("1").points().gt(9);
    let _ = Rank::query().primary("1").points().gt(9);
}
