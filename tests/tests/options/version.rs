//! `version`: a stale write fails and returns the current item.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{number, stored, table};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "PAGE#<id>", sk = "PAGE")]
#[gsi(name = "by_state", index = "gsi1", pk = "STATE#<state>#<topic>", sk = "<id>")]
struct Page {
    id: String,
    #[default("draft".to_owned())]
    state: String,
    #[default("misc".to_owned())]
    topic: String,
    #[default]
    text: String,
    #[entity(version)]
    #[serde(default)]
    revision: u32,
}

/// The narrowest version, under another name.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NARROW#<id>", sk = "NARROW")]
struct Narrow {
    id: String,
    #[entity(version)]
    #[serde(rename = "v")]
    version: u8,
}

#[derive(Table)]
#[table(entities(Page, Narrow))]
struct App;

fn page(id: &str) -> Page {
    Page::builder().id(id).build()
}

async fn version(table: &Table<App>) -> String {
    number(&stored(table, "PAGE#1", "PAGE").await.unwrap(), "revision")
}

#[tokio::test]
async fn every_write_increments_the_version() {
    let table = table::<App>("version").await;
    let f = Page::fields();
    assert_eq!(page("1").revision, 0);
    let created = Page::create(page("1")).send(&table).await.unwrap();
    assert_eq!(created.revision, 1);
    assert_eq!(Page::get("1").send(&table).await.unwrap().unwrap(), created);

    let put = Page::put(created).send(&table).await.unwrap();
    assert_eq!((put.revision, version(&table).await.as_str()), (2, "2"));
    let edited = put.edit().set(f.text, "a").return_new().send(&table).await.unwrap();
    assert_eq!(edited.revision, 3);
    Page::patch("1").set(f.text, "b").send(&table).await.unwrap();
    assert_eq!(version(&table).await, "4");
    // An update that takes only the key of a loaded item checks no version, as with any other key.
    Page::update(&put).set(f.text, "c").send(&table).await.unwrap();
    assert_eq!(version(&table).await, "5");
    let upserted = Page::upsert(put).return_new().send(&table).await.unwrap();
    assert_eq!((upserted.revision, upserted.text.as_str()), (6, ""));
    let old = Page::put(upserted).return_old().send(&table).await.unwrap();
    assert_eq!((old.unwrap().revision, version(&table).await.as_str()), (6, "7"));
}

#[tokio::test]
async fn a_created_item_has_version_1() {
    let table = table::<App>("version").await;
    let f = Page::fields();
    let updated = Page::update("u")
        .set(f.text, "a")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!((updated.revision, updated.state.as_str()), (1, "draft"));
    let upserted = Page::upsert(page("s")).return_new().send(&table).await.unwrap();
    assert_eq!(upserted.revision, 1);
    assert_eq!(Page::put(page("p")).send(&table).await.unwrap().revision, 1);
}

#[tokio::test]
async fn a_transaction_is_canceled_if_the_version_differs() {
    let table = table::<App>("version").await;
    let stale = Page::create(page("1")).send(&table).await.unwrap();
    Page::patch("1")
        .set(Page::fields().text, "a")
        .send(&table)
        .await
        .unwrap();
    let there = Page::get("1").send(&table).await.unwrap();

    let put = table.transact_write().add(Page::put(stale.clone()));
    let edit = table.transact_write().add(stale.edit());
    let remove = table.transact_write().add(Page::remove(&stale));
    for transaction in [put, edit, remove] {
        let error = transaction.send().await.unwrap_err();
        let [reason] = error.cancellations().unwrap() else {
            panic!("{error}");
        };
        assert!(reason.is_version_conflict() && !reason.is_condition_failed() && !reason.is_conflict());
        assert_eq!(reason.existing::<Page>().unwrap(), there);
    }
    let missing = table.transact_write().add(Page::patch("2")).send().await.unwrap_err();
    assert!(!missing.cancellations().unwrap()[0].is_version_conflict());
    let loaded = there.unwrap();
    table.transact_write().add(Page::put(loaded)).send().await.unwrap();
    assert_eq!(version(&table).await, "3");
}

#[tokio::test]
async fn put_does_not_replace_another_version() {
    let table = table::<App>("version").await;
    let first = Page::put(page("1")).send(&table).await.unwrap();
    let other = Page::put(Page {
        text: "theirs".into(),
        ..first.clone()
    });
    let other = other.send(&table).await.unwrap();

    let conflict = Page::put(first.clone()).send(&table).await.unwrap_err();
    assert!(conflict.is_version_conflict() && !conflict.is_condition_failed() && !conflict.is_already_exists());
    assert_eq!(conflict.existing::<Page>().unwrap(), Some(other.clone()));
    assert_eq!(conflict.code(), Some("ConditionalCheckFailedException"));
    assert_eq!(
        conflict.to_string(),
        "`Page` at PAGE#1 / PAGE: the item was changed after it was loaded"
    );
    // A `put` of an item that was never stored requires that it is absent; `create` reports that in its own words.
    let conflict = Page::put(page("1")).send(&table).await.unwrap_err();
    assert!(conflict.is_version_conflict());
    assert!(
        Page::create(page("1"))
            .send(&table)
            .await
            .unwrap_err()
            .is_already_exists()
    );
    assert_eq!(Page::get("1").send(&table).await.unwrap(), Some(other));

    // A loaded item must still exist.
    Page::delete("1").send(&table).await.unwrap();
    let conflict = Page::put(first).send(&table).await.unwrap_err();
    assert!(conflict.is_version_conflict());
    assert_eq!(conflict.existing::<Page>().unwrap(), None);
}

