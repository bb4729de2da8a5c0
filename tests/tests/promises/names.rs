//! Aliases and defaults: conditions agree with reads about the name of an attribute and about absent attributes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::Condition;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
#[gsi(name = "by_nick", index = "gsi1", pk = "NICK#<nick>", sk = "<rank:03>")]
struct User {
    id: String,
    #[serde(alias = "nickname", alias = "handle")]
    nick: Option<String>,
    #[serde(alias = "level")]
    rank: u8,
    #[serde(alias = "labels", default)]
    tags: BTreeSet<String>,
    #[serde(alias = "born")]
    #[readonly]
    origin: String,
    #[serde(default)]
    home: Home,
    #[serde(default, alias = "notes")]
    note: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Document, Serialize, Deserialize)]
struct Home {
    #[serde(alias = "town", default)]
    city: String,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = User)]
struct Line {
    #[serde(alias = "nickname", alias = "handle")]
    nick: Option<String>,
    #[serde(alias = "level")]
    rank: u8,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SPARSE#<id>", sk = "SPARSE")]
struct Sparse {
    id: String,
    tags: BTreeSet<String>,
    maybe: Option<String>,
    #[entity(ttl)]
    expires: Option<u64>,
    scores: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "PLACE#<id>", sk = "PLACE")]
struct Place {
    id: String,
    #[serde(flatten)]
    spot: Option<Spot>,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Spot {
    lat: i32,
    #[serde(alias = "lng")]
    lon: i32,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Place)]
struct OnlySpot {
    #[serde(flatten)]
    spot: Option<Spot>,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Place)]
struct SpotAndRest {
    #[serde(flatten)]
    spot: Option<Spot>,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

/// The value that a read returns for an absent attribute. A zero is not stored.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "DEFAULT#<id>", sk = "DEFAULT")]
struct Defaults {
    id: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    count: u32,
    #[serde(default = "ten")]
    limit: i64,
    #[serde(default)]
    text: String,
    #[serde(default)]
    list: Vec<String>,
    #[serde(default)]
    other: u32,
    #[serde(default)]
    maybe: Option<u32>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

fn ten() -> i64 {
    10
}

#[derive(Table)]
#[table(entities(User, Sparse, Place, Defaults))]
struct Names;

async fn names() -> Table<Names> {
    let table = Table::<Names>::new(client().await, unique_table_name("names"));
    table.create().send().await.unwrap();
    table
}

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn n(number: &str) -> AttributeValue {
    AttributeValue::N(number.to_owned())
}

fn user() -> User {
    User {
        id: "u".into(),
        nick: Some("ada".into()),
        rank: 7,
        tags: ["a".to_owned()].into(),
        origin: "here".into(),
        home: Home { city: "Rome".into() },
        note: vec!["n".into()],
    }
}

/// Writes the item as an earlier release stored it, with other names.
async fn store_old(table: &Table<Names>) {
    User::put(user()).send(table).await.unwrap();
    let mut item = only_item(table).await;
    for (old, new) in [
        ("nickname", "nick"),
        ("level", "rank"),
        ("labels", "tags"),
        ("born", "origin"),
        ("notes", "note"),
    ] {
        let value = item.remove(new).unwrap();
        item.insert(old.to_owned(), value);
    }
    item.insert(
        "home".into(),
        AttributeValue::M([("town".to_owned(), s("Rome"))].into()),
    );
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
}

async fn only_item(table: &Table<Names>) -> HashMap<String, AttributeValue> {
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    scan.items().first().unwrap().clone()
}

async fn users(table: &Table<Names>, condition: Condition<User>) -> u64 {
    User::query().primary("u").filter(condition).count(table).await.unwrap()
}

#[tokio::test]
async fn case_08_an_old_name_is_read_and_the_own_name_wins() {
    let table = names().await;
    store_old(&table).await;
    assert_eq!(User::get("u").send(&table).await.unwrap(), Some(user()));
    let line = User::query().primary("u").project::<Line>().one(&table).await.unwrap();
    assert_eq!(
        line,
        Line {
            nick: Some("ada".into()),
            rank: 7
        }
    );

    let mut item = only_item(&table).await;
    item.insert("nick".into(), s("own"));
    item.insert("handle".into(), s("other"));
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item.clone())).send().await.unwrap();
    for table in [&table, &table.clone().through_attribute_values()] {
        let read = User::get("u").send(table).await.unwrap().unwrap();
        assert_eq!(read.nick.as_deref(), Some("own"));
    }
    let f = User::fields();
    assert_eq!(users(&table, f.nick.eq("own")).await, 1);
    assert_eq!(users(&table, f.nick.eq("ada") | f.nick.eq("other")).await, 0);

