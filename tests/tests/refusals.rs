//! Values that cannot be stored, requested or read give an error that locates them. Requests known to be wrong are never
//! sent.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity::{Error, raw};
use dynamo_entity_tests::counting::counting_client;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ROOM#<house>", sk = "R#<floor:02>#<name>")]
#[gsi(name = "by_month", index = "gsi1", pk = "OWNER#<owner>", sk = "<month:%Y-%m>#<name>")]
struct Room {
    house: String,
    floor: u32,
    name: String,
    owner: String,
    month: chrono::NaiveDate,
    doors: Vec<Door>,
    #[serde(default)]
    width: u32,
    nick: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Door {
    height: u32,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ROOM#<house>", sk = "HOUSE")]
struct House {
    house: String,
}

#[derive(Table)]
#[table(entities(Room, House))]
struct App;

fn room(name: &str) -> Room {
    Room {
        house: "1".into(),
        floor: 2,
        name: name.into(),
        owner: "ada".into(),
        month: "2026-03-01".parse().unwrap(),
        doors: vec![Door { height: 200 }],
        width: 3,
        nick: None,
    }
}

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("refusals"));
    table.create().send().await.unwrap();
    table
}

/// Stores the room `a` with attributes changed by hand.
async fn store(table: &Table<App>, change: impl FnOnce(&mut HashMap<String, AttributeValue>)) {
    Room::put(room("a")).send(table).await.unwrap();
    let key =
        [("pk", "ROOM#1"), ("sk", "R#02#a")].map(|(name, text)| (name.to_owned(), AttributeValue::S(text.into())));
    let get = table
        .client()
        .get_item()
        .table_name(table.name())
        .set_key(Some(key.into()));
    let mut item = get.consistent_read(true).send().await.unwrap().item.unwrap();
    change(&mut item);
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
}

async fn read(table: &Table<App>) -> Result<Option<Room>, Error> {
    Room::get(("1", 2_u32, "a")).send(table).await
}

// ---- stored items

#[tokio::test]
async fn unknown_attributes_are_ignored() {
    let table = table().await;
    store(&table, |item| {
        item.insert("later".into(), AttributeValue::Bool(true));
    })
    .await;
    assert_eq!(read(&table).await.unwrap(), Some(room("a")));
}

#[tokio::test]
async fn a_missing_attribute_is_named_or_takes_its_default() {
    let table = table().await;
    store(&table, |item| {
        item.remove("width");
    })
    .await;
    assert_eq!(read(&table).await.unwrap(), Some(Room { width: 0, ..room("a") }));

    store(&table, |item| {
        item.remove("owner");
    })
    .await;
    let queried = Room::query().primary("1").all(&table).await.map(|_| None);
    let patched = Room::patch(("1", 2_u32, "a")).return_new().send(&table).await.map(Some);
    for result in [read(&table).await, queried, patched] {
        let error = result.unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert_eq!((error.entity(), error.key()), (Some("Room"), Some("ROOM#1 / R#02#a")));
        let message = error.to_string();
        assert!(message.contains("`owner`") && message.contains("default"), "{message}");
    }
}

#[tokio::test]
async fn a_value_of_another_type_is_found_by_its_path() {
    let table = table().await;
    store(&table, |item| {
        let height = HashMap::from([("height".to_owned(), AttributeValue::S("secret".into()))]);
        item.insert("doors".into(), AttributeValue::L(vec![AttributeValue::M(height)]));
    })
    .await;
    let error = read(&table).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.attribute_path().as_deref(), Some("doors[0].height"));
    assert_eq!((error.entity(), error.key()), (Some("Room"), Some("ROOM#1 / R#02#a")));
    let message = error.to_string();
    assert!(
        message.contains("doors[0].height") && !message.contains("secret"),
        "{message}"
    );

    let streamed: Vec<_> = futures::StreamExt::collect(Room::query().primary("1").stream(&table)).await;
    assert!(matches!(streamed.as_slice(), [Err(error)] if error.is_decode()));
    // Counting does not decode the item.
    assert_eq!(Room::query().primary("1").count(&table).await.unwrap(), 1);

    store(&table, |item| {
        item.insert("width".into(), AttributeValue::N("-1".into()));
    })
    .await;
    assert_eq!(
        read(&table).await.unwrap_err().attribute_path().as_deref(),
        Some("width")
    );
}

