//! The stored forms of field types, and that values are read back, also through expressions and keys.

use std::collections::{BTreeSet, HashMap, HashSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "THING#<id>", sk = "THING")]
struct Thing {
    id: uuid::Uuid,
    #[serde(default)]
    words: HashSet<String>,
    numbers: Option<BTreeSet<i64>>,
    #[serde(default)]
    chunks: BTreeSet<bytes::Bytes>,
    bytes: Vec<u8>,
    blob: bytes::Bytes,
    list: Vec<u16>,
    huge: u128,
    price: rust_decimal::Decimal,
    flag: bool,
    none: Option<String>,
    nested: Nested,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Nested {
    bytes: Vec<u8>,
    #[serde(default)]
    words: BTreeSet<String>,
    none: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "DATED#<id>", sk = "<chrono>#<date:%Y%m>#<jiff>#<day>")]
#[gsi(name = "by_time", index = "gsi1", pk = "DATED", sk = "<time>#<civil>#<id>")]
struct Dated {
    id: ulid::Ulid,
    chrono: chrono::DateTime<chrono::Utc>,
    date: chrono::NaiveDate,
    jiff: jiff::Timestamp,
    day: jiff::civil::Date,
    #[serde(with = "time::serde::rfc3339")]
    time: time::OffsetDateTime,
    civil: chrono::NaiveDate,
}

