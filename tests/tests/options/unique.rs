//! `unique`: enforced on every write.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_entity::prelude::*;
use dynamo_entity::{Error, Retries};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use futures::future::join_all;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::{stored, table};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
#[gsi(name = "by_handle", index = "gsi1", pk = "HANDLE#<handle>", sk = "USER")]
struct User {
    id: String,
    #[entity(unique)]
    email: String,
    #[entity(unique, set = lowercase)]
    handle: Option<String>,
    #[default(0)]
    logins: u32,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<id>", sk = "TEAM")]
struct Team {
    id: String,
    #[entity(unique, sensitive)]
    email: String,
}

#[derive(Table)]
#[table(entities(User, Team))]
struct App;

fn lowercase(text: String) -> String {
    text.to_lowercase()
}

fn user(id: &str, email: &str) -> User {
    User::builder().id(id).email(email).build()
}

/// Returns the values that the marker items reserve, with their owners.
async fn markers(table: &Table<App>) -> BTreeMap<String, String> {
    let scan = table.client().scan().table_name(table.name()).consistent_read(true);
    let items = scan.into_paginator().items().send();
    let items = items.collect::<Result<Vec<_>, _>>().await.unwrap();
    let markers = items.iter().filter(|item| item["_type"].as_s().unwrap() == "$unique");
    let marker = |item: &super::Stored| {
        let owner = item["owner"].as_m().unwrap()["pk"].as_s().unwrap().clone();
        (item["pk"].as_s().unwrap().clone(), owner)
    };
    markers.map(marker).collect()
}

fn taken<const N: usize>(markers: [(&str, &str); N]) -> BTreeMap<String, String> {
    let markers = markers.map(|(value, owner)| (format!("$unique#User#{value}"), format!("USER#{owner}")));
    BTreeMap::from(markers)
}

#[tokio::test]
async fn a_second_item_with_the_value_is_refused_with_the_name_of_the_field() {
    let table = table::<App>("unique").await;
    User::create(user("1", "a@x.com")).send(&table).await.unwrap();
    let error = User::create(user("2", "a@x.com")).send(&table).await.unwrap_err();
    assert!(error.is_unique_violation() && !error.is_already_exists());
    assert_eq!(error.unique_field(), Some("email"));
    assert_eq!(
        error.to_string(),
        "`User` at USER#2 / USER: another item already has this unique `email`"
    );
    assert!(stored(&table, "USER#2", "USER").await.is_none());

    // Another entity can have the same value.
    Team::create(Team::builder().id("1").email("a@x.com"))
        .send(&table)
        .await
        .unwrap();
    // A second create of the same item fails as existing, whatever its values are.
    let error = User::create(user("1", "b@x.com")).send(&table).await.unwrap_err();
    assert!(error.is_already_exists());
    assert_eq!(error.existing::<User>().unwrap().unwrap().email, "a@x.com");
    // The marker reserves the value after `set`.
    User::patch("1")
        .set(User::fields().handle, "ADA")
        .send(&table)
        .await
        .unwrap();
    let error = User::put(User {
        handle: Some("aDa".into()),
        ..user("2", "c@x.com")
    });
    assert_eq!(error.send(&table).await.unwrap_err().unique_field(), Some("handle"));
    let mut expected = taken([("email#a@x.com", "1"), ("handle#ada", "1")]);
    // The SHA-256 of `Team#email#a@x.com`.
    let digest = "sha256:P_CFLOCDVyZq-ndxDZa19Fu-v2YAIj916OU227fKvBI";
    expected.insert(format!("$unique#Team#email#{digest}"), "TEAM#1".into());
    assert_eq!(markers(&table).await, expected);
}

#[tokio::test]
async fn every_write_reserves_the_new_value_and_releases_the_old_one() {
    let table = table::<App>("unique").await;
    let f = User::fields();
    let one = User::put(user("1", "a@x.com")).send(&table).await.unwrap();
    User::put(user("1", "b@x.com")).send(&table).await.unwrap();
    assert_eq!(markers(&table).await, taken([("email#b@x.com", "1")]));
    User::put(user("2", "a@x.com")).send(&table).await.unwrap();

    let patched = User::patch("1")
        .set(f.email, "a@x.com")
        .set(f.handle, "one")
        .send(&table)
        .await;
    assert_eq!(patched.unwrap_err().unique_field(), Some("email"));
    User::patch("1")
        .set(f.email, "c@x.com")
        .set(f.handle, "one")
        .send(&table)
        .await
        .unwrap();
    // The loaded copy is out of date.
    let stale = one.edit().set(f.email, "d@x.com").send(&table).await.unwrap_err();
    assert!(stale.is_condition_failed() && !stale.is_unique_violation());
    let one = User::get("1").consistent().send(&table).await.unwrap().unwrap();
    one.edit().set(f.email, "d@x.com").send(&table).await.unwrap();
    assert_eq!(
        markers(&table).await,
        taken([("email#a@x.com", "2"), ("email#d@x.com", "1"), ("handle#one", "1")])
    );

    User::upsert(user("1", "e@x.com")).send(&table).await.unwrap();
    User::patch("2").remove(f.handle).send(&table).await.unwrap();
    User::patch("2")
        .apply(UserUpdate {
            email: Some("f@x.com".into()),
            ..UserUpdate::default()
        })
        .send(&table)
        .await
        .unwrap();
    assert_eq!(
        markers(&table).await,
        taken([("email#e@x.com", "1"), ("email#f@x.com", "2")])
    );

    let two = User::get("2").consistent().send(&table).await.unwrap().unwrap();
    User::delete("1").send(&table).await.unwrap();
    User::remove(&two).send(&table).await.unwrap();
    assert!(User::remove("2").send(&table).await.unwrap_err().is_not_found());
    User::delete("2").send(&table).await.unwrap();
    assert_eq!(markers(&table).await, BTreeMap::new());
    User::create(user("3", "e@x.com")).send(&table).await.unwrap();
}

#[tokio::test]
async fn a_write_that_changes_no_unique_field_is_no_transaction() {
    let table = table::<App>("unique").await;
    let f = User::fields();
    User::create(user("1", "a@x.com")).send(&table).await.unwrap();
    let new = User::patch("1")
        .add(f.logins, 1)
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(new.logins, 1);
    // A transaction returns no items.
    let error = User::patch("1")
        .set(f.email, "b@x.com")
        .return_new()
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert!(
        User::delete("1")
            .return_old()
            .send(&table)
            .await
            .unwrap_err()
            .is_invalid_input()
    );
    assert!(
        User::put(user("1", "b@x.com"))
            .return_old()
            .send(&table)
            .await
            .unwrap_err()
            .is_invalid_input()
    );
    assert_eq!(markers(&table).await, taken([("email#a@x.com", "1")]));
}

#[tokio::test]
async fn in_a_transaction_the_reasons_belong_to_the_operations() {
    let table = table::<App>("unique").await;
    let f = User::fields();
    let (one, two) = (user("1", "a@x.com"), user("2", "b@x.com"));
    table
        .transact_write()
        .add(User::create(one))
        .add(User::create(two))
        .send()
        .await
        .unwrap();
    let canceled = table
        .transact_write()
        .add(User::check("1").condition(f.email.exists()))
        .add(User::patch("2").set(f.email, "c@x.com"))
        .add(User::create(user("3", "a@x.com")))
        .add(User::create(user("2", "d@x.com")))
        .send()
        .await
        .unwrap_err();
    // Two operations of the transaction are on the same item.
    assert!(canceled.is_invalid_input());
    let canceled = table
        .transact_write()
        .add(User::check("1").condition(f.email.exists()))
        .add(User::patch("2").set(f.email, "c@x.com"))
        .add(User::create(user("3", "a@x.com")))
        .send()
        .await
        .unwrap_err();
    let reasons = canceled.cancellations().unwrap();
    assert_eq!(reasons.len(), 3);
    assert!(reasons[0].is_ok() && reasons[1].is_ok());
    assert_eq!(reasons[2].unique_field(), Some("email"));
    assert_eq!((reasons[2].entity(), reasons[2].key()), ("User", Some("USER#3 / USER")));

    // A value moves from one item to another.
    table
        .transact_write()
        .add(User::patch("1").set(f.email, "b@x.com"))
        .add(User::patch("2").set(f.email, "c@x.com"))
        .send()
        .await
        .unwrap();
    let swapped = taken([("email#b@x.com", "1"), ("email#c@x.com", "2")]);
    assert_eq!(markers(&table).await, swapped);
    table
        .transact_write()
        .add(User::delete("1"))
        .add(User::patch("2").set(f.email, "c@x.com"))
        .send()
        .await
        .unwrap();
    assert_eq!(markers(&table).await, taken([("email#c@x.com", "2")]));
    User::patch("2")
        .set(f.email, "z@x.com")
        .once()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(markers(&table).await, taken([("email#z@x.com", "2")]));
}

#[tokio::test]
async fn only_one_of_many_concurrent_writes_gets_the_value() {
    let table = table::<App>("unique").await;
    let creates = (0..12).map(|id| User::create(user(&id.to_string(), "a@x.com")).send(&table));
    let results: Vec<Result<User, Error>> = join_all(creates).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    for error in results.into_iter().filter_map(Result::err) {
        assert!(error.is_unique_violation(), "{error}");
    }
    // Concurrent updates by key of one item: each reads the item first, and reads again if another write was faster.
    let f = User::fields();
    let owner = markers(&table).await.into_values().next().unwrap();
    let id = owner.trim_start_matches("USER#").to_owned();
    let patches = (0..12).map(|n| User::patch(id.as_str()).set(f.email, format!("{n}@x.com")).send(&table));
    join_all(patches)
        .await
        .into_iter()
        .collect::<Result<Vec<_>, _>>()
        .unwrap();
    let now = User::get(id.as_str()).consistent().send(&table).await.unwrap().unwrap();
    assert_eq!(markers(&table).await, taken([(&format!("email#{}", now.email), &id)]));
}

#[tokio::test]
async fn keys_of_marker_items_belong_to_no_entity() {
    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(pk = "<id>", sk = "ANY")]
    struct Any {
        id: String,
    }
    #[derive(Table)]
    #[table(entities(Any, Team))]
    struct Both;
    let table = table::<Both>("unique").await;
    Team::create(Team::builder().id("1").email("secret@x.com"))
        .send(&table)
        .await
        .unwrap();
    let id = "$unique#Team#email#secret@x.com";
    assert!(
        Any::put(Any { id: id.into() })
            .send(&table)
            .await
            .unwrap_err()
            .is_invalid_key()
    );
    assert!(Any::delete(id).send(&table).await.unwrap_err().is_invalid_key());
    let error = Team::create(Team::builder().id("2").email("secret@x.com"))
        .send(&table)
        .await
        .unwrap_err();
    assert_eq!(error.unique_field(), Some("email"));
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    let long = "x".repeat(2048);
    let error = User::create(User::builder().id("2").email(long))
        .send(&super::table::<App>("unique").await)
        .await
        .unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
}

