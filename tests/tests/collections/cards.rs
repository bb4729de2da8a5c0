//! Collections of a card, its reactions and its log: every form of a collection and every option of its query.

use dynamo_entity::prelude::*;
use dynamo_entity::raw;
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

use super::table;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
pub(crate) struct Card {
    pub(crate) card_id: String,
    pub(crate) message: String,
}

/// Names the field of the partition differently.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<id>", sk = "REACTION#<user_id>")]
pub(crate) struct Reaction {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) emoji: String,
}

/// An entity in the same partition that is in no collection.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "LOG#<at>")]
pub(crate) struct Log {
    pub(crate) card_id: String,
    pub(crate) at: String,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(query = "primary")]
struct CardDetails {
    card: Option<Card>,
    reactions: Vec<Reaction>,
}

#[derive(Debug, PartialEq, Collection)]
struct Exact {
    card: Card,
    reaction: Option<Reaction>,
}

#[derive(Debug, Clone, PartialEq, Collection)]
pub(crate) enum CardItem {
    Card(Card),
    Reaction(Reaction),
}

#[derive(Table)]
#[table(entities(Card, Reaction, Log))]
pub(crate) struct App;

pub(crate) fn card(id: &str) -> Card {
    Card {
        card_id: id.into(),
        message: "thanks".into(),
    }
}

pub(crate) fn reaction(id: &str, user: &str, emoji: &str) -> Reaction {
    Reaction {
        id: id.into(),
        user_id: user.into(),
        emoji: emoji.into(),
    }
}

fn log(id: &str, at: &str) -> Log {
    Log {
        card_id: id.into(),
        at: at.into(),
    }
}

/// Writes two cards with a common prefix in their ids, two reactions for each, and a log.
pub(crate) async fn cards() -> Table<App> {
    let table = table::<App>().await;
    for id in ["c1", "c10"] {
        Card::put(card(id)).send(&table).await.unwrap();
        Reaction::put(reaction(id, "u2", "heart")).send(&table).await.unwrap();
        Reaction::put(reaction(id, "u1", "star")).send(&table).await.unwrap();
        Log::put(log(id, "1")).send(&table).await.unwrap();
    }
    table
}

fn items() -> Vec<CardItem> {
    vec![
        CardItem::Card(card("c1")),
        CardItem::Reaction(reaction("c1", "u1", "star")),
        CardItem::Reaction(reaction("c1", "u2", "heart")),
    ]
}

#[tokio::test]
async fn a_struct_holds_what_one_query_reads() {
    let table = cards().await;
    let mut expected = CardDetails {
        card: Some(card("c1")),
        reactions: vec![reaction("c1", "u1", "star"), reaction("c1", "u2", "heart")],
    };
    assert_eq!(CardDetails::query("c1").all(&table).await.unwrap(), expected);
    assert_eq!(CardDetails::query("c1").limit(1).all(&table).await.unwrap(), expected);
    assert_eq!(
        CardDetails::query(String::from("c1"))
            .consistent()
            .all(&table)
            .await
            .unwrap(),
        expected
    );
    let taken = CardDetails::query("c1").take(2).all(&table).await.unwrap();
    assert_eq!((taken.card.is_some(), taken.reactions.len()), (true, 1));
    expected.reactions.reverse();
    assert_eq!(
        CardDetails::query("c1").descending().all(&table).await.unwrap(),
        expected
    );

    let none = CardDetails {
        card: None,
        reactions: Vec::new(),
    };
    assert_eq!(CardDetails::query("c2").all(&table).await.unwrap(), none);
    assert_eq!(CardDetails::query("c2").count(&table).await.unwrap(), 0);
}

#[tokio::test]
async fn a_field_for_one_item_holds_exactly_that() {
    let table = table::<App>().await;
    let missing = Exact::query("c1").all(&table).await.unwrap_err();
    assert!(missing.is_not_found() && missing.entity() == Some("Card"), "{missing}");
    Card::put(card("c1")).send(&table).await.unwrap();
    let exact = Exact::query("c1").all(&table).await.unwrap();
    assert_eq!((exact.card, exact.reaction), (card("c1"), None));
    Reaction::put(reaction("c1", "u1", "star")).send(&table).await.unwrap();
    let exact = Exact::query("c1").all(&table).await.unwrap();
    assert_eq!(exact.reaction, Some(reaction("c1", "u1", "star")));
    Reaction::put(reaction("c1", "u2", "star")).send(&table).await.unwrap();
    let several = Exact::query("c1").all(&table).await.unwrap_err();
    assert!(
        several.is_not_unique() && several.entity() == Some("Reaction"),
        "{several}"
    );
}

