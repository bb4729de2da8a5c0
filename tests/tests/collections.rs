//! Collections: several entities read by one query.

use std::fmt::Debug;

use dynamo_entity::prelude::*;
use dynamo_entity::{CollectionQuery, raw};
use dynamo_entity_tests::engine::{client, unique_table_name};
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
struct Card {
    card_id: String,
    message: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<id>", sk = "REACTION#<user_id>")]
struct Reaction {
    id: String,
    user_id: String,
    emoji: String,
}

/// In the same partition, and in no collection here.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "LOG#<at>")]
struct Log {
    card_id: String,
    at: String,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(query = "primary")]
struct CardDetails {
    card: Option<Card>,
    reactions: Vec<Reaction>,
}

#[derive(Debug, PartialEq, Collection)]
struct ExactCard {
    card: Card,
    reaction: Option<Reaction>,
}

#[derive(Debug, Clone, PartialEq, Collection)]
enum CardItem {
    Card(Card),
    Reaction(Reaction),
}

#[derive(Table)]
#[table(entities(Card, Reaction, Log))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("collections"));
    table.create().send().await.unwrap();
    table
}

fn card(id: &str) -> Card {
    Card {
        card_id: id.into(),
        message: "thanks".into(),
    }
}

fn reaction(id: &str, user: &str) -> Reaction {
    Reaction {
        id: id.into(),
        user_id: user.into(),
        emoji: "heart".into(),
    }
}

fn log(id: &str, at: &str) -> Log {
    Log {
        card_id: id.into(),
        at: at.into(),
    }
}

#[tokio::test]
async fn a_struct_holds_what_one_query_reads() {
    let table = table().await;
    assert_eq!(
        CardDetails::query("c1").all(&table).await.unwrap(),
        CardDetails {
            card: None,
            reactions: Vec::new()
        }
    );
    Card::put(card("c1")).send(&table).await.unwrap();
    Card::put(card("c10")).send(&table).await.unwrap();
    for user in ["u2", "u1"] {
        Reaction::put(reaction("c1", user)).send(&table).await.unwrap();
    }
    Log::put(log("c1", "1")).send(&table).await.unwrap();
    let expected = CardDetails {
        card: Some(card("c1")),
        reactions: vec![reaction("c1", "u1"), reaction("c1", "u2")],
    };
    assert_eq!(CardDetails::query("c1").all(&table).await.unwrap(), expected);
    assert_eq!(CardDetails::query("c1").limit(1).all(&table).await.unwrap(), expected);
    let items = CardItem::query("c1").all(&table).await.unwrap();
    let expected = [
        CardItem::Card(card("c1")),
        CardItem::Reaction(reaction("c1", "u1")),
        CardItem::Reaction(reaction("c1", "u2")),
    ];
    assert_eq!(items, expected);
}