/// An operation on one of three users with one of three values.
#[derive(Debug, Clone)]
enum Step {
    Create(u8, u8, Option<u8>),
    Put(u8, u8, Option<u8>),
    Upsert(u8, u8, Option<u8>),
    Patch(u8, u8),
    Edit(u8, Option<u8>),
    Drop(u8),
    Delete(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let few = || 0..3_u8;
    prop_oneof![
        (few(), few(), of(few())).prop_map(|(id, email, handle)| Step::Create(id, email, handle)),
        (few(), few(), of(few())).prop_map(|(id, email, handle)| Step::Put(id, email, handle)),
        (few(), few(), of(few())).prop_map(|(id, email, handle)| Step::Upsert(id, email, handle)),
        (few(), few()).prop_map(|(id, email)| Step::Patch(id, email)),
        (few(), of(few())).prop_map(|(id, handle)| Step::Edit(id, handle)),
        few().prop_map(Step::Drop),
        few().prop_map(Step::Delete),
    ]
}

type Model = BTreeMap<u8, (u8, Option<u8>)>;

/// Writes a user to the model. Returns the field whose value another user has, if there is one.
fn write(model: &mut Model, id: u8, (email, handle): (u8, Option<u8>)) -> Result<(), &'static str> {
    let others = || {
        model
            .iter()
            .filter(|(other, _)| **other != id)
            .map(|(_, values)| values)
    };
    if others().any(|(other, _)| *other == email) {
        return Err("email");
    }
    if handle.is_some() && others().any(|(_, other)| *other == handle) {
        return Err("handle");
    }
    model.insert(id, (email, handle));
    Ok(())
}

