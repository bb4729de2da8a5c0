//! Case 3: an item that is older than an index enters the index with every write that changes a part of the index key.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

type Item = HashMap<String, AttributeValue>;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "DOC#<id>", sk = "DOC")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "DOC")]
#[gsi(name = "all", index = "gsi2", pk = "ALL", sk = "<title>")]
#[gsi(name = "by_team", index = "gsi3", pk = "TEAM#<team>", sk = "<rank:03>#<id>")]
#[gsi(name = "by_genre", index = "gsi4", pk = ["<genre>"], sk = "BY#<id>")]
#[gsi(name = "by_maker", index = "gsi5", pk = "MAKER#<made_by>", sk = "<mood>")]
#[lsi(name = "by_due", index = "lsi1", sk = "DUE#<due>")]
struct Doc {
    id: String,
    #[default("none".to_owned())]
    email: String,
    #[default("untitled".to_owned())]
    title: String,
    #[default("red".to_owned())]
    team: String,
    #[default(1)]
    rank: u32,
    #[default("poem".to_owned())]
    genre: String,
    #[readonly]
    #[default("press".to_owned())]
    made_by: String,
    mood: Option<String>,
    due: Option<String>,
    note: Option<String>,
}

#[derive(Table)]
#[table(entities(Doc))]
struct App;

fn doc() -> Doc {
    Doc {
        mood: Some("calm".into()),
        due: Some("May".into()),
        made_by: "hand".into(),
        rank: 7,
        ..Doc::builder().id("1").build()
    }
}

/// Makes a table with one item that is older than the indexes.
async fn older(doc: &Doc) -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("older"));
    table.create().send().await.unwrap();
    Doc::put(doc.clone()).send(&table).await.unwrap();
    let mut item = stored(&table).await;
    item.retain(|name, _| !name.starts_with("gsi") && !name.starts_with("lsi"));
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
    table
}

async fn stored(table: &Table<App>) -> Item {
    let get = table.client().get_item().table_name(table.name());
    get.key("pk", AttributeValue::S("DOC#1".into()))
        .key("sk", AttributeValue::S("DOC".into()))
        .consistent_read(true)
        .send()
        .await
        .unwrap()
        .item
        .unwrap()
}

/// Returns the index key attributes of the item.
async fn keys(table: &Table<App>) -> BTreeSet<String> {
    let item = stored(table).await;
    let is_key = |name: &String| name.starts_with("gsi") || name.starts_with("lsi");
    item.into_keys().filter(is_key).collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Returns the indexes in which the item is found by its own values, and checks that it is returned unchanged.
async fn found(table: &Table<App>) -> BTreeSet<String> {
    let doc = Doc::get("1").consistent().send(table).await.unwrap().unwrap();
    let mut found = BTreeSet::new();
    let mut note = |name: &str, docs: Vec<Doc>| {
        assert!(docs.iter().all(|other| *other == doc), "{name}");
        if !docs.is_empty() {
            found.insert(name.to_owned());
        }
    };
    let q = || Doc::query();
    note("by_email", q().by_email(&doc.email).all(table).await.unwrap());
    note("all", q().all().title().eq(&doc.title).all(table).await.unwrap());
    let team = q().by_team(&doc.team).rank().eq(doc.rank).id().eq("1");
    note("by_team", team.all(table).await.unwrap());
    note(
        "by_genre",
        q().by_genre(&doc.genre).id().eq("1").all(table).await.unwrap(),
    );
    if let Some(mood) = &doc.mood {
        let maker = q().by_maker(&doc.made_by).mood().eq(mood);
        note("by_maker", maker.all(table).await.unwrap());
    }
    if let Some(due) = &doc.due {
        note("by_due", q().by_due("1").due().eq(due).all(table).await.unwrap());
    }
    found
}

#[tokio::test]
async fn case_03_a_patch_of_a_part_also_writes_a_constant_side() {
    let f = Doc::fields();
    let table = older(&doc()).await;
    Doc::patch("1").set(f.email, "a").send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&["by_email"]));
    assert_eq!(keys(&table).await, names(&["gsi1pk", "gsi1sk"]));

    let table = older(&doc()).await;
    Doc::patch("1").set(f.title, "T").send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&["all"]));

    let table = older(&doc()).await;
    Doc::patch("1").set(f.genre, "play").send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&["by_genre"]));

    let table = older(&doc()).await;
    Doc::patch("1").set(f.due, "June").send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&["by_due"]));

    let table = older(&doc()).await;
    Doc::patch("1").set(f.note, "n").send(&table).await.unwrap();
    assert_eq!(keys(&table).await, names(&[]));
}

