//! Case 4: a key in another letter case and its attribute stay consistent.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::Schema;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

type Item = HashMap<String, AttributeValue>;

async fn table<S: Schema>() -> Table<S> {
    let table = Table::<S>::new(client().await, unique_table_name("folding"));
    table.create().send().await.unwrap();
    table
}

async fn only_item<S>(table: &Table<S>) -> Item {
    let scan = table.client().scan().table_name(table.name()).consistent_read(true);
    let items = scan.send().await.unwrap().items.unwrap();
    assert_eq!(items.len(), 1);
    items.into_iter().next().unwrap()
}

fn text<'i>(item: &'i Item, name: &str) -> &'i str {
    item.get(name).map_or("", |value| value.as_s().unwrap())
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "U#<id:lower>", sk = "U")]
#[gsi(name = "by_team", index = "gsi1", pk = "T#<team>", sk = "<id>")]
#[gsi(name = "by_kind", index = "gsi2", pk = "KINDS", sk = "<kind>#<id>")]
#[gsi(name = "folded", index = "gsi3", pk = "F#<id:lower>", sk = "<rank:03>")]
struct User {
    id: String,
    #[default("t".to_owned())]
    team: String,
    #[default("k".to_owned())]
    kind: String,
    #[default(1)]
    rank: u32,
    note: Option<String>,
}

#[derive(Table)]
#[table(entities(User))]
struct Users;

fn user(id: &str) -> User {
    User::builder().id(id).build()
}

/// Checks that the attribute and every index key have the same letter case.
async fn agrees(table: &Table<Users>, id: &str) {
    let item = only_item(table).await;
    let kind = text(&item, "kind").to_owned();
    assert_eq!(text(&item, "id"), id);
    assert_eq!(text(&item, "gsi1sk"), id);
    assert_eq!(text(&item, "gsi2sk"), format!("{kind}#{id}"));
    assert_eq!(text(&item, "gsi3pk"), "F#abc");
    let found = User::query().by_kind().kind().eq(&kind).id().eq(id).one(table).await;
    assert_eq!(found.unwrap().id, id);
}

#[tokio::test]
async fn case_04_upsert_in_another_letter_case() {
    let table = table::<Users>().await;
    User::put(user("abc")).send(&table).await.unwrap();
    User::upsert(user("ABC")).send(&table).await.unwrap();
    agrees(&table, "ABC").await;
    // Keys of fields with unset defaults are kept in their letter case, so either everything changes or nothing.
    let upsert = User::upsert(User::builder().id("aBc")).send(&table).await;
    assert!(upsert.unwrap_err().is_condition_failed());
    agrees(&table, "ABC").await;
    User::put(user("abc")).send(&table).await.unwrap();
    agrees(&table, "abc").await;
}

#[tokio::test]
async fn case_04_patch_in_another_letter_case() {
    let f = User::fields();
    let table = table::<Users>().await;
    User::put(user("abc")).send(&table).await.unwrap();
    User::patch("ABC").set(f.note, "n").send(&table).await.unwrap();
    agrees(&table, "abc").await;
    // Every index key with the part is known, so all of them change together with the attribute.
    User::patch("ABC").set(f.kind, "x").send(&table).await.unwrap();
    agrees(&table, "ABC").await;
    let patch = User::patch("aBC").set(f.kind, "y").once();
    patch.send(&table).await.unwrap();
    agrees(&table, "aBC").await;
    let changes: UserUpdate = serde_json::from_str(r#"{"team": "u", "kind": "z"}"#).unwrap();
    User::patch("Abc").apply(changes).send(&table).await.unwrap();
    agrees(&table, "Abc").await;
}

#[tokio::test]
async fn case_04_update_in_another_letter_case() {
    let f = User::fields();
    let table = table::<Users>().await;
    User::update("abc").set(f.kind, "a").send(&table).await.unwrap();
    agrees(&table, "abc").await;
    User::update("ABC").set(f.note, "n").send(&table).await.ok();
    let id = text(&only_item(&table).await, "id").to_owned();
    agrees(&table, &id).await;
    User::update("ABC")
        .set(f.kind, "x")
        .set(f.team, "y")
        .send(&table)
        .await
        .ok();
    let id = text(&only_item(&table).await, "id").to_owned();
    agrees(&table, &id).await;
}

#[tokio::test]
async fn case_04_edit_of_a_copy_in_another_letter_case() {
    let f = User::fields();
    let table = table::<Users>().await;
    User::put(user("abc")).send(&table).await.unwrap();
    let loaded = User::get("abc").send(&table).await.unwrap().unwrap();
    User::upsert(user("ABC")).send(&table).await.unwrap();
    let stale = loaded.edit().set(f.kind, "x").send(&table).await.unwrap_err();
    assert!(stale.is_condition_failed(), "{stale}");
    loaded.edit().set(f.note, "n").send(&table).await.unwrap();
    agrees(&table, "ABC").await;
    let loaded = User::get("abc").send(&table).await.unwrap().unwrap();
    loaded.edit().set(f.kind, "x").send(&table).await.unwrap();
    agrees(&table, "ABC").await;
}

/// An index key with the part that changes its letter case, and a part that a patch does not know.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "U#<id:upper>", sk = "U")]
#[gsi(name = "by_kind", index = "gsi1", pk = "KINDS", sk = "<kind>#<id>")]
#[gsi(name = "by_rank", index = "gsi2", pk = "RANKS", sk = "<rank:03>#<id>")]
struct Two {
    id: String,
    kind: String,
    #[readonly]
    rank: u32,
}

#[derive(Table)]
#[table(entities(Two))]
struct Twos;

fn two(id: &str) -> Two {
    Two {
        id: id.into(),
        kind: "k".into(),
        rank: 1,
    }
}

#[tokio::test]
async fn case_04_keys_that_cannot_change_together_do_not_change() {
    let f = Two::fields();
    let table = table::<Twos>().await;
    Two::put(two("abc")).send(&table).await.unwrap();
    let before = only_item(&table).await;
    let refused = Two::patch("ABC").set(f.kind, "x").send(&table).await.unwrap_err();
    assert!(refused.is_condition_failed(), "{refused}");
    let refused = Two::upsert(two("ABC")).send(&table).await.unwrap_err();
    assert!(refused.is_condition_failed(), "{refused}");
    assert_eq!(only_item(&table).await, before);

    Two::patch("abc").set(f.kind, "x").send(&table).await.unwrap();
    Two::upsert(two("abc")).send(&table).await.unwrap();
    let item = only_item(&table).await;
    assert_eq!(
        (text(&item, "id"), text(&item, "gsi1sk"), text(&item, "gsi2sk")),
        ("abc", "k#abc", "001#abc")
    );
    // An upsert creates a missing item.
    Two::upsert(two("NEW")).send(&table).await.unwrap();
}
