//! A member that the table does not hold.
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
#[table(entities(Card))]
struct App;

async fn program(table: Table<App>) -> dynamo_entity::Result<CardDetails> {
    CardDetails::query("1").all(&table).await
}

fn main() {}
