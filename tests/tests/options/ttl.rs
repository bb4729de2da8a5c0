//! `ttl`: stored as a number of seconds, whatever the type serializes as.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, TimeZone, Utc};
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

use super::{number, stored, table};

const SECONDS: i64 = 1_800_000_000;

macro_rules! entities {
    ($($name:ident: $ty:ty),*) => {$(
        #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
        #[entity(pk = "<id>", sk = "ITEM")]
        struct $name {
            id: String,
            #[entity(ttl)]
            #[serde(rename = "expires")]
            expires_at: $ty,
        }
    )*};
}

/// Tests each type in its own module and table, because the keys are the same.
macro_rules! types {
    ($($module:ident: $ty:ty, $given:expr => $read:expr;)*) => {$(
        mod $module {
            use super::*;
            entities!(Item: $ty);
            #[derive(Table)]
            #[table(entities(Item))]
            struct App;

            #[tokio::test]
            async fn is_stored_as_seconds() {
                let table = table::<App>("ttl").await;
                let (given, read): ($ty, $ty) = ($given, $read);
                let item = Item { id: "1".into(), expires_at: given.clone() };
                let created = Item::create(item.clone()).send(&table).await.unwrap();
                assert_eq!(created.expires_at, read);
                let held = stored(&table, "1", "ITEM").await.unwrap();
                assert_eq!(number(&held, "expires"), SECONDS.to_string());
                assert_eq!(Item::get("1").send(&table).await.unwrap().unwrap().expires_at, read);

                let f = Item::fields();
                Item::patch("1").set(f.expires_at, given.clone()).condition(f.expires_at.eq(given.clone())).send(&table).await.unwrap();
                Item::upsert(item).condition(f.expires_at.eq(given)).send(&table).await.unwrap();
                assert_eq!(stored(&table, "1", "ITEM").await.unwrap(), held);
            }
        }
    )*};
}

fn chrono(nanos: u32) -> DateTime<Utc> {
    Utc.timestamp_opt(SECONDS, nanos).unwrap()
}

fn jiff(nanos: i32) -> jiff::Timestamp {
    jiff::Timestamp::new(SECONDS, nanos).unwrap()
}

fn time(nanos: u32) -> ::time::OffsetDateTime {
    ::time::OffsetDateTime::from_unix_timestamp(SECONDS)
        .unwrap()
        .replace_nanosecond(nanos)
        .unwrap()
}

fn system(nanos: u32) -> SystemTime {
    UNIX_EPOCH + Duration::new(SECONDS.unsigned_abs(), nanos)
}

types! {
    of_u32: u32, SECONDS as u32 => SECONDS as u32;
    of_u64: u64, SECONDS as u64 => SECONDS as u64;
    of_i64: i64, SECONDS => SECONDS;
    of_chrono: DateTime<Utc>, chrono(999) => chrono(0);
    of_jiff: jiff::Timestamp, jiff(999) => jiff(0);
    of_time: ::time::OffsetDateTime, time(999) => time(0);
    of_system: SystemTime, system(999) => system(0);
    of_option: Option<DateTime<Utc>>, Some(chrono(999)) => Some(chrono(0));
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SESSION#<id>", sk = "SESSION")]
#[gsi(name = "by_end", index = "gsi1", pk = "END#<expires_at:%Y-%m>", sk = "<expires_at>")]
struct Session {
    id: String,
    #[entity(ttl)]
    expires_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Projection, Deserialize)]
#[projection(entity = Session)]
struct End {
    expires_at: Option<DateTime<Utc>>,
}

#[derive(Table)]
#[table(entities(Session))]
struct App;

#[tokio::test]
async fn conditions_compare_numbers_and_keys_hold_times() {
    let table = table::<App>("ttl").await;
    let f = Session::fields();
    let at = |seconds: i64| Utc.timestamp_opt(SECONDS + seconds, 0).unwrap();
    for (id, seconds) in [("a", -10), ("b", 0), ("c", 10)] {
        Session::create(Session::builder().id(id).expires_at(at(seconds)))
            .send(&table)
            .await
            .unwrap();
    }
    Session::create(Session::builder().id("never"))
        .send(&table)
        .await
        .unwrap();
    assert!(
        !stored(&table, "SESSION#never", "SESSION")
            .await
            .unwrap()
            .contains_key("expires_at")
    );

    let ended = Session::query()
        .by_end("2027-01")
        .filter(f.expires_at.lt(at(5)))
        .all(&table)
        .await
        .unwrap();
    assert_eq!(
        ended.iter().map(|session| session.id.as_str()).collect::<Vec<_>>(),
        ["a", "b"]
    );
    let later = Session::query()
        .by_end("2027-01")
        .expires_at()
        .gt(at(0))
        .project::<End>()
        .all(&table)
        .await
        .unwrap();
    assert_eq!(
        later.into_iter().map(|end| end.expires_at).collect::<Vec<_>>(),
        [Some(at(10))]
    );

    let b = Session::get("b").send(&table).await.unwrap().unwrap();
    let b = b
        .edit()
        .set(f.expires_at, at(20))
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(b.expires_at, Some(at(20)));
    Session::patch("b").remove(f.expires_at).send(&table).await.unwrap();
    assert_eq!(Session::query().by_end("2027-01").count(&table).await.unwrap(), 2);
}

#[tokio::test]
async fn a_number_that_is_no_time_is_a_decode_error() {
    let table = table::<App>("ttl").await;
    for wrong in [AttributeValue::S("2027".into()), AttributeValue::N("1e20".into())] {
        let mut item = App::to_item(&Session::builder().id("1").build()).unwrap();
        item.insert("expires_at".into(), wrong);
        let error = App::from_item::<Session>(item).unwrap_err();
        assert!(error.is_decode());
        assert_eq!(error.attribute_path().as_deref(), Some("expires_at"));
        assert!(
            error.to_string().contains("expected a number of seconds since 1970"),
            "{error}"
        );
    }
    // Another program may have stored a fraction.
    let mut item = App::to_item(&Session::builder().id("1").build()).unwrap();
    item.insert("expires_at".into(), AttributeValue::N("1.5".into()));
    let expires_at = App::from_item::<Session>(item).unwrap().expires_at;
    assert_eq!(expires_at, DateTime::from_timestamp(1, 0));
    table.verify().await.unwrap();
}

#[tokio::test]
async fn a_table_is_created_with_its_time_to_live() {
    let table = table::<App>("ttl").await;
    let described = table
        .client()
        .describe_time_to_live()
        .table_name(table.name())
        .send()
        .await
        .unwrap();
    assert_eq!(
        described.time_to_live_description().unwrap().attribute_name(),
        Some("expires_at")
    );
    table.create().send().await.unwrap();
    table.verify().await.unwrap();

    /// The same table without the option.
    #[derive(Entity, Serialize, Deserialize)]
    #[entity(name = "Session", pk = "SESSION#<id>", sk = "SESSION")]
    #[gsi(name = "by_end", index = "gsi1", pk = "END#<end>", sk = "<id>")]
    struct Plain {
        id: String,
        end: String,
    }
    #[derive(Table)]
    #[table(entities(Plain))]
    struct Without;
    let name = unique_table_name("ttl");
    let client = client().await;
    Table::<Without>::new(client.clone(), &name)
        .create()
        .send()
        .await
        .unwrap();
    let with = Table::<App>::new(client, &name);
    let error = with.verify().await.unwrap_err();
    assert_eq!(error.differences(), ["time to live is not enabled on `expires_at`"]);
    with.create().send().await.unwrap();
    with.verify().await.unwrap();
}
