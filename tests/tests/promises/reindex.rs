//! The verb `reindex` rewrites every index key from the item itself, and nothing else.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue::{self, N, S};
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "C#<id>", sk = "C")]
#[gsi(name = "by_sender", index = "gsi1", pk = "SENDER#<sender>", sk = "<rank:03>#<id>")]
#[gsi(name = "review", index = "gsi2", pk = "REVIEW", sk = "<reviewer>")]
#[lsi(name = "by_time", index = "lsi1", sk = "<changed>")]
struct Card {
    id: String,
    sender: String,
    #[readonly]
    rank: u32,
    reviewer: Option<String>,
    #[entity(on_write = "now".to_owned())]
    changed: String,
    #[serde(default)]
    #[entity(version)]
    version: u32,
    note: Option<String>,
}

#[derive(Table)]
#[table(entities(Card))]
struct App;

/// Makes a table with an item that is older than the indexes and has a wrong index key.
async fn older() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("reindex"));
    table.create().send().await.unwrap();
    let put = table.client().put_item().table_name(table.name());
    put.item("pk", S("C#1".into()))
        .item("sk", S("C".into()))
        .item("_type", S("Card".into()))
        .item("id", S("1".into()))
        .item("sender", S("ada".into()))
        .item("rank", N("7".into()))
        .item("changed", S("then".into()))
        .item("version", N("3".into()))
        .item("gsi2pk", S("REVIEW".into()))
        .item("gsi2sk", S("bob".into()))
        .item("other", S("kept".into()))
        .send()
        .await
        .unwrap();
    table
}

async fn stored(table: &Table<App>) -> HashMap<String, AttributeValue> {
    let get = table.client().get_item().table_name(table.name());
    get.key("pk", S("C#1".into()))
        .key("sk", S("C".into()))
        .send()
        .await
        .unwrap()
        .item
        .unwrap()
}

async fn loaded(table: &Table<App>) -> Card {
    Card::get("1").send(table).await.unwrap().unwrap()
}

#[tokio::test]
async fn reindex_rewrites_every_index_key_and_nothing_else() {
    let table = older().await;
    let card = loaded(&table).await;
    let before = stored(&table).await;
    for _ in 0..2 {
        card.reindex().send(&table).await.unwrap();
        let mut expected = before.clone();
        expected.remove("gsi2sk");
        expected.extend([
            ("gsi1pk".to_owned(), S("SENDER#ada".into())),
            ("gsi1sk".to_owned(), S("007#1".into())),
            ("lsi1sk".to_owned(), S("then".into())),
        ]);
        assert_eq!(stored(&table).await, expected);
    }
    assert_eq!(Card::query().by_sender("ada").one(&table).await.unwrap(), card);
    assert_eq!(Card::query().by_time("1").one(&table).await.unwrap(), card);
    assert_eq!(Card::query().review().count(&table).await.unwrap(), 0);
    assert_eq!(card.reindex().return_new().send(&table).await.unwrap(), card);
}

#[tokio::test]
async fn reindex_in_a_transaction_and_once() {
    let table = older().await;
    let card = loaded(&table).await;
    table.transact_write().add(card.reindex()).send().await.unwrap();
    assert_eq!(Card::query().by_sender("ada").one(&table).await.unwrap(), card);
    let table = older().await;
    card.reindex().once().send(&table).await.unwrap();
    assert_eq!(Card::query().by_sender("ada").one(&table).await.unwrap(), card);
    let request = card.reindex().request(&table).unwrap();
    assert_eq!(
        request.update_expression(),
        Some("SET #n0 = :v0, #n1 = :v1, #n2 = :v2, #n4 = :v3 REMOVE #n3")
    );
}

#[tokio::test]
async fn reindex_of_a_changed_or_deleted_item() {
    let f = Card::fields();
    let table = older().await;
    let card = loaded(&table).await;
    Card::patch("1").set(f.note, "n").send(&table).await.unwrap();
    let stale = card.reindex().send(&table).await.unwrap_err();
    assert!(stale.is_version_conflict(), "{stale}");

    // Another program changed a part of the item without changing its version.
    let card = loaded(&table).await;
    let update = table.client().update_item().table_name(table.name());
    update
        .key("pk", S("C#1".into()))
        .key("sk", S("C".into()))
        .update_expression("SET sender = :s")
        .expression_attribute_values(":s", S("eve".into()))
        .send()
        .await
        .unwrap();
    let stale = card.reindex().send(&table).await.unwrap_err();
    assert!(stale.is_condition_failed(), "{stale}");
    assert_eq!(stale.existing::<Card>().unwrap().unwrap().sender, "eve");

    Card::delete("1").send(&table).await.unwrap();
    let gone = card.reindex().send(&table).await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert!(Card::get("1").send(&table).await.unwrap().is_none());

    let table = older().await;
    let card = loaded(&table).await;
    let condition = card.reindex().condition(f.sender.eq("nobody"));
    assert!(condition.send(&table).await.unwrap_err().is_condition_failed());
}