#[tokio::test]
async fn an_item_of_another_entity_under_the_key_is_not_read_as_this_one() {
    let table = table().await;
    store(&table, |item| {
        item.insert("_type".into(), AttributeValue::S("House".into()));
    })
    .await;
    let error = read(&table).await.unwrap_err();
    assert!(error.is_decode());
    assert!(error.to_string().contains("`House`"), "{error}");
    // An item without a type belongs to no entity, unless the entity accepts such items.
    store(&table, |item| {
        item.remove("_type");
    })
    .await;
    assert_eq!(read(&table).await.unwrap(), None);
}

// ---- cursors

#[tokio::test]
async fn a_cursor_of_another_query_is_refused() {
    let table = table().await;
    for name in ["a", "b", "c"] {
        Room::put(room(name)).send(&table).await.unwrap();
    }
    let query = || Room::query().primary("1");
    let cursor = query().limit(1).send(&table).await.unwrap().cursor.unwrap();
    let text = cursor.to_string();
    let rest = query().start_at(cursor.clone()).all(&table).await.unwrap();
    assert_eq!(rest.len(), 2);
    // Another sort condition makes another read; another direction does not.
    let other = query().floor().eq(2_u32).start_at(cursor.clone()).all(&table).await;
    assert!(other.unwrap_err().is_invalid_cursor());
    let back = query().descending().start_at(cursor.clone()).all(&table).await;
    assert_eq!(back.unwrap(), []);

    for end in [1, 8, text.len() / 2, text.len() - 1, 0] {
        let cut = text[..end].parse::<Cursor>();
        assert!(cut.is_err_and(|error| error.is_invalid_cursor()), "{end}");
    }
    for (at, letter) in text.char_indices().skip(12) {
        let mut changed = text.clone();
        changed.replace_range(at..=at, if letter == 'A' { "B" } else { "A" });
        let Ok(changed) = changed.parse::<Cursor>() else {
            continue;
        };
        if changed == cursor {
            continue;
        }
        assert!(
            query()
                .start_at(changed)
                .send(&table)
                .await
                .unwrap_err()
                .is_invalid_cursor(),
            "{at}"
        );
    }
    assert!("not base64!".parse::<Cursor>().unwrap_err().is_invalid_cursor());
    assert!(serde_json::from_str::<Cursor>("\"zzzz\"").is_err());

    let other_table = Table::<App>::new(table.client().clone(), format!("{}x", table.name()));
    let foreign = [
        Room::query()
            .primary("10")
            .start_at(cursor.clone())
            .send(&table)
            .await
            .map(|page| page.count),
        Room::query()
            .by_month("ada")
            .start_at(cursor.clone())
            .send(&table)
            .await
            .map(|page| page.count),
        query()
            .start_at(cursor.clone())
            .send(&other_table)
            .await
            .map(|page| page.count),
        query().start_at(cursor).count(&other_table).await,
    ];
    for result in foreign {
        let error = result.unwrap_err();
        assert!(error.is_invalid_cursor(), "{error}");
        assert_eq!(error.entity(), Some("Room"));
    }
}

// ---- refused before sending

/// Checks that the error contains all of `words`.
#[track_caller]
fn says(error: &Error, words: &[&str]) {
    let message = error.to_string();
    for word in words {
        assert!(message.contains(word), "no {word} in: {message}");
    }
    assert_eq!(error.entity(), Some("Room"), "{message}");
}