#[tokio::test]
async fn case_03_a_patch_does_not_write_an_index_with_an_unknown_part() {
    let f = Doc::fields();
    let table = older(&doc()).await;
    Doc::patch("1").set(f.team, "blue").send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&[]));
    let patch = Doc::patch("1").set(f.team, "blue").set(f.rank, 3_u32);
    patch.send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&["by_team"]));
}

#[tokio::test]
async fn case_03_each_way_to_send_a_patch() {
    let f = Doc::fields();
    let table = older(&doc()).await;
    Doc::patch("1").set(f.email, "a").once().send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&["by_email"]));

    let table = older(&doc()).await;
    let patch = Doc::patch("1").set(f.title, "T");
    table.transact_write().add(patch).send().await.unwrap();
    assert_eq!(found(&table).await, names(&["all"]));

    let table = older(&doc()).await;
    let changes: DocUpdate = serde_json::from_str(r#"{"email": "e", "title": "T"}"#).unwrap();
    Doc::patch("1").apply(changes).send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&["by_email", "all"]));
}

#[tokio::test]
async fn case_03_an_edit_writes_the_whole_index_key() {
    let f = Doc::fields();
    let table = older(&doc()).await;
    let loaded = Doc::get("1").send(&table).await.unwrap().unwrap();
    loaded.edit().set(f.team, "blue").send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&["by_team"]));
    loaded.edit().set(f.mood, "wild").send(&table).await.unwrap();
    assert_eq!(found(&table).await, names(&["by_team", "by_maker"]));

    // The update has a condition on the loaded parts of the side that was not set.
    let table = older(&doc()).await;
    Doc::patch("1").set(f.rank, 9_u32).send(&table).await.unwrap();
    let stale = loaded.edit().set(f.team, "blue").send(&table).await.unwrap_err();
    assert!(stale.is_condition_failed(), "{stale}");
    assert_eq!(stale.existing::<Doc>().unwrap().unwrap().team, "red");
}

#[tokio::test]
async fn case_03_an_upsert_writes_every_index_key() {
    let table = older(&doc()).await;
    let loaded = Doc::get("1").send(&table).await.unwrap().unwrap();
    Doc::upsert(loaded).send(&table).await.unwrap();
    let all = names(&["by_email", "all", "by_team", "by_genre", "by_maker", "by_due"]);
    assert_eq!(found(&table).await, all);

    // `made_by` is kept, so no key is made of the new value.
    let table = older(&doc()).await;
    let other = Doc {
        made_by: "press".into(),
        ..doc()
    };
    let refused = Doc::upsert(other.clone()).send(&table).await.unwrap_err();
    assert!(refused.is_condition_failed(), "{refused}");
    assert_eq!(keys(&table).await, names(&[]));
    // An item that is in the index stays in it.
    Doc::upsert(doc()).send(&table).await.unwrap();
    Doc::upsert(other).send(&table).await.unwrap();
    assert_eq!(found(&table).await, all);
}

#[tokio::test]
async fn case_03_an_update_assumes_no_default_that_is_not_stored() {
    let f = Doc::fields();
    let table = older(&Doc::builder().id("1").build()).await;
    Doc::update("1").set(f.email, "a").send(&table).await.unwrap();
    assert!(
        found(&table)
            .await
            .is_superset(&names(&["by_email", "all", "by_team", "by_genre"]))
    );

    // The stored rank is 7; the default is 1.
    let table = older(&doc()).await;
    let update = Doc::update("1").set(f.email, "a").send(&table).await;
    assert!(update.unwrap_err().is_condition_failed());
    assert_eq!(keys(&table).await, names(&[]));
    let update = Doc::update("1").set(f.email, "a").set(f.rank, 7_u32);
    assert!(update.send(&table).await.unwrap_err().is_condition_failed());
}
