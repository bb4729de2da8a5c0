//! Every verb, condition and update action.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity::{AttributeType, Change, Condition, raw};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<id>", sk = "ACCOUNT")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "ACCOUNT")]
struct Account {
    id: String,
    #[default("nobody@example.com".to_owned())]
    email: String,
    #[default(10)]
    quota: i64,
    nick: Option<String>,
    #[default(Some("en".to_owned()))]
    language: Option<String>,
    #[readonly]
    #[default("2026-01-01".to_owned())]
    since: String,
    visits: Option<u64>,
    #[default(vec!["start".to_owned()])]
    log: Vec<String>,
    #[serde(default)]
    #[default]
    tags: BTreeSet<String>,
    #[default]
    scores: BTreeMap<String, i64>,
    address: Option<Address>,
    other: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    street_name: String,
    lines: Vec<String>,
    floor: Option<i32>,
}

/// An entity with a required field, which therefore has no `update`.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<account>", sk = "NOTE#<id>")]
struct Note {
    account: String,
    id: String,
    text: String,
}

#[derive(Table)]
#[table(entities(Account, Note))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("writes"));
    table.create().send().await.unwrap();
    table
}

fn account(id: &str) -> Account {
    Account::builder().id(id).build()
}

fn home() -> Address {
    Address {
        street_name: "High Street".into(),
        lines: vec!["1".into(), "2".into()],
        floor: Some(3),
    }
}

async fn get(table: &Table<App>, id: &str) -> Account {
    Account::get(id).send(table).await.unwrap().expect("the account exists")
}

async fn stored(table: &Table<App>, pk: &str, sk: &str) -> Option<HashMap<String, AttributeValue>> {
    let get = table.client().get_item().table_name(table.name());
    get.key("pk", AttributeValue::S(pk.into()))
        .key("sk", AttributeValue::S(sk.into()))
        .consistent_read(true)
        .send()
        .await
        .unwrap()
        .item
}

#[tokio::test]
async fn create_refuses_an_existing_item_and_returns_it() {
    let table = table().await;
    let first = Account::create(account("1")).send(&table).await.unwrap();
    assert_eq!((first.quota, first.since.as_str()), (10, "2026-01-01"));

    let second = Account {
        quota: 1,
        ..first.clone()
    };
    let error = Account::create(second).send(&table).await.unwrap_err();
    assert!(error.is_already_exists() && !error.is_condition_failed());
    assert_eq!(error.existing::<Account>().unwrap(), Some(first.clone()));
    assert_eq!(
        (error.entity(), error.key()),
        (Some("Account"), Some("ACCOUNT#1 / ACCOUNT"))
    );
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(get(&table, "1").await, first);
}

#[tokio::test]
async fn put_replaces_and_returns_the_old_item() {
    let table = table().await;
    assert_eq!(
        Account::put(account("1")).return_old().send(&table).await.unwrap(),
        None
    );
    let nicked = Account {
        nick: Some("a".into()),
        language: None,
        ..account("1")
    };
    let old = Account::put(nicked.clone()).return_old().send(&table).await.unwrap();
    assert_eq!(old, Some(account("1")));
    assert_eq!(get(&table, "1").await, nicked);

    let f = Account::fields();
    let error = Account::put(account("1"))
        .condition(f.nick.eq("b"))
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_condition_failed());
    assert_eq!(error.existing::<Account>().unwrap(), Some(nicked));
    // A condition on an absent item fails as a condition, not as a missing item.
    let error = Account::put(account("2"))
        .condition(f.nick.eq("b"))
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_condition_failed());
    assert_eq!(error.existing::<Account>().unwrap(), None);
}

#[tokio::test]
async fn a_missing_item_cannot_be_patched_or_removed() {
    let table = table().await;
    let f = Account::fields();
    for condition in [
        None,
        Some(f.nick.not_exists()),
        Some(f.nick.not_exists() | f.quota.eq(10)),
    ] {
        let (mut patch, mut remove) = (Account::patch("1").set(f.quota, 1), Account::remove("1"));
        if let Some(condition) = condition {
            patch = patch.condition(condition.clone());
            remove = remove.condition(condition);
        }
        let error = patch.send(&table).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
        assert_eq!(error.key(), Some("ACCOUNT#1 / ACCOUNT"));
        assert!(remove.send(&table).await.unwrap_err().is_not_found());
    }
    assert_eq!(Account::get("1").send(&table).await.unwrap(), None);
    Account::delete("1").send(&table).await.unwrap();
}

