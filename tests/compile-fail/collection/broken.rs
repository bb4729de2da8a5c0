//! A mistake in a collection is not reported again where the collection is used.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    card_id: String,
}

#[derive(Table)]
#[table(entities(Card))]
struct App;

#[derive(Collection)]
#[collection(pattern = "primary")]
struct CardDetails {
    card: Card,
}

#[derive(Collection)]
#[collection(query = primary)]
enum CardItem {
    Card(Card),
}

async fn program(table: Table<App>) -> dynamo_entity::Result<()> {
    CardDetails::query("1").all(&table).await?;
    CardItem::query(("1", 2)).limit(1).send(&table).await?;
    Ok(())
}

fn main() {}
