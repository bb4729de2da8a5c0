//! Dates and times are stored as text that sorts by time, also in conditions, keys and ranges.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, TimeDelta, Utc};
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};
use time::macros::{datetime, utc_datetime};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LEASE#<id>", sk = "<until>")]
struct Lease {
    id: String,
    until: DateTime<Utc>,
    holder: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ALL#<id>", sk = "ALL")]
#[gsi(name = "by_day", index = "gsi1", pk = "DAYS", sk = "<day>#<moment>")]
struct All {
    id: String,
    moment: jiff::Timestamp,
    civil: jiff::civil::DateTime,
    day: jiff::civil::Date,
    clock: jiff::civil::Time,
    naive: NaiveDateTime,
    date: NaiveDate,
    hours: NaiveTime,
    offset: time::OffsetDateTime,
    utc: time::UtcDateTime,
    plain: time::PrimitiveDateTime,
    ordinal: time::Date,
    minutes: time::Time,
    system: SystemTime,
    maybe: Option<time::OffsetDateTime>,
    list: Vec<time::Date>,
    map: BTreeMap<String, DateTime<Utc>>,
    set: BTreeSet<jiff::Timestamp>,
    nested: Nested,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Nested {
    at: DateTime<Utc>,
    pair: (time::Date, Option<DateTime<Utc>>),
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<id>", sk = "<at>")]
struct Precise {
    id: String,
    #[entity(precision = "ms")]
    at: DateTime<Utc>,
    #[entity(precision = "s")]
    second: Option<jiff::Timestamp>,
    #[entity(precision = "us")]
    nested: Nested,
    #[serde(with = "chrono::serde::ts_seconds")]
    number: DateTime<Utc>,
    #[serde(with = "rfc2822")]
    text: DateTime<Utc>,
}

mod rfc2822 {
    use chrono::{DateTime, Utc};
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(time: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&time.to_rfc2822())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let time = DateTime::parse_from_rfc2822(&text).map_err(serde::de::Error::custom)?;
        Ok(time.to_utc())
    }
}

#[derive(Table)]
#[table(entities(Lease, All, Precise))]
struct Clocks;

async fn clocks() -> Table<Clocks> {
    let table = Table::<Clocks>::new(client().await, unique_table_name("clocks"));
    table.create().send().await.unwrap();
    table
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn all() -> All {
    All {
        id: "a".into(),
        moment: "2026-03-01T00:00:05.5Z".parse().unwrap(),
        civil: "2026-03-01T00:00:05".parse().unwrap(),
        day: "2026-03-01".parse().unwrap(),
        clock: "00:00:05.25".parse().unwrap(),
        naive: "2026-03-01T00:00:05.5".parse().unwrap(),
        date: "2026-03-01".parse().unwrap(),
        hours: "23:59:59".parse().unwrap(),
        offset: datetime!(2026-03-01 0:00:05.5 UTC),
        utc: utc_datetime!(2026-03-01 0:00:05),
        plain: datetime!(2026-03-01 0:00:05.000_000_001),
        ordinal: time::macros::date!(2026 - 12 - 31),
        minutes: time::macros::time!(0:00:05.5),
        system: UNIX_EPOCH + Duration::from_millis(1_772_323_205_500),
        maybe: None,
        list: vec![time::macros::date!(2024 - 02 - 29)],
        map: [("k".to_owned(), utc("2026-03-01T00:00:05Z"))].into(),
        set: ["2026-03-01T00:00:05Z".parse().unwrap()].into(),
        nested: nested(),
    }
}

fn nested() -> Nested {
    Nested {
        at: utc("2026-03-01T00:00:05.5Z"),
        pair: (time::macros::date!(2026 - 03 - 01), Some(utc("2026-03-01T00:00:05.5Z"))),
    }
}

fn precise() -> Precise {
    Precise {
        id: "p".into(),
        at: utc("2026-03-01T00:00:05.5Z"),
        second: Some("2026-03-01T00:00:05Z".parse().unwrap()),
        nested: nested(),
        number: utc("2026-03-01T00:00:05Z"),
        text: utc("2026-03-01T00:00:05Z"),
    }
}

async fn stored(table: &Table<Clocks>) -> std::collections::HashMap<String, AttributeValue> {
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    scan.items().first().unwrap().clone()
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

#[tokio::test]
async fn case_09_a_lease_is_not_stolen_within_a_second() {
    let table = clocks().await;
    let lease = Lease {
        id: "l".into(),
        until: utc("2026-03-01T00:00:05.5Z"),
        holder: utc("2026-03-01T00:00:05.5Z"),
    };
    Lease::put(lease.clone()).send(&table).await.unwrap();
    let f = Lease::fields();
    let now = utc("2026-03-01T00:00:05Z");
    let steal = Lease::patch(&lease).set(f.holder, now).condition(f.holder.lt(now));
    assert!(steal.send(&table).await.unwrap_err().is_condition_failed());

    // The attribute and the key part have the same form.
    let item = stored(&table).await;
    assert_eq!(item["until"], text("2026-03-01T00:00:05.500000000Z"));
    assert_eq!(item["sk"], item["until"]);

    for (time, before) in [
        ("2026-03-01T00:00:05Z", false),
        ("2026-03-01T00:00:05.5Z", false),
        ("2026-03-01T00:00:05.500000001Z", true),
        ("2026-03-01T00:00:06Z", true),
    ] {
        let time = utc(time);
        let filtered = Lease::query()
            .primary("l")
            .filter(f.holder.lt(time))
            .count(&table)
            .await
            .unwrap();
        let ranged = Lease::query()
            .primary("l")
            .until()
            .lt(time)
            .count(&table)
            .await
            .unwrap();
        assert_eq!((filtered, ranged), (u64::from(before), u64::from(before)), "{time}");
        let at_least = Lease::query()
            .primary("l")
            .filter(f.holder.gte(time))
            .count(&table)
            .await
            .unwrap();
        assert_eq!(at_least, u64::from(!before), "{time}");
    }
}

#[tokio::test]
async fn case_09_every_type_has_one_form_and_reads_back() {
    let table = clocks().await;
    All::put(all()).send(&table).await.unwrap();
    assert_eq!(All::get("a").send(&table).await.unwrap(), Some(all()));
    let item = stored(&table).await;
    for (name, form) in [
        ("moment", "2026-03-01T00:00:05.500000000Z"),
        ("civil", "2026-03-01T00:00:05.000000000"),
        ("day", "2026-03-01"),
        ("clock", "00:00:05.250000000"),
        ("naive", "2026-03-01T00:00:05.500000000"),
        ("date", "2026-03-01"),
        ("hours", "23:59:59.000000000"),
        ("offset", "2026-03-01T00:00:05.500000000Z"),
        ("utc", "2026-03-01T00:00:05.000000000Z"),
        ("plain", "2026-03-01T00:00:05.000000001"),
        ("ordinal", "2026-12-31"),
        ("minutes", "00:00:05.500000000"),
        ("system", "2026-03-01T00:00:05.500000000Z"),
        ("gsi1sk", "2026-03-01#2026-03-01T00:00:05.500000000Z"),
    ] {
        assert_eq!(item[name], text(form), "{name}");
    }
    assert_eq!(item["list"], AttributeValue::L(vec![text("2024-02-29")]));
    assert_eq!(item["map"].as_m().unwrap()["k"], text("2026-03-01T00:00:05.000000000Z"));
    assert_eq!(
        item["set"],
        AttributeValue::Ss(vec!["2026-03-01T00:00:05.000000000Z".into()])
    );
    let nested = item["nested"].as_m().unwrap();
    assert_eq!(nested["at"], text("2026-03-01T00:00:05.500000000Z"));
    assert_eq!(
        nested["pair"],
        AttributeValue::L(vec![text("2026-03-01"), text("2026-03-01T00:00:05.500000000Z")])
    );

    // Stored values sort, and are found by value.
    let f = All::fields();
    let value = all();
    let later = f.offset.gt(value.offset - time::Duration::nanoseconds(1))
        & f.moment.lt(value.moment + jiff::SignedDuration::from_nanos(1))
        & f.system.between(value.system, value.system)
        & f.ordinal.gte(value.ordinal)
        & f.minutes.lt(time::macros::time!(0:00:06))
        & f.clock.gt(jiff::civil::time(0, 0, 5, 0))
        & f.plain.gt(datetime!(2026-03-01 0:00:05))
        & f.set
            .contains("2026-03-01T00:00:05Z".parse::<jiff::Timestamp>().unwrap())
        & f.list.contains(value.list[0])
        & f.map.key("k").lt(utc("2026-03-01T00:00:05.1Z"))
        & f.nested.dot(Nested::fields().at).gt(utc("2026-03-01T00:00:05Z"))
        & f.maybe.not_exists();
    assert_eq!(All::query().primary("a").filter(later).count(&table).await.unwrap(), 1);
    let range = All::query().by_day().day().eq(value.day).moment().lte(value.moment);
    assert_eq!(range.count(&table).await.unwrap(), 1);

    // The same with actions.
    let second = value.moment + jiff::SignedDuration::from_secs(1);
    let patched = All::patch("a")
        .add(f.set, [second])
        .append(f.list, [value.ordinal])
        .set(f.maybe, datetime!(2026-03-02 0:00 UTC))
        .set(f.nested.dot(Nested::fields().at), utc("2026-03-02T00:00:00Z"))
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(patched.list, [value.list[0], value.ordinal]);
    let item = stored(&table).await;
    assert!(
        item["set"]
            .as_ss()
            .unwrap()
            .contains(&"2026-03-01T00:00:06.500000000Z".to_owned())
    );
    assert_eq!(item["maybe"], text("2026-03-02T00:00:00.000000000Z"));
    assert_eq!(
        item["nested"].as_m().unwrap()["at"],
        text("2026-03-02T00:00:00.000000000Z")
    );
}

#[tokio::test]
async fn case_09_items_with_the_old_form_are_read_and_converted() {
    let table = clocks().await;
    All::put(all()).send(&table).await.unwrap();
    // The forms that serde writes and version 0.1 stored.
    let number = |number: i64| AttributeValue::N(number.to_string());
    let numbers = |numbers: &[i64]| AttributeValue::L(numbers.iter().copied().map(number).collect());
    let mut item = stored(&table).await;
    for (name, old) in [
        ("moment", text("2026-03-01T00:00:05.5Z")),
        ("civil", text("2026-03-01T00:00:05")),
        ("naive", text("2026-03-01T00:00:05.500")),
        ("hours", text("23:59:59")),
        ("offset", numbers(&[2026, 60, 0, 0, 5, 500_000_000, 0, 0, 0])),
        ("utc", text("2026-03-01T02:00:05+02:00")),
        ("plain", numbers(&[2026, 60, 0, 0, 5, 1])),
        ("ordinal", numbers(&[2026, 365])),
        ("minutes", numbers(&[0, 0, 5, 500_000_000])),
        ("list", AttributeValue::L(vec![numbers(&[2024, 60])])),
        ("set", AttributeValue::Ss(vec!["2026-03-01T00:00:05Z".into()])),
        (
            "system",
            AttributeValue::M(
                [
                    ("secs_since_epoch".to_owned(), number(1_772_323_205)),
                    ("nanos_since_epoch".to_owned(), number(500_000_000)),
                ]
                .into(),
            ),
        ),
    ] {
        item.insert(name.to_owned(), old);
    }
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();

    let read = All::get("a").send(&table).await.unwrap().unwrap();
    assert_eq!(read, all());
    All::put(read).send(&table).await.unwrap();
    assert_eq!(stored(&table).await["utc"], text("2026-03-01T00:00:05.000000000Z"));
    assert_eq!(stored(&table).await["ordinal"], text("2026-12-31"));
}

#[tokio::test]
async fn case_09_a_field_has_a_precision() {
    let table = clocks().await;
    Precise::put(precise()).send(&table).await.unwrap();
    assert_eq!(Precise::get(&precise()).send(&table).await.unwrap(), Some(precise()));
    let item = stored(&table).await;
    assert_eq!(item["at"], text("2026-03-01T00:00:05.500Z"));
    assert_eq!(item["sk"], item["at"]);
    assert_eq!(item["second"], text("2026-03-01T00:00:05Z"));
    assert_eq!(
        item["nested"].as_m().unwrap()["at"],
        text("2026-03-01T00:00:05.500000Z")
    );
    assert_eq!(item["number"], AttributeValue::N("1772323205".into()));

    let f = Precise::fields();
    let micro = precise().nested.at;
    for (condition, found) in [
        (f.at.lt(precise().at), 0),
        (f.at.lte(precise().at), 1),
        (
            f.second.lt("2026-03-01T00:00:06Z".parse::<jiff::Timestamp>().unwrap()),
            1,
        ),
        (f.nested.dot(Nested::fields().at).eq(micro), 1),
        (f.nested.dot(Nested::fields().at).gt(micro), 0),
        // A number sorts as the time does.
        (f.number.lt(precise().number + TimeDelta::seconds(1)), 1),
        (f.number.gt(precise().number), 0),
        (f.text.eq(precise().text), 1),
    ] {
        let query = Precise::query().primary("p").filter(condition.clone());
        assert_eq!(query.count(&table).await.unwrap(), found, "{condition:?}");
    }
    let range = Precise::query().primary("p").at().between(precise().at, precise().at);
    assert_eq!(range.count(&table).await.unwrap(), 1);
    assert_eq!(
        Precise::query()
            .primary("p")
            .at()
            .lt(precise().at)
            .count(&table)
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
async fn case_09_times_that_would_not_read_back_are_refused_before_they_are_sent() {
    let table = clocks().await;
    let (client, sent) = counting(table.client());
    let table = Table::<Clocks>::new(client, table.name());
    let f = Precise::fields();
    let finer = precise().at + TimeDelta::microseconds(1);
    let refused = [
        Precise::put(Precise { at: finer, ..precise() })
            .send(&table)
            .await
            .unwrap_err(),
        Precise::get(("p", finer)).send(&table).await.unwrap_err(),
        Precise::query()
            .primary("p")
            .at()
            .lt(finer)
            .send(&table)
            .await
            .unwrap_err(),
        Precise::query()
            .primary("p")
            .filter(f.at.lt(finer))
            .send(&table)
            .await
            .unwrap_err(),
        Precise::patch(&precise())
            .set(f.nested.dot(Nested::fields().at), finer + TimeDelta::nanoseconds(1))
            .send(&table)
            .await
            .unwrap_err(),
        // The order of this text is unknown.
        Precise::query()
            .primary("p")
            .filter(f.text.lt(precise().text))
            .send(&table)
            .await
            .unwrap_err(),
        Precise::query()
            .primary("p")
            .filter(f.at.lt(f.text))
            .send(&table)
            .await
            .unwrap_err(),
        // The text has no fixed width.
        Lease::put(Lease {
            id: "l".into(),
            until: utc("2026-03-01T00:00:00Z"),
            holder: DateTime::<Utc>::MAX_UTC,
        })
        .send(&table)
        .await
        .unwrap_err(),
        All::put(All {
            ordinal: time::Date::MIN,
            ..all()
        })
        .send(&table)
        .await
        .unwrap_err(),
        // The offset would be lost.
        All::put(All {
            offset: datetime!(2026-03-01 0:00 +2),
            ..all()
        })
        .send(&table)
        .await
        .unwrap_err(),
    ];
    for error in &refused {
        assert!(error.is_invalid_input() || error.is_invalid_key(), "{error}");
    }
    assert!(refused[0].to_string().contains("`precision`"), "{}", refused[0]);
    assert_eq!(sent.count(), 0);
    Precise::put(Precise {
        at: finer.trunc_subsecs(3),
        ..precise()
    })
    .send(&table)
    .await
    .unwrap();
    assert_eq!(sent.count(), 1);
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "clocks", entity = "event", version = "1"), pk = ["id"], sk = [])]
struct Event {
    id: String,
    at: DateTime<Utc>,
    nested: Nested,
}

#[derive(Table)]
#[table(electrodb, entities(Event))]
struct Events;

#[tokio::test]
async fn case_09_electrodb_models_write_the_text_of_to_iso_string() {
    let table = Table::<Events>::new(client().await, unique_table_name("events"));
    table.create().send().await.unwrap();
    let event = Event {
        id: "e".into(),
        at: utc("2026-03-01T00:00:05Z"),
        nested: nested(),
    };
    Event::put(event.clone()).send(&table).await.unwrap();
    assert_eq!(Event::get("e").send(&table).await.unwrap(), Some(event.clone()));
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    let item = scan.items().first().unwrap();
    assert_eq!(item["at"], text("2026-03-01T00:00:05.000Z"));
    assert_eq!(item["nested"].as_m().unwrap()["at"], text("2026-03-01T00:00:05.500Z"));
    let f = Event::fields();
    let condition = f.at.lt(utc("2026-03-01T00:00:05.001Z")) & f.nested.dot(Nested::fields().at).lte(event.nested.at);
    assert_eq!(
        Event::query()
            .primary("e")
            .filter(condition)
            .count(&table)
            .await
            .unwrap(),
        1
    );
}
