use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "TASK#<task_id>", sk = "TASK")]
#[gsi(name = "by_status", index = "gsi1", pk = "TASKS", sk = "<status>#<created_at>")]
struct Task {
    task_id: String,
    status: String,
    #[readonly]
    created_at: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<note_id>", sk = "NOTE")]
struct Note {
    note_id: String,
    text: String,
}

#[derive(Default, Changes, Deserialize)]
#[changes(entity = Task, edit)]
#[serde(default)]
struct TaskPatch {
    status: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NotePatch {
    text: Option<String>,
}

fn apply(task: &Task) {
    let _ = task.edit().apply(TaskPatch::default());
    let _ = Task::patch("1").apply(TaskPatch::default());
    let _ = Note::patch("1").apply(TaskPatch::default());
    let _ = Note::patch("1").apply(NotePatch::default());
}

fn main() {}