#[tokio::test]
async fn delete_and_remove() {
    let table = table().await;
    let f = Account::fields();
    Account::put(account("1")).send(&table).await.unwrap();
    let error = Account::remove("1")
        .condition(f.quota.gt(10))
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_condition_failed());
    assert_eq!(error.existing::<Account>().unwrap(), Some(account("1")));
    assert!(
        Account::delete("1")
            .condition(f.quota.gt(10))
            .send(&table)
            .await
            .unwrap_err()
            .is_condition_failed()
    );
    let old = Account::remove(&account("1")).return_old().send(&table).await.unwrap();
    assert_eq!(old, Some(account("1")));
    assert_eq!(Account::delete("1").return_old().send(&table).await.unwrap(), None);
}

#[tokio::test]
async fn update_creates_a_whole_item() {
    let table = table().await;
    let f = Account::fields();
    let created = Account::update("1")
        .set(f.nick, "a")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    let expected = Account {
        nick: Some("a".into()),
        language: None,
        ..account("1")
    };
    // The default of an optional field is not written, because an absent field may have been removed.
    assert_eq!(created, expected);
    let item = stored(&table, "ACCOUNT#1", "ACCOUNT").await.unwrap();
    assert_eq!(item["_type"], AttributeValue::S("Account".into()));
    assert_eq!(item["gsi1pk"], AttributeValue::S("EMAIL#nobody@example.com".into()));
    assert_eq!(item["gsi1sk"], AttributeValue::S("ACCOUNT".into()));

    // An update without actions also creates the item.
    let created = Account::update("2").return_new().send(&table).await.unwrap();
    assert_eq!(created.id, "2");
    assert_eq!(Account::update("3").return_old().send(&table).await.unwrap(), None);
}

#[tokio::test]
async fn update_leaves_removed_optional_fields_removed() {
    let table = table().await;
    let f = Account::fields();
    let before = Account {
        quota: 3,
        email: "a@b.c".into(),
        since: "2020".into(),
        ..account("1")
    };
    Account::put(before.clone()).send(&table).await.unwrap();
    Account::patch("1").remove(f.language).send(&table).await.unwrap();
    let after = Account::update("1")
        .set(f.nick, "a")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(
        after,
        Account {
            language: None,
            nick: Some("a".into()),
            ..before
        }
    );
    let found = Account::query().by_email("a@b.c").first(&table).await.unwrap();
    assert_eq!(found, Some(after));
}

#[tokio::test]
async fn upsert_writes_all_fields_except_read_only_and_unset_ones() {
    let table = table().await;
    let created = Account::upsert(account("1")).return_new().send(&table).await.unwrap();
    assert_eq!(created, account("1"));

    let mut wanted = Account {
        quota: 1,
        since: "1999".into(),
        nick: Some("a".into()),
        language: None,
        ..account("1")
    };
    let old = Account::upsert(wanted.clone()).return_old().send(&table).await.unwrap();
    assert_eq!(old, Some(account("1")));
    wanted.since = "2026-01-01".into();
    assert_eq!(get(&table, "1").await, wanted);

    // Fields with unset defaults are kept; an optional field without a default is removed.
    let kept = Account::upsert(Account::builder().id("1").other("o"))
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(
        (kept.quota, kept.nick.as_deref(), kept.other.as_deref()),
        (1, None, Some("o"))
    );
    assert_eq!(kept.since, "2026-01-01");

    let f = Account::fields();
    let refused = Account::upsert(account("1"))
        .condition(f.quota.gt(1))
        .send(&table)
        .await
        .unwrap_err();
    assert!(refused.is_condition_failed());
}

#[tokio::test]
async fn attributes_that_the_entity_does_not_know_are_kept_by_upsert_and_lost_by_put() {
    let table = table().await;
    Account::put(account("1")).send(&table).await.unwrap();
    let update = table.client().update_item().table_name(table.name());
    update
        .key("pk", AttributeValue::S("ACCOUNT#1".into()))
        .key("sk", AttributeValue::S("ACCOUNT".into()))
        .update_expression("SET later = :v")
        .expression_attribute_values(":v", AttributeValue::N("1".into()))
        .send()
        .await
        .unwrap();
    assert_eq!(get(&table, "1").await, account("1"));
    Account::upsert(account("1")).send(&table).await.unwrap();
    assert!(
        stored(&table, "ACCOUNT#1", "ACCOUNT")
            .await
            .unwrap()
            .contains_key("later")
    );
    Account::put(account("1")).send(&table).await.unwrap();
    assert!(
        !stored(&table, "ACCOUNT#1", "ACCOUNT")
            .await
            .unwrap()
            .contains_key("later")
    );
}