#[tokio::test]
async fn a_part_that_is_impossible_in_a_key_is_never_sent() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "rooms");
    let cases: [(Room, &[&str]); 7] = [
        (
            Room {
                house: String::new(),
                ..room("a")
            },
            &["`house`", "empty"],
        ),
        (
            Room {
                name: String::new(),
                ..room("a")
            },
            &["`name`", "empty"],
        ),
        (
            Room {
                floor: 100,
                ..room("a")
            },
            &["`floor`", "100", "2 digits"],
        ),
        (
            Room {
                name: "a\u{10ffff}".into(),
                ..room("a")
            },
            &["`name`", "U+10FFFF"],
        ),
        (
            Room {
                owner: String::new(),
                ..room("a")
            },
            &["`owner`", "empty"],
        ),
        (
            Room {
                name: "x".repeat(1020),
                ..room("a")
            },
            &["makes a key of", "1024"],
        ),
        (
            Room {
                house: "x".repeat(2044),
                ..room("a")
            },
            &["2049", "2048"],
        ),
    ];
    for (room, words) in cases {
        let key = || (room.house.clone(), room.floor, room.name.clone());
        for error in [
            Room::put(room.clone()).send(&table).await.unwrap_err(),
            Room::create(room.clone()).send(&table).await.unwrap_err(),
            Room::upsert(room.clone()).send(&table).await.unwrap_err(),
        ] {
            assert!(error.is_invalid_key(), "{error}");
            says(&error, words);
        }
        if !words.contains(&"`owner`") {
            for error in [
                Room::get(key()).send(&table).await.unwrap_err(),
                Room::patch(key()).send(&table).await.unwrap_err(),
                Room::delete(&room).send(&table).await.map(drop).unwrap_err(),
                Room::remove(key()).send(&table).await.map(drop).unwrap_err(),
                room.edit().send(&table).await.unwrap_err(),
            ] {
                assert!(error.is_invalid_key(), "{error}");
                says(&error, words);
            }
        }
    }
    let f = Room::fields();
    let error = Room::patch(("1", 2_u32, "a"))
        .set(f.owner, "")
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_invalid_key());
    says(&error, &["`owner`", "empty"]);
    assert_eq!(requests.count(), 0);
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "<a>#<b>", sk = "<c>#<d>")]
struct Pair {
    a: String,
    b: String,
    c: String,
    d: String,
}

#[derive(Table)]
#[table(entities(Pair))]
struct Pairs;

#[tokio::test]
async fn a_part_that_contains_its_delimiter_is_never_sent() {
    let (client, requests) = counting_client();
    let table = Table::<Pairs>::new(client, "pairs");
    let pair = |a: &str, c: &str| Pair {
        a: a.into(),
        b: "z".into(),
        c: c.into(),
        d: "z".into(),
    };
    for (pair, field) in [(pair("x#b", "x"), "`a`"), (pair("x", "x#b"), "`c`")] {
        let error = Pair::put(pair.clone()).send(&table).await.unwrap_err();
        assert!(error.is_invalid_key());
        let message = error.to_string();
        assert!(
            message.contains(field) && message.contains("x#b") && message.contains("`Pair`"),
            "{message}"
        );
        assert!(Pair::get(&pair).send(&table).await.unwrap_err().is_invalid_key());
        let queried = Pair::query().primary(pair.a, pair.b).c().eq(pair.c).send(&table).await;
        assert!(queried.unwrap_err().is_invalid_key());
    }
    assert_eq!(requests.count(), 0);
}

#[tokio::test]
async fn an_impossible_query_is_never_sent() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "rooms");
    let by_month = || Room::query().by_month("ada");
    let cases = [
        ("consistent", by_month().consistent().into_query()),
        ("limit 0", by_month().limit(0).into_query()),
        ("an empty part", Room::query().by_month("").into_query()),
        ("short text", by_month().month().eq("2026-3").into_query()),
        ("no month", by_month().month().gte("2026-13")),
        ("no beginning of a month", by_month().month().begins_with("2026/")),
        ("reversed", by_month().month().between("2026-05", "2026-04")),
        (
            "reversed numbers",
            Room::query().primary("1").floor().between(9_u32, 8_u32),
        ),
        ("too wide", Room::query().primary("1").floor().gt(100_u32)),
        (
            "too long",
            Room::query().primary("1").floor().eq(1_u32).name().gt("x".repeat(1024)),
        ),
        (
            "an empty bound",
            Room::query().primary("1").floor().eq(1_u32).name().gt(""),
        ),
        (
            "U+10FFFF",
            Room::query().primary("1").floor().eq(1_u32).name().lt("\u{10ffff}"),
        ),
    ];
    for (what, query) in cases {
        for error in [
            query.clone().send(&table).await.expect_err(what),
            query.clone().all(&table).await.expect_err(what),
            query.clone().count(&table).await.expect_err(what),
            query.clone().first(&table).await.expect_err(what),
            query.request(&table).expect_err(what),
        ] {
            assert!(error.is_invalid_key() || error.is_invalid_input(), "{what}: {error}");
            assert_eq!(error.entity(), Some("Room"), "{what}: {error}");
        }
    }
    let error = by_month().month().eq("2026-3").send(&table).await.unwrap_err();
    says(&error, &["`month`", "2026-3", "2026-03"]);
    let error = by_month().consistent().send(&table).await.unwrap_err();
    says(&error, &["`by_month`", "consistent"]);
    assert_eq!(requests.count(), 0);
}

