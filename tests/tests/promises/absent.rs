//! Actions on an absent attribute, or inside an absent map.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::{counting, counting_client};
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "COUNTER#<id>", sk = "COUNTER")]
struct Counter {
    id: String,
    #[serde(default = "ten")]
    n: u32,
    #[serde(default = "ten")]
    #[default(10)]
    same: u32,
    #[serde(default)]
    #[default(5)]
    other: u32,
    #[serde(default)]
    zero: i64,
    #[serde(default = "some_ten")]
    some: Option<u32>,
    none: Option<u32>,
    #[default(Some(3))]
    made: Option<u32>,
    #[serde(default = "start")]
    log: Vec<String>,
    #[serde(default = "tags")]
    tags: BTreeSet<String>,
    #[serde(default = "ten", with = "text")]
    text: u32,
    #[serde(default)]
    stats: BTreeMap<String, Stats>,
    doc: Option<Stats>,
}

#[derive(Debug, Clone, Default, PartialEq, Document, Serialize, Deserialize)]
struct Stats {
    #[serde(default = "ten")]
    n: u32,
    #[serde(default)]
    lines: Vec<Line>,
    inner: Option<Box<Stats>>,
}

/// Takes the defaults of its fields from the struct.
#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(default)]
struct Line {
    n: u32,
}

impl Default for Line {
    fn default() -> Self {
        Line { n: 7 }
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "WHOLE#<id>", sk = "WHOLE")]
#[serde(default = "Whole::made_up")]
struct Whole {
    id: String,
    n: u32,
    #[entity(get = double)]
    got: u32,
}

impl Whole {
    fn made_up() -> Self {
        Whole {
            id: String::new(),
            n: 4,
            got: 4,
        }
    }
}

fn double(n: u32) -> u32 {
    n * 2
}

fn ten() -> u32 {
    10
}

#[allow(clippy::unnecessary_wraps)]
fn some_ten() -> Option<u32> {
    Some(10)
}

fn start() -> Vec<String> {
    vec!["start".to_owned()]
}

fn tags() -> BTreeSet<String> {
    BTreeSet::from(["a".to_owned()])
}

mod text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(n: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(n)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[derive(Table)]
#[table(entities(Counter, Whole))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("absent"));
    table.create().send().await.unwrap();
    table
}

/// Writes an item with only its key and one attribute, as an older program did.
async fn store(table: &Table<App>, entity: &str, attribute: &str, value: AttributeValue) {
    let upper = entity.to_uppercase();
    let put = table.client().put_item().table_name(table.name());
    put.item("pk", AttributeValue::S(format!("{upper}#a")))
        .item("sk", AttributeValue::S(upper))
        .item("_type", AttributeValue::S(entity.to_owned()))
        .item("id", AttributeValue::S("a".into()))
        .item(attribute, value)
        .send()
        .await
        .unwrap();
}

async fn old(table: &Table<App>) -> Counter {
    store(table, "Counter", "x", AttributeValue::Bool(true)).await;
    Counter::get("a").send(table).await.unwrap().unwrap()
}

#[tokio::test]
async fn case_23_an_action_starts_from_the_value_that_a_read_returns() {
    let table = table().await;
    let f = Counter::fields();
    let before = old(&table).await;
    assert_eq!(
        (before.n, before.other, before.some, before.made),
        (10, 0, Some(10), None)
    );
    let update = Counter::patch("a")
        .add(f.n, 1)
        .subtract(f.same, 1)
        .add(f.other, 1)
        .subtract(f.zero, 1)
        .add(f.some, 1)
        .add(f.none, 1)
        .add(f.made, 1)
        .append(f.log, ["b"])
        .return_new();
    let after = update.send(&table).await.unwrap();
    let expected = Counter {
        n: 11,
        same: 9,
        other: 1,
        zero: -1,
        some: Some(11),
        none: Some(1),
        made: Some(1),
        log: vec!["start".into(), "b".into()],
        ..before
    };
    assert_eq!(after, expected);
    let edited = after.edit().prepend(f.log, ["a"]).add(f.n, 1).return_new();
    let edited = edited.send(&table).await.unwrap();
    assert_eq!((edited.n, edited.log.join(" ").as_str()), (12, "a start b"));
}

#[tokio::test]
async fn case_23_the_default_of_the_struct_counts_too() {
    let table = table().await;
    store(&table, "Whole", "x", AttributeValue::Bool(true)).await;
    let f = Whole::fields();
    let after = Whole::patch("a").add(f.n, 1).return_new().send(&table).await.unwrap();
    assert_eq!(after.n, 5);
    // The stored value cannot be computed from the result of `get`.
    let error = Whole::patch("a").add(f.got, 1).send(&table).await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
}

#[tokio::test]
async fn case_23_in_documents_and_transactions() {
    let table = table().await;
    let (f, d) = (Counter::fields(), Stats::fields());
    let empty = || AttributeValue::M([].into());
    store(&table, "Counter", "doc", empty()).await;
    let update = Counter::patch("a").add(f.doc.dot(d.n), 1);
    table.transact_write().add(update.clone()).send().await.unwrap();
    update.once().send(&table).await.unwrap();
    let line = [("lines".to_owned(), AttributeValue::L(vec![empty()]))];
    let read = || async { Counter::get("a").send(&table).await.unwrap().unwrap() };
    assert_eq!(read().await.doc.unwrap().n, 12);

    store(&table, "Counter", "doc", AttributeValue::M(line.into())).await;
    let path = f.doc.dot(d.lines).at(0).dot(Line::fields().n);
    Counter::patch("a").add(path, 1).send(&table).await.unwrap();
    assert_eq!(read().await.doc.unwrap().lines, [Line { n: 8 }]);
}