    // If several old names are present, the first alias counts.
    item.remove("nick");
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
    let read = User::get("u").send(&table).await.unwrap().unwrap();
    assert_eq!(read.nick.as_deref(), Some("ada"));
    assert_eq!(users(&table, f.nick.eq("ada")).await, 1);
}

#[tokio::test]
async fn case_08_conditions_know_every_name() {
    let table = names().await;
    store_old(&table).await;
    let f = User::fields();
    let home = Home::fields();
    for (condition, found) in [
        (f.nick.eq("ada"), 1),
        (f.nick.eq("bob"), 0),
        (f.nick.ne("bob"), 1),
        (f.nick.ne("ada"), 0),
        (!f.nick.eq("ada"), 0),
        (f.nick.exists(), 1),
        (f.nick.not_exists(), 0),
        (f.nick.begins_with("a"), 1),
        (f.nick.contains("d"), 1),
        (f.nick.is_in(["bob", "ada"]), 1),
        (f.nick.size().eq(3), 1),
        (f.rank.gt(6_u8) & f.rank.lte(7_u8) & f.rank.between(7_u8, 8_u8), 1),
        (f.rank.lt(7_u8), 0),
        (f.tags.contains("a"), 1),
        (f.tags.size().eq(1), 1),
        (f.tags.size().eq(0), 0),
        (f.home.dot(home.city).eq("Rome"), 1),
        (f.home.dot(home.city).ne("Rome"), 0),
    ] {
        assert_eq!(users(&table, condition.clone()).await, found, "{condition:?}");
    }
}

#[tokio::test]
async fn case_08_a_write_removes_the_old_name() {
    let table = names().await;
    let f = User::fields();
    store_old(&table).await;
    let loaded = User::get("u").send(&table).await.unwrap().unwrap();
    loaded.edit().set(f.nick, "eve").send(&table).await.unwrap();
    let item = only_item(&table).await;
    assert_eq!(item["nick"], s("eve"));
    assert!(!item.contains_key("nickname") && !item.contains_key("handle"));
    assert_eq!(item["gsi1pk"], s("NICK#eve"));
    let read = User::get("u").send(&table).await.unwrap().unwrap();
    assert_eq!(read.nick.as_deref(), Some("eve"));

    store_old(&table).await;
    let patched = User::patch("u")
        .remove(f.nick)
        .set(f.rank, 8_u8)
        .set_if_absent(f.note, ["other".to_owned()])
        .set(f.home.dot(Home::fields().city), "Oslo")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    let expected = User {
        nick: None,
        rank: 8,
        home: Home { city: "Oslo".into() },
        ..user()
    };
    assert_eq!(patched, expected);
    let item = only_item(&table).await;
    assert_eq!(item["home"], AttributeValue::M([("city".to_owned(), s("Oslo"))].into()));
    assert!(!item.contains_key("nickname") && !item.contains_key("level") && !item.contains_key("notes"));

    store_old(&table).await;
    let upserted = User {
        origin: "elsewhere".into(),
        rank: 9,
        ..user()
    };
    User::upsert(upserted.clone()).send(&table).await.unwrap();
    // A read-only value is kept under whichever name it was stored.
    let read = User::get("u").send(&table).await.unwrap().unwrap();
    assert_eq!(
        read,
        User {
            origin: "here".into(),
            ..upserted
        }
    );
    let item = only_item(&table).await;
    assert!(
        ["nickname", "level", "labels", "born", "notes"]
            .iter()
            .all(|old| !item.contains_key(*old))
    );

    // Actions on the stored value or below it cannot reach the old name.
    store_old(&table).await;
    let refused = [
        User::patch("u").add(f.tags, ["b"]).send(&table).await.unwrap_err(),
        User::patch("u").delete(f.tags, ["a"]).send(&table).await.unwrap_err(),
        User::patch("u")
            .append(f.note, ["b".to_owned()])
            .send(&table)
            .await
            .unwrap_err(),
        User::patch("u")
            .set(f.note.at(0), "b".to_owned())
            .send(&table)
            .await
            .unwrap_err(),
    ];
    for error in refused {
        assert!(
            error.is_invalid_input() && error.to_string().contains("alias"),
            "{error}"
        );
    }
    assert_eq!(User::get("u").send(&table).await.unwrap(), Some(user()));
}