#[tokio::test]
async fn edit_and_deletions_guard_the_loaded_version() {
    let table = table::<App>("version").await;
    let f = Page::fields();
    let stale = Page::create(page("1")).send(&table).await.unwrap();
    let fresh = stale
        .edit()
        .set(f.state, "final")
        .return_new()
        .send(&table)
        .await
        .unwrap();

    for error in [
        stale.edit().set(f.text, "x").send(&table).await.unwrap_err(),
        // The version conflict is reported even if a part of an index key is also out of date.
        stale.edit().set(f.topic, "x").send(&table).await.unwrap_err(),
        Page::remove(&stale).send(&table).await.unwrap_err(),
        Page::delete(&stale).send(&table).await.unwrap_err(),
    ] {
        assert!(error.is_version_conflict(), "{error}");
        assert_eq!(error.existing::<Page>().unwrap().as_ref(), Some(&fresh));
    }
    // If the version matches, a failed user condition is reported.
    let refused = fresh
        .edit()
        .set(f.text, "x")
        .condition(f.text.eq("y"))
        .send(&table)
        .await
        .unwrap_err();
    assert!(refused.is_condition_failed() && !refused.is_version_conflict());
    let refused = Page::put(fresh.clone())
        .condition(f.text.eq("y"))
        .send(&table)
        .await
        .unwrap_err();
    assert!(refused.is_condition_failed());
    let both = stale
        .edit()
        .set(f.text, "x")
        .condition(f.text.eq("y"))
        .send(&table)
        .await
        .unwrap_err();
    assert!(both.is_version_conflict());

    Page::remove(&fresh).send(&table).await.unwrap();
    assert!(Page::remove(&fresh).send(&table).await.unwrap_err().is_not_found());
    assert!(
        fresh
            .edit()
            .set(f.text, "x")
            .send(&table)
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        Page::delete(&fresh)
            .send(&table)
            .await
            .unwrap_err()
            .is_version_conflict()
    );
    // A deletion by key alone checks no version.
    Page::delete(fresh.key()).send(&table).await.unwrap();
}

/// Items without a version are read with version 0 and get a version with the first change.
#[tokio::test]
async fn items_without_a_version_get_one_when_they_are_changed() {
    let table = table::<App>("version").await;
    let f = Page::fields();
    let put = async |id: &str| {
        let mut item = App::to_item(&page(id)).unwrap();
        item.remove("revision");
        let put = table.client().put_item().table_name(table.name());
        put.set_item(Some(item)).send().await.unwrap();
        Page::get(id).send(&table).await.unwrap().unwrap()
    };
    let old = put("1").await;
    assert_eq!(old.revision, 0);
    assert!(
        Page::put(old.clone())
            .send(&table)
            .await
            .unwrap_err()
            .is_version_conflict()
    );
    let edited = old.edit().set(f.text, "a").return_new().send(&table).await.unwrap();
    assert_eq!(edited.revision, 1);
    assert!(
        old.edit()
            .set(f.text, "b")
            .send(&table)
            .await
            .unwrap_err()
            .is_version_conflict()
    );
    assert!(Page::delete(&old).send(&table).await.unwrap_err().is_version_conflict());
    let older = put("2").await;
    Page::remove(&older).send(&table).await.unwrap();
}

#[tokio::test]
async fn the_highest_version_is_refused_before_sending() {
    let table = table::<App>("version").await;
    let last = Narrow {
        id: "1".into(),
        version: 254,
    };
    let mut item = App::to_item(&last).unwrap();
    item.insert("v".into(), AttributeValue::N("254".into()));
    table
        .client()
        .put_item()
        .table_name(table.name())
        .set_item(Some(item))
        .send()
        .await
        .unwrap();
    let last = Narrow::put(last).send(&table).await.unwrap();
    assert_eq!(last.version, 255);
    for error in [
        Narrow::put(last.clone()).send(&table).await.unwrap_err(),
        last.edit().send(&table).await.unwrap_err(),
    ] {
        assert!(error.is_invalid_input());
        assert!(error.to_string().contains("the version is 255"), "{error}");
    }
    Narrow::remove(&last).send(&table).await.unwrap();
}

#[tokio::test]
async fn the_requests_contain_the_version_conditions() {
    let table = table::<App>("version").await;
    let loaded = Page {
        revision: 7,
        ..page("1")
    };
    let put = Page::put(loaded.clone()).request(&table).unwrap();
    assert_eq!(put.condition_expression(), Some("#n0 = :v0"));
    assert_eq!(
        put.expression_attribute_values().unwrap()[":v0"],
        AttributeValue::N("7".into())
    );
    assert_eq!(put.item().unwrap()["revision"], AttributeValue::N("8".into()));
    let edit = loaded.edit().request(&table).unwrap();
    assert_eq!(edit.update_expression(), Some("SET #n0 = :v0"));
    assert_eq!(edit.condition_expression(), Some("(#n0 = :v1) AND (#n1 = :v2)"));
    assert_eq!(edit.expression_attribute_names().unwrap()["#n1"], "_type");
    let patch = Page::patch("1").request(&table).unwrap();
    assert_eq!(
        patch.update_expression(),
        Some("SET #n0 = if_not_exists(#n0, :v0) + :v1")
    );
    assert_eq!(Page::delete("1").request(&table).unwrap().condition_expression(), None);
    assert_eq!(
        Page::delete(&loaded).request(&table).unwrap().condition_expression(),
        Some("#n0 = :v0")
    );
}