#[tokio::test]
async fn an_enum_keeps_the_order_across_entities() {
    let table = cards().await;
    let query = || CardItem::query("c1");
    let mut expected = items();
    assert_eq!(query().all(&table).await.unwrap(), expected);
    let streamed: Vec<_> = query().limit(1).stream(&table).try_collect().await.unwrap();
    assert_eq!(streamed, expected);
    let page = query().send(&table).await.unwrap();
    assert_eq!((page.items, page.cursor), (expected.clone(), None));
    assert_eq!(query().count(&table).await.unwrap(), 3);
    expected.reverse();
    assert_eq!(query().descending().all(&table).await.unwrap(), expected);
}

#[tokio::test]
async fn a_prefix_of_the_sort_key_narrows_the_query() {
    let table = cards().await;
    let reactions = CardItem::query("c1")
        .begins_with("REACTION#")
        .all(&table)
        .await
        .unwrap();
    assert_eq!(reactions, items()[1..]);
    let one = CardDetails::query("c1")
        .begins_with("REACTION#u2")
        .all(&table)
        .await
        .unwrap();
    assert_eq!((one.card, one.reactions.len()), (None, 1));
    assert_eq!(CardItem::query("c1").begins_with("").count(&table).await.unwrap(), 3);

    let request = CardItem::query("c1").begins_with("REACTION#").request(&table).unwrap();
    assert_eq!(
        request.key_condition_expression(),
        Some("(#n0 = :v0) AND begins_with(#n1, :v1)")
    );
    assert_eq!(request.filter_expression(), None, "no other entity begins so");

    for prefix in ["LOG#", "CARD#", "c"] {
        let refused = CardItem::query("c1").begins_with(prefix).request(&table).unwrap_err();
        assert!(refused.is_invalid_key());
        assert_eq!(
            refused.to_string(),
            format!(
                "`CardItem`: no member has a sort key that begins with `{prefix}`; the sort keys are `CARD`, \
                 `REACTION#<user_id>`"
            )
        );
    }
    let long = format!("REACTION#{}", "x".repeat(1024));
    let refused = CardItem::query("c1").begins_with(long).request(&table).unwrap_err();
    assert!(refused.is_invalid_key(), "{refused}");
}

#[tokio::test]
async fn a_filter_applies_to_one_member() {
    let table = cards().await;
    let (c, r) = (Card::fields(), Reaction::fields());
    let hearts = CardItem::query("c1").filter(r.emoji.eq("heart"));
    assert_eq!(
        hearts.clone().all(&table).await.unwrap(),
        [items()[0].clone(), items()[2].clone()]
    );
    assert_eq!(hearts.clone().count(&table).await.unwrap(), 2);
    let neither = hearts.filter(c.message.eq("other"));
    assert_eq!(neither.all(&table).await.unwrap(), items()[2..]);

    let stars = raw("#e = :e").name("e", "emoji").value("e", "star");
    let stars = CardItem::query("c1").filter::<Reaction>(stars);
    assert_eq!(stars.all(&table).await.unwrap(), items()[..2]);
    // The same for a filter that is not a conjunction.
    let either = CardDetails::query("c1").filter(r.emoji.eq("heart") | r.emoji.eq("star"));
    assert_eq!(either.all(&table).await.unwrap().reactions.len(), 2);
}

#[tokio::test]
async fn impossible_queries_are_refused_before_they_are_sent() {
    let table = cards().await;
    let empty = CardDetails::query("").request(&table).unwrap_err();
    assert!(empty.is_invalid_key() && empty.entity() == Some("Card"), "{empty}");
    let zero = CardDetails::query("c1").limit(0).request(&table).unwrap_err();
    assert!(
        zero.is_invalid_input() && zero.entity() == Some("CardDetails"),
        "{zero}"
    );

    let page = CardItem::query("c1").limit(1).send(&table).await.unwrap();
    let cursor = page.cursor.unwrap();
    let foreign = CardItem::query("c10")
        .start_at(cursor.clone())
        .send(&table)
        .await
        .unwrap_err();
    assert!(foreign.is_invalid_cursor(), "{foreign}");
    let rest = CardItem::query("c1").start_at(cursor).all(&table).await.unwrap();
    assert_eq!(rest, items()[1..]);
}