#[tokio::test]
async fn case_14_an_empty_set_has_the_size_0() {
    let table = names().await;
    let sparse = |tags: &[&str]| Sparse {
        id: "s".into(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        maybe: None,
        expires: None,
        scores: BTreeMap::new(),
    };
    let f = Sparse::fields();
    let conditions = || {
        [
            (f.tags.size().eq(0), true, false),
            (f.tags.size().ne(0), false, true),
            (f.tags.size().lt(1), true, false),
            (f.tags.size().lte(0), true, false),
            (f.tags.size().gt(0), false, true),
            (f.tags.size().gte(0), true, true),
            (f.tags.size().between(0, 0), true, false),
            (f.tags.size().between(0, 1), true, true),
            (!f.tags.size().eq(0), false, true),
            (!f.tags.contains("a"), true, false),
            (f.tags.contains("a"), false, true),
            (f.scores.size().eq(0), true, true),
        ]
    };
    for (tags, is_empty) in [(&[][..], true), (&["a"][..], false)] {
        Sparse::put(sparse(tags)).send(&table).await.unwrap();
        for (condition, of_empty, of_one) in conditions() {
            let found = Sparse::query()
                .primary("s")
                .filter(condition.clone())
                .count(&table)
                .await
                .unwrap();
            let expected = if is_empty { of_empty } else { of_one };
            assert_eq!(found, u64::from(expected), "{condition:?} of {tags:?}");
        }
    }
    for (tags, condition, found) in [
        (&["a"][..], f.tags.size().gt(f.scores.size()), 1),
        (&["a"][..], f.tags.size().eq(f.scores.size()), 0),
        (&[][..], f.tags.size().eq(f.scores.size()), 1),
        (&[][..], f.tags.size().ne(f.scores.size()), 0),
    ] {
        Sparse::put(sparse(tags)).send(&table).await.unwrap();
        let query = Sparse::query().primary("s").filter(condition.clone());
        assert_eq!(query.count(&table).await.unwrap(), found, "{condition:?} of {tags:?}");
    }
    let other_way = Sparse::query().primary("s").filter(f.scores.size().eq(f.tags.size()));
    assert!(other_way.count(&table).await.unwrap_err().is_invalid_input());
}

#[tokio::test]
async fn case_30_conditions_treat_null_as_none_and_a_ttl_may_have_a_fraction() {
    let table = names().await;
    let item = [
        ("pk", s("SPARSE#s")),
        ("sk", s("SPARSE")),
        ("_type", s("Sparse")),
        ("id", s("s")),
        ("maybe", AttributeValue::Null(true)),
        ("expires", n("1700000000.5")),
        ("scores", AttributeValue::M([("a".to_owned(), n("1"))].into())),
    ];
    let item = item.map(|(name, value)| (name.to_owned(), value)).into();
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
    let read = Sparse::get("s").send(&table).await.unwrap().unwrap();
    assert_eq!((read.maybe, read.expires), (None, Some(1_700_000_000)));
    let f = Sparse::fields();
    for (condition, found) in [
        (f.maybe.not_exists(), 1),
        (f.maybe.exists(), 0),
        (f.maybe.eq(None::<String>), 1),
        (f.maybe.ne(None::<String>), 0),
        (f.maybe.eq("x"), 0),
        (f.maybe.ne("x"), 1),
        (f.expires.exists(), 1),
        (f.expires.gt(1_699_999_999_u64), 1),
        (f.scores.key("a").exists() & f.scores.key("b").not_exists(), 1),
    ] {
        let query = Sparse::query().primary("s").filter(condition.clone());
        assert_eq!(query.count(&table).await.unwrap(), found, "{condition:?}");
    }
}

#[tokio::test]
async fn case_11_a_flattened_field_is_projected_as_its_fields() {
    let table = names().await;
    let place = Place {
        id: "p".into(),
        spot: Some(Spot { lat: 1, lon: 2 }),
        rest: [("extra".to_owned(), "x".to_owned())].into(),
    };
    Place::put(place.clone()).send(&table).await.unwrap();
    let query = || Place::query().primary("p").into_query();
    let spot = query().project::<OnlySpot>().one(&table).await.unwrap();
    assert_eq!(
        spot,
        OnlySpot {
            spot: place.spot.clone()
        }
    );
    let request = query().project::<OnlySpot>().request(&table).unwrap();
    let names = request.expression_attribute_names().unwrap();
    assert!(names.values().any(|name| name == "lon") && names.values().any(|name| name == "lng"));
    for table in [&table, &table.clone().through_attribute_values()] {
        let all = query().project::<SpotAndRest>().one(table).await.unwrap();
        assert_eq!(
            (all.spot, all.rest),
            (
                place.spot.clone(),
                [("id".to_owned(), "p".to_owned()), ("extra".to_owned(), "x".to_owned())].into()
            )
        );
    }
    let got = Place::get("p").project::<OnlySpot>().send(&table).await.unwrap();
    assert_eq!(got, Some(OnlySpot { spot: place.spot }));
}

#[tokio::test]
async fn conditions_agree_with_the_default_that_a_read_returns() {
    let table = names().await;
    let item = [
        ("pk", s("DEFAULT#d")),
        ("sk", s("DEFAULT")),
        ("_type", s("Defaults")),
        ("id", s("d")),
    ];
    let item = item.map(|(name, value)| (name.to_owned(), value)).into();
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
    let read = Defaults::get("d").send(&table).await.unwrap().unwrap();
    assert_eq!((read.count, read.limit, read.text.as_str()), (0, 10, ""));
    let f = Defaults::fields();
    let conditions = || {
        [
            (f.count.eq(0_u32), true),
            (f.count.ne(0_u32), false),
            (!f.count.eq(0_u32), false),
            (f.count.lt(1_u32), true),
            (f.count.gt(0_u32), false),
            (f.count.is_in([0_u32, 5]), true),
            (f.limit.gte(10), true),
            (f.limit.gt(10), false),
            (f.limit.between(9, 11), true),
            (f.limit.ne(11), true),
            (f.text.eq(""), true),
            (f.text.size().eq(0), true),
            (f.text.begins_with("x"), false),
            (f.list.size().eq(0), true),
            (f.list.size().ne(0), false),
            (!f.list.contains("x"), true),
            (f.maybe.not_exists(), true),
            (f.maybe.ne(3_u32), true),
        ]
    };
    let stored = Defaults {
        list: Vec::new(),
        ..read
    };
    for is_stored in [false, true] {
        if is_stored {
            Defaults::put(stored.clone()).send(&table).await.unwrap();
        }
        for (condition, holds) in conditions() {
            let query = Defaults::query().primary("d").filter(condition.clone());
            assert_eq!(
                query.count(&table).await.unwrap(),
                u64::from(holds),
                "{condition:?} {is_stored}"
            );
        }
    }
    let other = Defaults::query().primary("d").filter(f.count.eq(f.other));
    assert!(other.count(&table).await.unwrap_err().is_invalid_input());
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LEASE#<id>", sk = "LEASE")]
struct Lease {
    id: String,
    #[serde(default)]
    #[default]
    holder: String,
}

#[derive(Table)]
#[table(entities(Lease))]
struct Leases;

/// An absent attribute is read as its default; an absent item is not read at all.
#[tokio::test]
async fn a_default_does_not_apply_to_a_missing_item() {
    let table = Table::<Leases>::new(client().await, unique_table_name("leases"));
    table.create().send().await.unwrap();
    let free = || Lease::fields().holder.eq("");
    let lease = |holder: &str| Lease {
        id: "a".to_owned(),
        holder: holder.to_owned(),
    };
    let missing = Lease::put(lease("ada"))
        .condition(free())
        .send(&table)
        .await
        .unwrap_err();
    assert!(missing.is_condition_failed());
    let check = table
        .transact_write()
        .add(Lease::check("a").condition(free()))
        .send()
        .await;
    assert!(check.is_err());
    Lease::put(lease("")).send(&table).await.unwrap();
    Lease::put(lease("ada")).condition(free()).send(&table).await.unwrap();
    assert!(Lease::put(lease("bob")).condition(free()).send(&table).await.is_err());
}
