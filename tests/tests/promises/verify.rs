//! A table that verifies its writes refuses values that would not be read back unchanged.

use std::collections::{BTreeMap, HashMap, HashSet};

use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<id>", sk = "NOTE")]
struct Note {
    id: String,
    #[default]
    state: State,
    #[serde(default = "ten")]
    n: Option<u32>,
    #[serde(with = "shouted")]
    #[default("A".to_owned())]
    loud: String,
    #[default]
    meta: Meta,
    #[default]
    rows: BTreeMap<String, State>,
    #[default]
    list: Vec<State>,
    #[entity(set = prefixed, get = stripped)]
    #[default("x".to_owned())]
    code: String,
    #[entity(set = prefixed)]
    #[default("x".to_owned())]
    tag: String,
    #[default]
    set: HashSet<Kind>,
    #[default]
    map: HashMap<String, f64>,
}

/// A type whose `Serialize` writes a form that its `Deserialize` does not read.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum State {
    #[default]
    Open,
    Closed,
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            State::Open => "open",
            State::Closed => "CLOSED",
        })
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "open" => Ok(State::Open),
            "closed" => Ok(State::Closed),
            _ => Err(serde::de::Error::custom("no state")),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Document, Serialize, Deserialize)]
struct Meta {
    state: State,
    title: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Kind {
    A,
    B,
    C,
    D,
}

#[allow(clippy::unnecessary_wraps)]
fn ten() -> Option<u32> {
    Some(10)
}

fn prefixed(text: String) -> String {
    format!("S{text}")
}

fn stripped(text: String) -> String {
    text.trim_start_matches('S').to_owned()
}

/// A type that is read back as another value.
mod shouted {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text.to_uppercase())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        Ok(format!("{}!", String::deserialize(deserializer)?.trim_end_matches('!')))
    }
}

#[derive(Table)]
#[table(entities(Note))]
struct App;

fn note() -> Note {
    Note {
        loud: "a!".into(),
        n: Some(1),
        set: HashSet::from([Kind::A, Kind::B, Kind::C, Kind::D]),
        map: HashMap::from([("a".to_owned(), 0.1), ("b".to_owned(), 2.0)]),
        ..Note::builder().id("a").build()
    }
}

#[tokio::test]
async fn values_that_read_back_are_written() {
    let table = Table::<App>::local().await.unwrap();
    let f = Note::fields();
    for _ in 0..10 {
        Note::put(note()).send(&table).await.unwrap();
    }
    Note::upsert(note()).send(&table).await.unwrap();
    table.batch_write().put(note()).send().await.unwrap();
    table.transact_write().add(Note::put(note())).send().await.unwrap();
    let meta = f.meta.dot(Meta::fields().title);
    Note::patch("a")
        .set(f.state, State::Open)
        .set(meta, "t")
        .send(&table)
        .await
        .unwrap();
    Note::patch("a")
        .set(f.rows.key("r"), State::Open)
        .set(f.n, None)
        .send(&table)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_item_that_would_not_read_back_is_refused_and_nothing_is_sent() {
    let engine = Engine::memory().unwrap();
    let (client, requests) = counting(&engine.client());
    let table = Table::<App>::new(client, "verify").verify_writes();
    let wrong = [
        (
            Note {
                state: State::Closed,
                ..note()
            },
            "state",
        ),
        (Note { n: None, ..note() }, "n"),
        (
            Note {
                loud: "a".into(),
                ..note()
            },
            "loud",
        ),
        (
            Note {
                meta: Meta {
                    state: State::Closed,
                    title: None,
                },
                ..note()
            },
            "meta.state",
        ),
        (
            Note {
                list: vec![State::Open, State::Closed],
                ..note()
            },
            "list[1]",
        ),
    ];
    for (note, path) in wrong {
        let errors = [
            Note::put(note.clone()).send(&table).await.unwrap_err(),
            Note::create(note.clone()).send(&table).await.unwrap_err(),
            Note::upsert(note.clone()).send(&table).await.unwrap_err(),
            table.batch_write().put(note.clone()).send().await.unwrap_err(),
            table
                .transact_write()
                .add(Note::put(note.clone()))
                .send()
                .await
                .unwrap_err(),
        ];
        for error in errors {
            assert!(error.is_invalid_input() && !error.is_decode(), "{error}");
            assert_eq!(error.attribute_path().as_deref(), Some(path), "{error}");
            assert_eq!((error.entity(), error.key()), (Some("Note"), Some("NOTE#a / NOTE")));
        }
    }
    assert_eq!(requests.count(), 0);
    assert!(
        Note::put(Note {
            state: State::Closed,
            ..note()
        })
        .request(&table.trust_writes())
        .is_ok()
    );
}

#[tokio::test]
async fn a_value_of_an_update_that_could_not_be_read_is_refused() {
    let table = Table::<App>::local().await.unwrap();
    let f = Note::fields();
    Note::put(note()).send(&table).await.unwrap();
    let before = Note::get("a").send(&table).await.unwrap().unwrap();
    let updates = [
        (Note::patch("a").set(f.state, State::Closed), "state"),
        (
            Note::patch("a").set(f.meta.dot(Meta::fields().state), State::Closed),
            "meta.state",
        ),
        (Note::patch("a").set(f.rows.key("r"), State::Closed), "rows.r"),
        (Note::patch("a").set_if_absent(f.list, [State::Closed]), "list[0]"),
    ];
    for (update, path) in updates {
        let error = update.clone().send(&table).await.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
        assert_eq!(error.attribute_path().as_deref(), Some(path), "{error}");
        assert!(update.once().send(&table).await.unwrap_err().is_invalid_input());
    }
    assert_eq!(Note::get("a").send(&table).await.unwrap().unwrap(), before);
}
