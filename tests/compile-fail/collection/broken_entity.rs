//! A mistake in a member is not reported again by the collection.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card>", sk = "CARD")]
struct Card {
    card_id: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
struct Reaction {
    card_id: String,
    user_id: String,
}

#[derive(Table)]
#[table(entities(Card, Reaction))]
struct App;

#[derive(Collection)]
struct CardDetails {
    card: Card,
    reactions: Vec<Reaction>,
}

#[derive(Collection)]
enum CardItem {
    Reaction(Reaction),
    Card(Card),
}

async fn program(table: Table<App>) -> dynamo_entity::Result<()> {
    CardDetails::query("1").all(&table).await?;
    CardItem::query("1").all(&table).await?;
    Ok(())
}

fn main() {}
