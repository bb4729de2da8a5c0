//! `set` and `get`: applied exactly once wherever a value is written or read.

use std::collections::BTreeSet;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{stored, table, text};

/// A conversion that shows when it is applied twice.
fn seal(text: String) -> String {
    format!("<{text}>")
}

fn open(text: String) -> String {
    match text.strip_prefix('<').and_then(|text| text.strip_suffix('>')) {
        Some(inner) => inner.to_owned(),
        None => format!("not sealed: {text}"),
    }
}

fn lowercase(text: String) -> String {
    text.to_lowercase()
}

fn double(number: u32) -> u32 {
    number * 2
}

fn halve(number: u32) -> u32 {
    number / 2
}

fn tidy(tags: BTreeSet<String>) -> BTreeSet<String> {
    tags.into_iter().filter(|tag| !tag.is_empty()).map(lowercase).collect()
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "BOX#<id>", sk = "<place>#<shelf:03>")]
#[gsi(name = "by_label", index = "gsi1", pk = "LABEL#<label>", sk = "<note>#<place>")]
#[gsi(name = "by_owner", index = "gsi2", pk = ["<owner>"], sk = ["<weight>"])]
#[gsi(name = "by_pair", index = "gsi3", pk = "PAIR#<left>#<right>", sk = "<id>")]
struct Crate {
    #[entity(set = lowercase)]
    id: String,
    #[entity(set = seal, get = open)]
    place: String,
    #[entity(set = double, get = halve)]
    shelf: u32,
    #[entity(set = seal, get = open)]
    label: String,
    #[entity(set = seal, get = open)]
    note: Option<String>,
    #[entity(set = lowercase)]
    owner: String,
    #[entity(set = double, get = halve)]
    weight: u32,
    #[entity(set = seal, get = open)]
    left: String,
    #[default("R".to_owned())]
    right: String,
    #[entity(set = seal, get = open, default = "none".to_owned())]
    color: String,
    #[entity(get = seal)]
    #[serde(default)]
    #[default]
    shown: String,
    #[entity(set = tidy)]
    #[default]
    tags: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Crate)]
struct Short {
    label: String,
    weight: u32,
    note: Option<String>,
}

#[derive(Table)]
#[table(entities(Crate))]
struct App;

fn new() -> Crate {
    Crate::builder()
        .id("A1")
        .place("hall")
        .shelf(4_u32)
        .label("old")
        .note("n")
        .owner("ADA")
        .weight(10_u32)
        .left("L")
        .shown("x")
        .tags(["Big", ""])
        .build()
}

/// Returns the entity as reads return it.
fn read() -> Crate {
    Crate {
        id: "a1".into(),
        owner: "ada".into(),
        shown: "<x>".into(),
        tags: BTreeSet::from(["big".to_owned()]),
        ..new()
    }
}

const KEY: (&str, &str, u32) = ("A1", "hall", 4);

async fn item(table: &Table<App>) -> super::Stored {
    stored(table, "BOX#a1", "<hall>#008").await.unwrap()
}

#[tokio::test]
async fn whole_items_and_their_keys() {
    let table = table::<App>("transform").await;
    assert_eq!(Crate::create(new()).send(&table).await.unwrap(), read());
    let held = item(&table).await;
    for (attribute, value) in [
        ("id", "a1"),
        ("place", "<hall>"),
        ("label", "<old>"),
        ("color", "<none>"),
        ("shown", "x"),
        ("gsi1pk", "LABEL#<old>"),
        ("gsi1sk", "<n>#<hall>"),
        ("owner", "ada"),
        ("gsi3pk", "PAIR#<L>#R"),
    ] {
        assert_eq!(text(&held, attribute), value, "{attribute}");
    }
    assert_eq!(
        (
            held["shelf"].as_n().unwrap().as_str(),
            held["weight"].as_n().unwrap().as_str()
        ),
        ("8", "20")
    );
    assert_eq!(held["tags"].as_ss().unwrap(), &["big"]);

    assert_eq!(Crate::get(KEY).send(&table).await.unwrap(), Some(read()));
    assert_eq!(Crate::get(&new()).send(&table).await.unwrap(), Some(read()));
    assert_eq!(Crate::get(new().key()).send(&table).await.unwrap(), Some(read()));
    let short = Crate::get(KEY).project::<Short>().send(&table).await.unwrap().unwrap();
    assert_eq!(
        short,
        Short {
            label: "old".into(),
            weight: 10,
            note: Some("n".into())
        }
    );
    assert_eq!(App::from_item::<Crate>(held.clone()).unwrap(), read());
    let exists = Crate::create(new()).send(&table).await.unwrap_err();
    assert_eq!(exists.existing::<Crate>().unwrap(), Some(read()));

    // The loaded entity is written again: `shown` cannot be reversed.
    Crate::put(Crate {
        shown: "x".into(),
        ..read()
    })
    .send(&table)
    .await
    .unwrap();
    assert_eq!(item(&table).await, held);
    Crate::upsert(Crate {
        shown: "x".into(),
        ..read()
    })
    .send(&table)
    .await
    .unwrap();
    assert_eq!(item(&table).await, held);
    Crate::remove(&new()).send(&table).await.unwrap();
}