#[tokio::test]
async fn an_expression_that_dynamodb_would_refuse_is_never_sent() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "rooms");
    let f = Room::fields();
    let patch = || Room::patch(("1", 2_u32, "a"));
    let many = |count: u32| f.width.is_in(0..count);
    let cases = [
        ("IN of 101", patch().condition(many(101))),
        ("IN of 0", patch().condition(many(0))),
        ("two sets", patch().set(f.width, 1_u32).set(f.width, 2_u32)),
        ("a set and an addition", patch().set(f.width, 1_u32).add(f.width, 2_u32)),
        (
            "an attribute and below it",
            patch().set(f.doors, Vec::<Door>::new()).remove(f.doors.at(1)),
        ),
        ("an unbound name", patch().condition(raw("#x = :x").value("x", 1))),
        ("an unbound value", patch().condition(raw("#x = :x").name("x", "x"))),
        (
            "an unused value",
            patch().condition(raw("#x = :x").name("x", "x").value("x", 1).value("y", 1)),
        ),
        ("absent in a comparison", patch().condition(f.nick.gt(None))),
        (
            "301 operators",
            patch().condition((0..301).fold(f.nick.exists(), |all, n| all | f.width.eq(n))),
        ),
    ];
    for (what, patch) in cases {
        let error = patch.send(&table).await.expect_err(what);
        assert!(error.is_invalid_input(), "{what}: {error}");
        assert_eq!(error.entity(), Some("Room"), "{what}: {error}");
    }
    let error = Room::query()
        .primary("1")
        .filter(many(101))
        .all(&table)
        .await
        .unwrap_err();
    says(&error, &["101", "100"]);
    let error = patch()
        .set(f.width, 1_u32)
        .add(f.width, 2_u32)
        .send(&table)
        .await
        .unwrap_err();
    says(&error, &["`width`"]);
    assert_eq!(requests.count(), 0);
}

#[tokio::test]
async fn an_item_over_the_limit_is_never_sent() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "rooms");
    let f = Room::fields();
    let large = Room {
        nick: Some("x".repeat(400 * 1024 + 1)),
        ..room("a")
    };
    for error in [
        Room::put(large.clone()).send(&table).await.unwrap_err(),
        Room::create(large.clone()).send(&table).await.unwrap_err(),
        Room::upsert(large.clone()).send(&table).await.unwrap_err(),
        Room::patch(&large)
            .set(f.nick, large.nick.clone())
            .send(&table)
            .await
            .unwrap_err(),
    ] {
        assert!(error.is_invalid_input(), "{error}");
        says(&error, &["409600", "ROOM#1 / R#02#a"]);
    }
    assert_eq!(requests.count(), 0);
}

#[tokio::test]
async fn values_at_the_limits_are_accepted() {
    let table = table().await;
    let f = Room::fields();
    let longest = Room {
        name: "x".repeat(1024 - 5),
        owner: "y".repeat(2048 - 6),
        ..room("a")
    };
    // The sort key of the index has the same length plus a month.
    let fits = Room {
        name: "x".repeat(1024 - 8),
        ..longest
    };
    Room::create(fits.clone()).send(&table).await.unwrap();
    assert_eq!(Room::query().by_month(&fits.owner).one(&table).await.unwrap(), fits);
    Room::patch(&fits)
        .set(f.nick, "n")
        .condition(f.width.is_in(0..100_u32))
        .send(&table)
        .await
        .unwrap();
    let many = (0..144_u32).fold(f.nick.exists(), |all, n| all | f.width.eq(n));
    assert_eq!(Room::query().primary("1").filter(many).count(&table).await.unwrap(), 1);
}

#[tokio::test]
async fn a_missing_table_is_an_error_of_the_service() {
    let table = Table::<App>::new(client().await, unique_table_name("missing"));
    let error = read(&table).await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert!(std::error::Error::source(&error).is_some());
    assert!(!error.is_not_found());
}