#[tokio::test]
async fn case_23_an_action_with_an_unknown_starting_value_is_refused() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "absent");
    let f = Counter::fields();
    let refused = [
        // A new item and an old item have different defaults.
        Counter::update("a").add(f.other, 1),
        // DynamoDB cannot add elements to a default.
        Counter::patch("a").add(f.tags, ["b"]),
        Counter::patch("a").delete(f.tags, ["a"]),
        // DynamoDB would add to the stored value, which is text.
        Counter::patch("a").add(f.text, 1),
    ];
    for update in refused {
        let error = update.send(&table).await.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
    }
    assert_eq!(requests.count(), 0);
    assert!(Counter::update("a").add(f.same, 1).request(&table).is_ok());
}

#[tokio::test]
async fn case_24_a_path_below_an_absent_map_is_named() {
    // ministack creates the missing maps.
    if endpoint().is_some() {
        return;
    }
    let table = table().await;
    let (f, d) = (Counter::fields(), Stats::fields());
    let before = old(&table).await;
    let key = || f.stats.key("a");
    let updates = [
        (Counter::patch("a").add(key().dot(d.n), 1), "stats.a.n", "stats"),
        (Counter::patch("a").set(key().dot(d.n), 1), "stats.a.n", "stats"),
        (
            Counter::patch("a").set_if_absent(key(), Stats::default()),
            "stats.a",
            "stats",
        ),
        (Counter::patch("a").remove(key()), "stats.a", "stats"),
        (
            Counter::patch("a").append(f.doc.dot(d.lines), [Line { n: 1 }]),
            "doc.lines",
            "doc",
        ),
        (Counter::update("new").set(f.doc.dot(d.n), 1), "doc.n", "doc"),
    ];
    for (update, path, parent) in updates {
        let error = update.clone().send(&table).await.unwrap_err();
        assert!(error.is_missing_parent() && !error.is_condition_failed(), "{error}");
        assert_eq!(error.attribute_path().as_deref(), Some(path));
        assert!(error.to_string().contains(&format!("no `{parent}`")), "{error}");
        let error = update.clone().once().send(&table).await.unwrap_err();
        assert_eq!(error.attribute_path().as_deref(), Some(path));
        let error = table.transact_write().add(update).send().await.unwrap_err();
        let cancellation = &error.cancellations().unwrap()[0];
        assert!(cancellation.is_missing_parent(), "{cancellation}");
        assert_eq!(cancellation.attribute_path().as_deref(), Some(path));
    }
    assert_eq!(Counter::get("a").send(&table).await.unwrap().unwrap(), before);
    assert!(Counter::get("new").send(&table).await.unwrap().is_none());
}

#[tokio::test]
async fn case_24_a_users_condition_and_a_missing_item_keep_their_errors() {
    let table = table().await;
    let (f, d) = (Counter::fields(), Stats::fields());
    let update = |id: &str| Counter::patch(id).add(f.doc.dot(d.n), 1).condition(f.n.eq(3));
    assert!(update("a").send(&table).await.unwrap_err().is_not_found());
    store(&table, "Counter", "doc", AttributeValue::M([].into())).await;
    assert!(update("a").send(&table).await.unwrap_err().is_condition_failed());
    // Another program may store `NULL` for an absent value.
    store(&table, "Counter", "doc", AttributeValue::Null(true)).await;
    let error = Counter::patch("a")
        .add(f.doc.dot(d.n), 1)
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_missing_parent(), "{error}");
}

/// A field of an item that does not exist has no value, and so is neither equal nor unequal to serde's default.
#[tokio::test]
async fn n15_serde_s_default_counts_only_where_the_item_exists() {
    let table = table().await;
    let f = Counter::fields();
    // `n` has serde's default 10, and `none` has no default.
    let delete = |condition: dynamo_entity::Condition<Counter>| Counter::delete("missing").condition(condition);
    for held in [f.n.ne(3), f.none.ne(3)] {
        delete(held).send(&table).await.unwrap();
    }
    for failed in [f.n.eq(10), f.n.eq(3), f.n.ne(10), f.none.eq(3)] {
        let error = delete(failed).send(&table).await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LEASE#<id>", sk = "LEASE")]
struct Lease {
    id: String,
    #[serde(default)]
    #[entity(ttl)]
    expires: u64,
    #[serde(default = "ten")]
    #[entity(get = halved, set = double)]
    halves: u32,
}

fn halved(n: u32) -> u32 {
    n / 2
}

#[derive(Table)]
#[table(entities(Lease))]
struct Leases;

#[tokio::test]
async fn a_time_to_live_starts_from_its_default() {
    let f = Lease::fields();
    let (client, requests) = counting(&client().await);
    let table = Table::<Leases>::new(client, unique_table_name("leases"));
    table.create().send().await.unwrap();
    let put = table.client().put_item().table_name(table.name());
    put.item("pk", AttributeValue::S("LEASE#1".into()))
        .item("sk", AttributeValue::S("LEASE".into()))
        .item("_type", AttributeValue::S("Lease".into()))
        .item("id", AttributeValue::S("1".into()))
        .send()
        .await
        .unwrap();
    Lease::patch("1").add(f.expires, 50_u64).send(&table).await.unwrap();
    Lease::patch("1")
        .subtract(f.expires, 20_u64)
        .send(&table)
        .await
        .unwrap();
    let lease = Lease::get("1").consistent().send(&table).await.unwrap().unwrap();
    assert_eq!((lease.expires, lease.halves), (30, 10));

    // The stored number cannot be computed from the result of `get`.
    let before = requests.count();
    let error = Lease::patch("1").add(f.halves, 1_u32).send(&table).await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert!(error.to_string().contains("`halves` has a serde default"), "{error}");
    assert_eq!(requests.count(), before);
}
