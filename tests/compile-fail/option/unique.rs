//! Types that cannot be unique, and writes that unique fields do not allow.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "SHOP#<id>", sk = "SHOP")]
struct Shop {
    id: String,
    #[entity(unique)]
    ratings: Vec<u32>,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    #[entity(unique)]
    number: u32,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<id>", sk = "NOTE")]
struct Note {
    id: String,
    #[entity(version)]
    version: u32,
}

#[derive(Table)]
#[table(entities(User, Note))]
struct App;

fn main() {
    let f = User::fields();
    // A counter would have to reserve each number.
    let _ = User::patch("1").add(f.number, 1);
    // A batch has neither conditions nor transactions.
    let _ = User::batch_put([User::builder().id("1").number(1_u32)]);
    let _ = Note::batch_delete(["1"]);
}

fn write(table: &Table<App>) {
    let _ = table.batch_write().put(Note::builder().id("1"));
}