#[tokio::test]
async fn queries() {
    let table = table::<App>("transform").await;
    Crate::create(new()).send(&table).await.unwrap();
    let f = Crate::fields();
    let query = Crate::query();
    let found = [
        Crate::query().primary("A1").all(&table).await,
        Crate::query()
            .primary("A1")
            .place()
            .eq("hall")
            .shelf()
            .eq(4_u32)
            .all(&table)
            .await,
        Crate::query()
            .primary("A1")
            .place()
            .eq("hall")
            .shelf()
            .eq("008")
            .all(&table)
            .await,
        Crate::query()
            .primary("A1")
            .place()
            .eq("hall")
            .shelf()
            .between(4_u32, 5_u32)
            .all(&table)
            .await,
        Crate::query().primary("A1").place().gte("hall").all(&table).await,
        Crate::query()
            .by_label("old")
            .note()
            .eq("n")
            .place()
            .lte("hall")
            .all(&table)
            .await,
        Crate::query().by_owner("Ada").weight().gt(9_u32).all(&table).await,
        Crate::query().by_pair("L", "R").all(&table).await,
        query
            .by_label("old")
            .filter(f.color.eq("none") & f.weight.between(9, 11))
            .all(&table)
            .await,
        Crate::query()
            .primary("a1")
            .filter(f.note.is_in(["m", "n"]) & f.owner.begins_with("AD"))
            .all(&table)
            .await,
    ];
    for found in found {
        assert_eq!(found.unwrap(), [read()]);
    }
    assert!(Crate::query().by_label("<old>").all(&table).await.unwrap().is_empty());
    assert!(
        Crate::query()
            .by_owner("ada")
            .weight()
            .lt(10_u32)
            .all(&table)
            .await
            .unwrap()
            .is_empty()
    );
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USERS", sk = "EMAIL#<email>")]
struct User {
    #[entity(set = lowercase)]
    email: String,
}

#[derive(Table)]
#[table(entities(User))]
struct Users;

#[tokio::test]
async fn a_prefix_of_a_text() {
    let table = table::<Users>("transform").await;
    User::put(User {
        email: "Ada@X.com".into(),
    })
    .send(&table)
    .await
    .unwrap();
    let found = User::query()
        .primary()
        .email()
        .begins_with("ADA@")
        .all(&table)
        .await
        .unwrap();
    assert_eq!(
        found,
        [User {
            email: "ada@x.com".into()
        }]
    );
    assert_eq!(
        User::get("ada@X.COM").send(&table).await.unwrap(),
        found.into_iter().next()
    );
}

#[tokio::test]
async fn updates_and_their_keys() {
    let table = table::<App>("transform").await;
    let f = Crate::fields();
    let loaded = Crate::create(new()).send(&table).await.unwrap();
    Crate::patch(KEY)
        .set(f.label, "new")
        .set(f.weight, 11_u32)
        .set(f.color, "red")
        .send(&table)
        .await
        .unwrap();
    let held = item(&table).await;
    assert_eq!(
        (text(&held, "label"), text(&held, "gsi1pk")),
        ("<new>".into(), "LABEL#<new>".into())
    );
    assert_eq!(
        (text(&held, "color"), held["weight"].as_n().unwrap().as_str()),
        ("<red>".into(), "22")
    );

    Crate::patch(KEY)
        .set(f.by_pair_pk, ("LL", "RR"))
        .send(&table)
        .await
        .unwrap();
    let held = item(&table).await;
    assert_eq!(
        (text(&held, "left"), text(&held, "right"), text(&held, "gsi3pk")),
        ("<LL>".into(), "RR".into(), "PAIR#<LL>#RR".into())
    );

    // The guards compare stored values, not loaded ones.
    let fresh = Crate::get(KEY).consistent().send(&table).await.unwrap().unwrap();
    let edited = fresh.edit().set(f.right, "R3").return_new().send(&table).await.unwrap();
    assert_eq!((edited.left.as_str(), edited.right.as_str()), ("LL", "R3"));
    assert!(
        loaded
            .edit()
            .set(f.right, "R4")
            .send(&table)
            .await
            .unwrap_err()
            .is_condition_failed()
    );

    let changes: CrateUpdate = serde_json::from_str(r#"{"label": "json", "note": "m", "owner": "BOB"}"#).unwrap();
    Crate::patch(KEY).apply(changes).send(&table).await.unwrap();
    let held = item(&table).await;
    assert_eq!(
        (text(&held, "label"), text(&held, "gsi1sk"), text(&held, "owner")),
        ("<json>".into(), "<m>#<hall>".into(), "bob".into())
    );

    Crate::patch(KEY)
        .set_if_absent(f.color, "kept")
        .condition(f.color.eq("red"))
        .send(&table)
        .await
        .unwrap();
    Crate::patch(KEY).remove(f.note).send(&table).await.unwrap();
    let last = Crate::get(KEY).consistent().send(&table).await.unwrap().unwrap();
    assert_eq!((last.note, last.color.as_str()), (None, "red"));
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "COUNTER#<name>", sk = "<day>")]
struct Counter {
    #[entity(set = lowercase)]
    name: String,
    #[entity(set = lowercase)]
    day: String,
    #[entity(set = seal, get = open, default = "new".to_owned())]
    label: String,
    #[default]
    total: u64,
}

#[derive(Table)]
#[table(entities(Counter))]
struct Counters;

#[tokio::test]
async fn items_that_an_update_creates() {
    let table = table::<Counters>("transform").await;
    let f = Counter::fields();
    for _ in 0..2 {
        Counter::update(("Views", "MON"))
            .add(f.total, 1)
            .send(&table)
            .await
            .unwrap();
    }
    let held = stored(&table, "COUNTER#views", "mon").await.unwrap();
    assert_eq!(
        (text(&held, "name"), text(&held, "day"), text(&held, "label")),
        ("views".into(), "mon".into(), "<new>".into())
    );
    let read = Counter::get(("VIEWS", "Mon")).send(&table).await.unwrap().unwrap();
    assert_eq!((read.total, read.label.as_str()), (2, "new"));
}