#[tokio::test]
async fn every_action() {
    let table = table().await;
    let f = Account::fields();
    Account::put(Account {
        address: Some(home()),
        nick: Some("n".into()),
        ..account("1")
    })
    .send(&table)
    .await
    .unwrap();
    let after = Account::patch("1")
        .subtract(f.quota, 3)
        .add(f.visits, 2_u64)
        .append(f.log, ["b", "c"])
        .add(f.tags, ["x", "y"])
        .set(f.scores.key("a b"), 1)
        .set(f.address.dot(Address::fields().street_name), "Low Street")
        .set(f.address.dot(Address::fields().lines).at(1), "two")
        .remove(f.address.dot(Address::fields().floor))
        .remove(f.nick)
        .set_if_absent(f.other, "other")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    let expected = Account {
        quota: 7,
        visits: Some(2),
        log: vec!["start".into(), "b".into(), "c".into()],
        tags: ["x".to_owned(), "y".to_owned()].into(),
        scores: [("a b".to_owned(), 1)].into(),
        address: Some(Address {
            street_name: "Low Street".into(),
            lines: vec!["1".into(), "two".into()],
            floor: None,
        }),
        other: Some("other".into()),
        ..account("1")
    };
    assert_eq!(after, expected);

    let old = Account::patch("1")
        .add(f.quota, -1)
        .prepend(f.log, ["y", "z"])
        .delete(f.tags, ["x", "unknown"])
        .remove(f.scores.key("a b"))
        .set_if_absent(f.other, "ignored")
        .append(f.address.dot(Address::fields().lines), ["three"])
        .add(f.address.dot(Address::fields().floor), 5)
        .return_old()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(old, Some(expected.clone()));
    let address = Address {
        street_name: "Low Street".into(),
        lines: vec!["1".into(), "two".into(), "three".into()],
        floor: Some(5),
    };
    let expected = Account {
        quota: 6,
        log: ["y", "z", "start", "b", "c"].map(str::to_owned).into(),
        tags: ["y".to_owned()].into(),
        scores: BTreeMap::new(),
        address: Some(address),
        ..expected
    };
    assert_eq!(get(&table, "1").await, expected);

    // Removing the last element removes the set, which reads as empty.
    let after = Account::patch("1")
        .delete(f.tags, ["y"])
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(after.tags, BTreeSet::new());
    assert!(
        !stored(&table, "ACCOUNT#1", "ACCOUNT")
            .await
            .unwrap()
            .contains_key("tags")
    );
    // Empty sets of elements are neither added nor removed.
    let none: [&str; 0] = [];
    Account::patch("1").add(f.tags, none).send(&table).await.unwrap();
    Account::patch("1")
        .delete(f.tags, none)
        .append(f.log, none)
        .send(&table)
        .await
        .unwrap();
    Account::patch("1")
        .set(f.tags, BTreeSet::new())
        .send(&table)
        .await
        .unwrap();
    assert_eq!(get(&table, "1").await.tags, BTreeSet::new());
}

#[tokio::test]
async fn an_action_on_an_absent_attribute_starts_from_its_default() {
    let table = table().await;
    let f = Account::fields();
    let created = Account::update("1")
        .subtract(f.quota, 1)
        .append(f.log, ["b"])
        .add(f.visits, 1_u64)
        .add(f.tags, ["t"])
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!((created.quota, created.visits), (9, Some(1)));
    assert_eq!(created.log, ["start", "b"]);
    assert_eq!(created.tags, ["t".to_owned()].into());
    let again = Account::update("1")
        .subtract(f.quota, 1)
        .prepend(f.log, ["a"])
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(again.quota, 8);
    assert_eq!(again.log, ["a", "start", "b"]);
}