/// Ids of both versions of `ulid` that are in use.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ID#<old>", sk = "<new>")]
#[gsi(name = "by_old", index = "gsi2", pk = ["<old>"], sk = ["<new>"])]
struct Ids {
    old: ulid1::Ulid,
    new: ulid::Ulid,
    all: BTreeSet<ulid1::Ulid>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NAMED#<user_id>", sk = "<kind>#<number>")]
#[gsi(name = "by_level", index = "gsi1", pk = "LEVEL#<level>", sk = "<type>")]
#[serde(rename_all = "camelCase")]
struct Named {
    user_id: UserId,
    kind: Kind,
    number: char,
    #[serde(rename = "LEVEL")]
    level: Level,
    r#type: String,
    #[serde(with = "as_text")]
    count_as_text: u32,
    #[serde(skip)]
    cached: u8,
    #[serde(default)]
    since_later: u32,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    maybe_empty: String,
    #[serde(flatten)]
    flat: Flat,
}

#[derive(Debug, Clone, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
struct UserId(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Kind {
    InProgress,
    #[serde(rename = "finished")]
    Done,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Level {
    VeryHigh,
    Low,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Flat {
    street_name: String,
}

mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub(crate) fn serialize<S: Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[derive(Table)]
#[table(entities(Ids, Thing, Dated, Named))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("types"));
    table.create().send().await.unwrap();
    table
}

async fn stored(table: &Table<App>) -> HashMap<String, AttributeValue> {
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    scan.items()[0].clone()
}

fn thing() -> Thing {
    Thing {
        id: uuid::Uuid::from_u128(7),
        words: HashSet::new(),
        numbers: None,
        chunks: BTreeSet::new(),
        bytes: vec![0, 255],
        blob: bytes::Bytes::from_static(b"blob"),
        list: vec![1, 2],
        huge: 99_999_999_999_999_999_999_999_999_999_999_999_999,
        price: "79228162514264337593543950.335".parse().unwrap(),
        flag: true,
        none: None,
        nested: Nested {
            bytes: vec![1],
            words: BTreeSet::new(),
            none: None,
        },
    }
}

#[tokio::test]
async fn sets_binary_and_numbers() {
    let table = table().await;
    let f = Thing::fields();
    Thing::create(thing()).send(&table).await.unwrap();
    let item = stored(&table).await;
    for absent in ["words", "numbers", "chunks", "none"] {
        assert!(!item.contains_key(absent), "{absent}");
    }
    assert_eq!(item["bytes"], AttributeValue::B(vec![0, 255].into()));
    assert_eq!(item["blob"], AttributeValue::B(b"blob".to_vec().into()));
    assert!(matches!(&item["list"], AttributeValue::L(list) if list.len() == 2));
    assert_eq!(item["huge"], AttributeValue::N("9".repeat(38)));
    assert_eq!(
        item["price"],
        AttributeValue::N("79228162514264337593543950.335".into())
    );
    assert_eq!(
        item["nested"].as_m().unwrap()["bytes"],
        AttributeValue::B(vec![1].into())
    );
    assert_eq!(
        Thing::get(uuid::Uuid::from_u128(7)).send(&table).await.unwrap(),
        Some(thing())
    );

    let full = Thing {
        words: ["a".to_owned(), "b".to_owned()].into(),
        numbers: Some([1, -2].into()),
        chunks: [bytes::Bytes::from_static(&[1]), bytes::Bytes::from_static(&[2])].into(),
        none: Some(String::new()),
        ..thing()
    };
    let replaced = Thing::put(full.clone()).return_old().send(&table).await.unwrap();
    assert_eq!(replaced, Some(thing()));
    let item = stored(&table).await;
    assert!(item["words"].is_ss() && item["numbers"].is_ns() && item["chunks"].is_bs());
    assert_eq!(Thing::get(&full).send(&table).await.unwrap(), Some(full.clone()));

    let nested = Nested::fields();
    let condition = f.bytes.eq(vec![0_u8, 255])
        & f.blob.begins_with(bytes::Bytes::from_static(b"bl"))
        & f.huge.eq(thing().huge)
        & f.price.lt(rust_decimal::Decimal::MAX)
        & f.words.contains("a")
        & f.numbers.contains(-2_i64)
        & f.chunks.contains(bytes::Bytes::from_static(&[2]))
        & f.list.contains(2_u16)
        & f.nested.dot(nested.bytes).eq(vec![1_u8])
        & f.none.eq("")
        & f.flag.eq(true);
    let patched = Thing::patch(&full)
        .set(f.bytes, vec![9_u8])
        .add(f.numbers, [5_i64])
        .delete(f.chunks, [bytes::Bytes::from_static(&[1])])
        .add(f.nested.dot(nested.words), ["w"])
        .set(f.words, HashSet::new())
        .condition(condition)
        .return_new()
        .send(&table)
        .await
        .unwrap();
    let expected = Thing {
        bytes: vec![9],
        numbers: Some([1, -2, 5].into()),
        chunks: [bytes::Bytes::from_static(&[2])].into(),
        words: HashSet::new(),
        nested: Nested {
            words: ["w".to_owned()].into(),
            ..full.nested.clone()
        },
        ..full
    };
    assert_eq!(patched, expected);
    assert!(stored(&table).await["bytes"].is_b());
}

#[tokio::test]
async fn arithmetic_keeps_all_digits() {
    // ministack computes with 28 digits, DynamoDB with 38.
    if endpoint().is_some() {
        return;
    }
    let table = table().await;
    let f = Thing::fields();
    Thing::create(thing()).send(&table).await.unwrap();
    let patched = Thing::patch(&thing())
        .subtract(f.huge, 1_u128)
        .add(f.price, "-0.001".parse::<rust_decimal::Decimal>().unwrap())
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(patched.huge, thing().huge - 1);
    assert_eq!(patched.price, "79228162514264337593543950.334".parse().unwrap());
}

#[tokio::test]
async fn ids_of_both_versions_of_ulid_are_key_parts() {
    let table = table().await;
    let (old, new) = (ulid1::Ulid(5), ulid::Ulid(7));
    let ids = Ids {
        old,
        new,
        all: [old, ulid1::Ulid(9)].into(),
    };
    Ids::create(ids.clone()).send(&table).await.unwrap();
    let item = stored(&table).await;
    assert_eq!(item["pk"].as_s().unwrap(), &format!("ID#{old}"));
    assert_eq!(item["sk"].as_s().unwrap(), &new.to_string());
    assert_eq!(item["all"].as_ss().unwrap().len(), 2);
    assert_eq!(Ids::get((old, new)).send(&table).await.unwrap(), Some(ids.clone()));
    assert_eq!(
        Ids::query().by_old(old).new().gte(new).all(&table).await.unwrap(),
        [ids]
    );
}

#[tokio::test]
async fn dates_are_values_and_key_parts() {
    let table = table().await;
    let dated = Dated {
        id: ulid::Ulid(5),
        chrono: "2026-03-01T23:59:59.5Z".parse().unwrap(),
        date: "2026-02-28".parse().unwrap(),
        jiff: "2026-03-02T00:00:00Z".parse().unwrap(),
        day: "2026-03-03".parse().unwrap(),
        time: time::macros::datetime!(2026-03-04 05:06:07 +02:00),
        civil: "2026-03-05".parse().unwrap(),
    };
    Dated::create(dated.clone()).send(&table).await.unwrap();
    let item = stored(&table).await;
    let sk = item["sk"].as_s().unwrap();
    assert!(
        sk.starts_with("2026-03-01T23:59:59.5")
            && sk.contains("Z#202602#2026-03-02T00:00:00")
            && sk.ends_with("#2026-03-03"),
        "{sk}"
    );
    // The text is in UTC, so that it sorts.
    assert!(
        item["gsi1sk"].as_s().unwrap().starts_with("2026-03-04T03:06:07"),
        "{:?}",
        item["gsi1sk"]
    );
    assert_eq!(item["time"], AttributeValue::S("2026-03-04T05:06:07+02:00".into()));

    assert_eq!(Dated::get(&dated).send(&table).await.unwrap(), Some(dated.clone()));
    let query = || Dated::query().primary(dated.id);
    let one = |count: u64| assert_eq!(count, 1);
    one(query()
        .chrono()
        .gt(dated.chrono - chrono::TimeDelta::nanoseconds(1))
        .count(&table)
        .await
        .unwrap());
    assert_eq!(query().chrono().gt(dated.chrono).count(&table).await.unwrap(), 0);
    one(query()
        .chrono()
        .begins_with("2026-03-01T23")
        .count(&table)
        .await
        .unwrap());
    one(query()
        .chrono()
        .eq(dated.chrono)
        .date()
        .eq("202602")
        .count(&table)
        .await
        .unwrap());
    one(query()
        .chrono()
        .eq(dated.chrono)
        .date()
        .eq(dated.date)
        .jiff()
        .lte(dated.jiff)
        .count(&table)
        .await
        .unwrap());
    one(Dated::query()
        .by_time()
        .time()
        .eq(dated.time)
        .civil()
        .gte(dated.civil)
        .count(&table)
        .await
        .unwrap());

    let f = Dated::fields();
    let later = dated.time + time::Duration::hours(1);
    dated.edit().set(f.time, later).send(&table).await.unwrap();
    let found = Dated::query().by_time().time().eq(later).one(&table).await.unwrap();
    assert_eq!(
        found,
        Dated {
            time: later,
            ..dated.clone()
        }
    );
    // The guard of a key part with a stored form of its own.
    let error = dated
        .edit()
        .set(f.civil, dated.civil.succ_opt().unwrap())
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    found
        .edit()
        .set(f.civil, dated.civil.succ_opt().unwrap())
        .send(&table)
        .await
        .unwrap();
    one(Dated::query()
        .primary(dated.id)
        .filter(f.date.lt(dated.civil) & f.jiff.eq(dated.jiff))
        .count(&table)
        .await
        .unwrap());
}

#[tokio::test]
async fn names_and_forms_follow_serde() {
    let table = table().await;
    let named = Named {
        user_id: UserId("u".into()),
        kind: Kind::InProgress,
        number: 'é',
        level: Level::VeryHigh,
        r#type: "t".into(),
        count_as_text: 7,
        cached: 0,
        since_later: 1,
        maybe_empty: String::new(),
        flat: Flat {
            street_name: "High".into(),
        },
    };
    Named::create(Named {
        cached: 9,
        ..named.clone()
    })
    .send(&table)
    .await
    .unwrap();
    let item = stored(&table).await;
    let text = |text: &str| AttributeValue::S(text.into());
    for (name, value) in [
        ("pk", "NAMED#u"),
        ("sk", "IN_PROGRESS#é"),
        ("gsi1pk", "LEVEL#very-high"),
        ("LEVEL", "very-high"),
        ("userId", "u"),
        ("kind", "IN_PROGRESS"),
        ("type", "t"),
        ("countAsText", "7"),
        ("streetName", "High"),
    ] {
        assert_eq!(item[name], text(value), "{name}");
    }
    assert!(!item.contains_key("cached") && !item.contains_key("maybeEmpty") && !item.contains_key("flat"));
    let key = (UserId("u".into()), Kind::InProgress, 'é');
    assert_eq!(Named::get(key).send(&table).await.unwrap(), Some(named.clone()));

    let f = Named::fields();
    let flat = Flat::fields();
    let condition = f.count_as_text.eq(7_u32)
        & f.flat.dot(flat.street_name).eq("High")
        & f.level.eq(Level::VeryHigh)
        & f.maybe_empty.not_exists();
    let patched = Named::patch(&named)
        .set(f.count_as_text, 8_u32)
        .set(f.flat.dot(flat.street_name), "Low")
        .set(f.level, Level::Low)
        .set(f.maybe_empty, "m")
        .condition(condition)
        .return_new()
        .send(&table)
        .await
        .unwrap();
    let expected = Named {
        count_as_text: 8,
        level: Level::Low,
        maybe_empty: "m".into(),
        flat: Flat {
            street_name: "Low".into(),
        },
        ..named
    };
    assert_eq!(patched, expected);
    assert_eq!(stored(&table).await["countAsText"], text("8"));
    assert_eq!(
        Named::query()
            .by_level(Level::Low)
            .r#type()
            .eq("t")
            .one(&table)
            .await
            .unwrap(),
        expected
    );
    assert_eq!(Named::query().by_level(Level::VeryHigh).count(&table).await.unwrap(), 0);
    assert_eq!(
        Named::query()
            .primary(UserId("u".into()))
            .kind()
            .eq(Kind::Done)
            .count(&table)
            .await
            .unwrap(),
        0
    );
}
