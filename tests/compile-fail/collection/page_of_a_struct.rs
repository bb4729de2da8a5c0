//! A struct collection is not read in pages.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    card_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
struct Reaction {
    card_id: String,
    user_id: String,
}

#[derive(Collection)]
struct CardDetails {
    card: Card,
    reactions: Vec<Reaction>,
}

#[derive(Table)]
#[table(entities(Card, Reaction))]
struct App;

async fn program(table: Table<App>) -> dynamo_entity::Result<()> {
    CardDetails::query("1").send(&table).await?;
    Ok(())
}

fn cursor(cursor: Cursor) {
    let _ = CardDetails::query("1").start_at(cursor);
}

fn main() {}