async fn take_step(table: &Table<App>, model: &mut Model, step: &Step) -> Result<(), TestCaseError> {
    let f = User::fields();
    let of = |id: u8, email: u8, handle: Option<u8>| User {
        handle: handle.map(|handle| format!("H{handle}")),
        ..user(&id.to_string(), &format!("e{email}"))
    };
    let (sent, expected) = match *step {
        Step::Create(id, email, handle) => {
            let sent = User::create(of(id, email, handle)).send(table).await.map(drop);
            if model.contains_key(&id) {
                prop_assert!(sent.unwrap_err().is_already_exists());
                return Ok(());
            }
            (sent, write(model, id, (email, handle)))
        }
        Step::Put(id, email, handle) => {
            let sent = User::put(of(id, email, handle)).send(table).await.map(drop);
            (sent, write(model, id, (email, handle)))
        }
        Step::Upsert(id, email, handle) => {
            let sent = User::upsert(of(id, email, handle)).send(table).await;
            (sent, write(model, id, (email, handle)))
        }
        Step::Patch(id, email) => {
            let sent = User::patch(id.to_string())
                .set(f.email, format!("e{email}"))
                .send(table)
                .await;
            let Some((_, handle)) = model.get(&id).copied() else {
                prop_assert!(sent.unwrap_err().is_not_found());
                return Ok(());
            };
            (sent, write(model, id, (email, handle)))
        }
        Step::Edit(id, handle) => {
            let Some((email, _)) = model.get(&id).copied() else {
                return Ok(());
            };
            let loaded = User::get(id.to_string())
                .consistent()
                .send(table)
                .await
                .unwrap()
                .unwrap();
            let changed = handle.map(|handle| format!("h{handle}"));
            (
                loaded.edit().set(f.handle, changed).send(table).await,
                write(model, id, (email, handle)),
            )
        }
        Step::Drop(id) => {
            let sent = User::patch(id.to_string()).remove(f.handle).send(table).await;
            prop_assert_eq!(sent.is_ok(), model.contains_key(&id));
            if let Some(values) = model.get_mut(&id) {
                values.1 = None;
            }
            return Ok(());
        }
        Step::Delete(id) => {
            model.remove(&id);
            (User::delete(id.to_string()).send(table).await, Ok(()))
        }
    };
    match (sent, expected) {
        (Ok(()), Ok(())) => {}
        (Err(error), Err(_)) => prop_assert!(error.is_unique_violation(), "{}", error),
        (sent, expected) => prop_assert!(false, "{:?} {:?}", sent, expected),
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(if dynamo_entity_tests::engine::endpoint().is_some() { 6 } else { 48 }))]

    #[test]
    fn markers_are_what_the_items_have(steps in vec(step(), 1..16)) {
        run(|| async move {
            let table = table::<App>("unique").await;
            let mut model = Model::new();
            for step in &steps {
                take_step(&table, &mut model, step).await.unwrap();
                let mut expected = BTreeMap::new();
                for (id, (email, handle)) in &model {
                    expected.insert(format!("$unique#User#email#e{email}"), format!("USER#{id}"));
                    if let Some(handle) = handle {
                        expected.insert(format!("$unique#User#handle#h{handle}"), format!("USER#{id}"));
                    }
                }
                assert_eq!(markers(&table).await, expected, "{step:?} of {steps:?}");
            }
        });
    }
}

#[tokio::test]
async fn the_budget_for_conflicts_applies_to_the_transaction() {
    let table = table::<App>("unique").await;
    let write = table.transact_write().add(User::create(user("1", "a@x.com")));
    write.retries(Retries::default()).send().await.unwrap();
    assert_eq!(markers(&table).await.into_keys().collect::<BTreeSet<_>>().len(), 1);
}