#[tokio::test]
async fn setting_none_removes() {
    let table = table().await;
    let f = Account::fields();
    Account::put(Account {
        address: Some(home()),
        ..account("1")
    })
    .send(&table)
    .await
    .unwrap();
    Account::patch("1")
        .set(f.address, None)
        .set(f.language, None)
        .send(&table)
        .await
        .unwrap();
    let item = stored(&table, "ACCOUNT#1", "ACCOUNT").await.unwrap();
    assert!(!item.contains_key("address") && !item.contains_key("language"));
    assert_eq!(get(&table, "1").await.address, None);
}

#[tokio::test]
async fn apply_keeps_sets_and_removes() {
    let table = table().await;
    let before = Account {
        nick: Some("a".into()),
        other: Some("o".into()),
        ..account("1")
    };
    Account::put(before.clone()).send(&table).await.unwrap();
    let changes = AccountUpdate {
        nick: Change::Remove,
        email: Some("new@b.c".into()),
        ..AccountUpdate::default()
    };
    let after = Account::patch("1")
        .apply(changes)
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(
        after,
        Account {
            nick: None,
            email: "new@b.c".into(),
            ..before
        }
    );
    assert_eq!(Account::query().by_email("new@b.c").one(&table).await.unwrap(), after);

    let changes: AccountUpdate = serde_json::from_str(r#"{"other": null, "nick": "b", "quota": 2}"#).unwrap();
    let after = Account::patch("1")
        .apply(changes)
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!((after.other, after.nick.as_deref(), after.quota), (None, Some("b"), 2));
    assert_eq!(after.language.as_deref(), Some("en"));

    assert!(serde_json::from_str::<AccountUpdate>(r#"{"quota": null, "nick": 1}"#).is_err());
    let nothing: AccountUpdate = serde_json::from_str("{}").unwrap();
    let unchanged = Account::patch("1").apply(nothing).return_new().send(&table).await;
    assert!(unchanged.unwrap_err().is_empty_change());
}

#[tokio::test]
async fn the_guard_of_an_edit() {
    let table = table().await;
    let f = Account::fields();
    let loaded = Account::create(account("1")).send(&table).await.unwrap();
    Account::patch("1").set(f.email, "x@y.z").send(&table).await.unwrap();
    // The rewritten key has no other part, so no condition is needed.
    loaded.edit().set(f.email, "e@f.g").send(&table).await.unwrap();
    assert!(
        Account::query()
            .by_email("e@f.g")
            .first(&table)
            .await
            .unwrap()
            .is_some()
    );
    let error = loaded
        .edit()
        .set(f.nick, "a")
        .condition(f.email.eq("x@y.z"))
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_condition_failed());
}

/// Conditions, and whether each holds for `subject`.
fn conditions() -> Vec<(&'static str, Condition<Account>, bool)> {
    let f = Account::fields();
    let address = Address::fields();
    vec![
        ("eq", f.quota.eq(10), true),
        ("eq another", f.quota.eq(9), false),
        ("eq none", f.nick.eq(None), true),
        ("eq none of what is there", f.other.eq(None), false),
        ("ne none", f.other.ne(None), true),
        ("ne none of what is absent", f.nick.ne(None), false),
        ("ne", f.quota.ne(9), true),
        ("ne of what is absent", f.nick.ne("a"), true),
        ("gt", f.quota.gt(9), true),
        ("gt itself", f.quota.gt(10), false),
        ("gt of what is absent", f.visits.gt(0_u64), false),
        ("gte", f.quota.gte(10), true),
        ("lt", f.quota.lt(11), true),
        ("lt itself", f.quota.lt(10), false),
        ("lte", f.quota.lte(10), true),
        ("between", f.quota.between(10, 12), true),
        ("between others", f.quota.between(11, 12), false),
        ("in", f.quota.is_in([1, 10]), true),
        ("in others", f.quota.is_in([1, 2]), false),
        ("begins_with", f.other.begins_with("oth"), true),
        ("begins_with another", f.other.begins_with("ther"), false),
        ("contains text", f.other.contains("the"), true),
        ("contains an element of a list", f.log.contains("start"), true),
        ("contains no part of an element", f.log.contains("sta"), false),
        ("contains an element of a set", f.tags.contains("x"), true),
        ("contains no other element", f.tags.contains("z"), false),
        ("exists", f.other.exists(), true),
        ("not exists", f.nick.not_exists(), true),
        ("type", f.tags.attribute_type(AttributeType::StringSet), true),
        ("another type", f.log.attribute_type(AttributeType::StringSet), false),
        ("number", f.quota.attribute_type(AttributeType::Number), true),
        ("map", f.scores.attribute_type(AttributeType::Map), true),
        ("size of text", f.other.size().eq(5), true),
        ("size of a list", f.log.size().between(1, 2), true),
        ("size of a set", f.tags.size().gt(2), false),
        ("size of a map", f.scores.size().ne(1), false),
        ("size and size", f.tags.size().gte(f.log.size()), true),
        ("size and a number", f.tags.size().lt(f.quota), true),
        ("size lte", f.tags.size().lte(2), true),
        ("two attributes", f.other.eq(f.language), false),
        ("an attribute and itself", f.other.eq(f.other), true),
        ("two attributes in order", f.other.gt(f.email), true),
        ("an entry of a map", f.scores.key("m").eq(4), true),
        ("no entry of a map", f.scores.key("n").exists(), false),
        ("an element of a list", f.log.at(0).eq("start"), true),
        ("no element of a list", f.log.at(1).exists(), false),
        (
            "a field of a document",
            f.address.dot(address.street_name).begins_with("High"),
            true,
        ),
        (
            "below a field of a document",
            f.address.dot(address.lines).at(1).eq("2"),
            true,
        ),
        ("a number in a document", f.address.dot(address.floor).gt(2), true),
        ("a whole document", f.address.eq(home()), true),
        ("and", f.quota.eq(10) & f.nick.exists(), false),
        ("or", f.quota.eq(10) | f.nick.exists(), true),
        ("not", !f.nick.exists(), true),
        ("not over or", !(f.quota.eq(10) | f.nick.exists()), false),
        ("or in and", f.nick.exists() & (f.quota.eq(9) | f.quota.eq(10)), false),
        ("and in or", (f.nick.exists() & f.quota.eq(9)) | f.quota.eq(10), true),
        (
            "raw",
            raw("#quota >= :low AND size(#log) = :one")
                .name("quota", "quota")
                .path("log", f.log)
                .value("low", 10)
                .value("one", 1)
                .into(),
            true,
        ),
        (
            "raw among others",
            f.nick.exists()
                & raw("#quota = :q OR #quota = :r")
                    .name("quota", "quota")
                    .value("q", 10)
                    .value("r", 11)
                    .into(),
            false,
        ),
    ]
}

#[tokio::test]
async fn every_condition() {
    let table = table().await;
    let f = Account::fields();
    let subject = Account {
        other: Some("other".into()),
        tags: ["x".to_owned(), "y".to_owned()].into(),
        scores: [("m".to_owned(), 4)].into(),
        address: Some(home()),
        ..account("1")
    };
    Account::put(subject.clone()).send(&table).await.unwrap();
    for (what, condition, holds) in conditions() {
        let patched = Account::patch("1")
            .set(f.email, "nobody@example.com")
            .condition(condition.clone())
            .send(&table)
            .await;
        match patched {
            Ok(()) => assert!(holds, "{what}"),
            Err(error) => assert!(!holds && error.is_condition_failed(), "{what}: {error}"),
        }
        let filtered = Account::query().primary("1").filter(condition).count(&table).await;
        assert_eq!(filtered.unwrap(), u64::from(holds), "{what}");
    }
}

#[tokio::test]
async fn several_conditions_must_all_hold() {
    let table = table().await;
    let f = Account::fields();
    Account::put(account("1")).send(&table).await.unwrap();
    let both = |second: i64| {
        let first = f.quota.eq(1) | f.quota.eq(10);
        Account::patch("1")
            .set(f.nick, "a")
            .condition(first)
            .condition(f.quota.eq(second) | f.nick.eq("b"))
    };
    assert!(both(11).send(&table).await.unwrap_err().is_condition_failed());
    both(10).send(&table).await.unwrap();
}

#[tokio::test]
async fn an_entity_without_defaults() {
    let table = table().await;
    let f = Note::fields();
    let note = Note::create(Note::builder().account("1").id("a").text("x"))
        .send(&table)
        .await
        .unwrap();
    let after = Note::patch(("1", "a"))
        .set(f.text, "y")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(
        after,
        Note {
            text: "y".into(),
            ..note
        }
    );
    assert_eq!(Note::query().primary("1").all(&table).await.unwrap(), [after]);
    assert_eq!(Account::query().primary("1").all(&table).await.unwrap(), []);
}
