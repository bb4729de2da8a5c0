//! A transaction gives back the items that it stored whole.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting_client;
use serde::{Deserialize, Serialize};

use super::{Account, Entry, account, entry, put_all, stored, table};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<id>", sk = "CARD")]
struct Card {
    id: String,
    #[entity(set = lowercase, get = shown)]
    title: String,
    #[entity(unique)]
    slug: String,
    #[entity(on_write = "now".to_owned())]
    changed: String,
    #[default(7)]
    likes: u32,
    #[entity(version)]
    version: u32,
}

fn lowercase(text: String) -> String {
    text.to_lowercase()
}

fn shown(text: String) -> String {
    format!("<{text}>")
}

#[derive(Table)]
#[table(entities(Card))]
struct Cards;

#[tokio::test]
async fn puts_and_creates_are_given_back_as_a_read_returns_them() {
    let table = table().await;
    put_all(&table, &[account("a", 10)]).await;
    let entries = [entry("a", 1), entry("a", 2)];
    let (created, written) = table
        .transact_write()
        .add(Account::patch("a").subtract(Account::fields().balance, 2))
        .add_returning(Account::create(account("b", 2)))
        .add_all_returning(entries.clone().map(Entry::put))
        .send()
        .await
        .unwrap();
    assert_eq!(Some(&created), stored(&table, "b").await.as_ref());
    assert_eq!(written, entries);
    assert_eq!(stored(&table, "a").await.unwrap().balance, 8);

    // An empty list gives back an empty list, and sends nothing of its own.
    let nothing: Vec<super::Entry> = Vec::new();
    let (none,) = table
        .transact_write()
        .add_all_returning(nothing.into_iter().map(Entry::put))
        .send()
        .await
        .unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn it_costs_no_other_request() {
    let (client, requests) = counting_client();
    let table = Table::<Cards>::new(client, "returning");
    table.create().send().await.unwrap();
    let before = requests.count();
    let card = Card::builder().id("1").title("Hi").slug("hi");
    let (card,) = table
        .transact_write()
        .add_returning(Card::create(card))
        .send()
        .await
        .unwrap();
    assert_eq!(requests.operations()[before..], ["TransactWriteItems"]);
    let expected = Card {
        id: "1".into(),
        title: "<hi>".into(),
        slug: "hi".into(),
        changed: "now".into(),
        likes: 7,
        version: 1,
    };
    assert_eq!(card, expected);
    assert_eq!(Card::get("1").send(&table).await.unwrap(), Some(expected));

    // Nothing is given back of a transaction that was canceled.
    let again = Card::builder().id("2").title("Hi").slug("hi");
    let error = table
        .transact_write()
        .add_returning(Card::create(again))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.cancellations().unwrap()[0].unique_field(), Some("slug"));
}
