use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "TASK#<task_id>", sk = "TASK")]
#[gsi(name = "by_rank", index = "gsi1", pk = "RANKS", sk = "<level:03>#<points:05>")]
#[gsi(name = "by_status", index = "gsi2", pk = "TASKS", sk = "<status>#<created_at>")]
struct Task {
    task_id: String,
    level: u32,
    points: u32,
    status: String,
    #[readonly]
    created_at: String,
}

#[derive(Default, Changes, Deserialize)]
#[changes(entity = Task)]
#[serde(default)]
struct TaskPatch {
    level: Option<u32>,
    status: Option<String>,
}

fn main() {}
