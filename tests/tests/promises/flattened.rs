//! A write of a whole entity removes all earlier attributes of flattened fields, even if it is an update.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

/// A type with only serde's derives, from which its names are known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Record {
    #[serde(alias = "enabled")]
    active: Option<bool>,
    #[serde(rename = "maxSize")]
    size: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Outer {
    own: Option<String>,
    level: u8,
    #[serde(flatten)]
    spot: Option<Spot>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Spot {
    lat: i32,
    #[serde(alias = "lng")]
    lon: i32,
}

/// An externally tagged enum, in which each variant is an attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Way {
    ByCar { seats: u8 },
    OnFoot(Spot),
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Kind {
    Free,
    Paid { price: u32, note: Option<String> },
    At(Place),
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Place {
    street: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TRIP#<id>", sk = "TRIP")]
#[gsi(name = "by_owner", index = "gsi1", pk = "OWNER#<owner>", sk = "TRIP")]
struct Trip {
    id: String,
    owner: Option<String>,
    #[serde(flatten)]
    record: Record,
    #[serde(flatten)]
    outer: Option<Outer>,
    #[serde(flatten)]
    way: Way,
    #[serde(flatten)]
    kind: Kind,
}

/// An entity with flattened fields of types that may read any attribute.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LABELS#<id>", sk = "LABELS")]
struct Labels {
    id: String,
    #[serde(flatten)]
    #[default]
    labels: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "OPAQUE#<id>", sk = "OPAQUE")]
struct Opaque {
    id: String,
    #[serde(flatten)]
    choice: Choice,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Choice {
    One { first: u32 },
    Two { second: u32 },
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SETTINGS#<id>", sk = "SETTINGS")]
struct Settings {
    id: String,
    #[serde(flatten)]
    #[default(Record { active: Some(true), size: None })]
    record: Record,
}

/// A type that writes a name that its `Deserialize` does not request.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Mark {
    from: Option<u32>,
}

impl Serialize for Mark {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;

        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(if self.from.is_some() { "from" } else { "nowhere" }, &self.from)?;
        map.end()
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "MARKED#<id>", sk = "MARKED")]
struct Marked {
    id: String,
    #[serde(flatten)]
    mark: Mark,
}

/// An older form that is still read but no longer written.
#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
enum Size {
    #[serde(skip_serializing)]
    Letter(String),
    Number(u32),
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SHIRT#<id>", sk = "SHIRT")]
struct Shirt {
    id: String,
    #[serde(flatten)]
    size: Size,
}

/// An entity with fields that an earlier release wrote and that are now only read.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "COAT#<id>", sk = "COAT")]
struct Coat {
    id: String,
    #[serde(default, skip_serializing, alias = "older")]
    old: Option<String>,
    #[serde(flatten)]
    lining: Lining,
    #[serde(flatten)]
    plain: PlainLining,
    #[serde(flatten, skip_serializing)]
    gone: Option<Spot>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Lining {
    #[serde(default, skip_serializing)]
    wool: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    silk: Option<String>,
    buttons: u8,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PlainLining {
    #[serde(default, skip_serializing)]
    cotton: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    linen: Option<String>,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Coat)]
struct CoatLining {
    #[serde(flatten)]
    lining: Lining,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Shirt)]
struct ShirtSize {
    #[serde(flatten)]
    size: Size,
}

/// An entity with a flattened map behind fields whose attributes it must not read.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TAGGED#<id>", sk = "TAGGED")]
struct Tagged {
    id: String,
    #[serde(flatten)]
    spot: Option<Spot>,
    #[serde(flatten)]
    way: Way,
    #[serde(flatten)]
    extra: Extra,
}

/// A document that reads all attributes that are left, and a newtype of it.
#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Extra(AllElse);

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct AllElse {
    note: Option<String>,
    #[serde(flatten)]
    all: BTreeMap<String, Option<u32>>,
}

/// An entity with a flattened map in a type of which only serde knows that there is one.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "HIDDEN#<id>", sk = "HIDDEN")]
struct Hidden {
    id: String,
    #[serde(flatten)]
    extra: PlainExtra,
    #[serde(flatten)]
    spot: Spot,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PlainExtra {
    #[serde(flatten)]
    all: BTreeMap<String, u32>,
}

#[derive(Table)]
#[table(entities(Trip, Labels, Opaque, Settings, Marked, Shirt, Coat, Tagged, Hidden))]
struct Trips;

async fn table() -> Table<Trips> {
    let table = Table::new(client().await, unique_table_name("flattened"));
    table.create().send().await.unwrap();
    table
}

fn full() -> Trip {
    Trip {
        id: "t".into(),
        owner: Some("o".into()),
        record: Record {
            active: Some(false),
            size: Some(1),
        },
        outer: Some(Outer {
            own: Some("x".into()),
            level: 1,
            spot: Some(Spot { lat: 1, lon: 2 }),
        }),
        way: Way::ByCar { seats: 4 },
        kind: Kind::Paid {
            price: 5,
            note: Some("n".into()),
        },
    }
}

#[tokio::test]
async fn an_upsert_removes_what_was_flattened_before() {
    let table = table().await;
    let spare = Trip {
        record: Record::default(),
        outer: None,
        way: Way::OnFoot(Spot { lat: 3, lon: 4 }),
        kind: Kind::Free,
        ..full()
    };
    let changed = [
        spare.clone(),
        Trip {
            record: Record {
                active: None,
                size: Some(1),
            },
            ..full()
        },
        Trip {
            outer: Some(Outer {
                own: None,
                level: 1,
                spot: full().outer.unwrap().spot,
            }),
            ..full()
        },
        Trip {
            owner: None,
            kind: Kind::At(Place { street: "s".into() }),
            ..full()
        },
        Trip {
            kind: Kind::Paid { price: 6, note: None },
            ..full()
        },
    ];
    for trip in changed {
        Trip::put(full()).send(&table).await.unwrap();
        Trip::upsert(trip.clone()).send(&table).await.unwrap();
        assert_eq!(Trip::get("t").send(&table).await.unwrap(), Some(trip.clone()));

        Trip::put(full()).send(&table).await.unwrap();
        let write = table.transact_write().add(Trip::upsert(trip.clone()));
        write.send().await.unwrap();
        assert_eq!(Trip::get("t").send(&table).await.unwrap(), Some(trip));
    }
    Trip::upsert(spare).send(&table).await.unwrap();
    Trip::upsert(full()).send(&table).await.unwrap();
    assert_eq!(Trip::get("t").send(&table).await.unwrap(), Some(full()));
}

#[tokio::test]
async fn an_upsert_removes_other_names_of_flattened_attributes() {
    let table = table().await;
    Trip::put(full()).send(&table).await.unwrap();
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    let mut item = scan.items().first().unwrap().clone();
    item.remove("active");
    item.insert("enabled".into(), AttributeValue::Bool(false));
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
    assert_eq!(Trip::get("t").send(&table).await.unwrap(), Some(full()));
    let mut trip = full();
    trip.record.active = Some(true);
    Trip::upsert(trip.clone()).send(&table).await.unwrap();
    assert_eq!(Trip::get("t").send(&table).await.unwrap(), Some(trip));
}

#[tokio::test]
async fn an_upsert_with_unpredictable_attribute_names_is_refused() {
    let table = table().await;
    let (client, sent) = counting(table.client());
    let counted = Table::<Trips>::new(client, table.name());
    let labels = Labels {
        id: "l".into(),
        labels: [("a".to_owned(), "1".to_owned())].into(),
    };
    let opaque = Opaque {
        id: "o".into(),
        choice: Choice::One { first: 1 },
    };
    let transaction = counted.transact_write().add(Labels::upsert(labels.clone()));
    for error in [
        Labels::upsert(labels.clone()).send(&counted).await.unwrap_err(),
        transaction.send().await.unwrap_err(),
        Opaque::upsert(opaque.clone()).send(&counted).await.unwrap_err(),
    ] {
        assert!(error.is_invalid_input(), "{error}");
        assert!(error.to_string().contains("is flattened"), "{error}");
    }
    assert_eq!(sent.count(), 0);
    // Every other verb accepts them.
    Labels::put(labels.clone()).send(&table).await.unwrap();
    Opaque::create(opaque.clone()).send(&table).await.unwrap();
    assert_eq!(Opaque::get("o").send(&table).await.unwrap(), Some(opaque));
    // Fields that are not set stay unchanged.
    let upsert = Labels::upsert(Labels::builder().id("l"));
    upsert.send(&table).await.unwrap();
    assert_eq!(Labels::get("l").send(&table).await.unwrap(), Some(labels));
}

#[tokio::test]
async fn an_upsert_with_a_flattened_default_that_is_not_set_is_refused() {
    let table = table().await;
    let (client, sent) = counting(table.client());
    let counted = Table::<Trips>::new(client, table.name());
    let error = Settings::upsert(Settings::builder().id("s"))
        .send(&counted)
        .await
        .unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert!(error.to_string().contains("`record`"), "{error}");
    assert_eq!(sent.count(), 0);
    let set = Settings::builder().id("s").record(Record::default());
    Settings::upsert(set).send(&table).await.unwrap();
    let all_but_default = Settings::update("other").send(&counted).await.unwrap_err();
    assert!(all_but_default.is_invalid_input(), "{all_but_default}");
    assert_eq!(sent.count(), 0);
    let labels = Labels::update("l").return_new().send(&table).await.unwrap();
    assert!(labels.labels.is_empty());
}

#[tokio::test]
async fn an_upsert_of_names_that_the_type_does_not_read_is_refused() {
    let table = table().await;
    let (client, sent) = counting(table.client());
    let counted = Table::<Trips>::new(client, table.name());
    let marked = |from| Marked {
        id: "m".into(),
        mark: Mark { from },
    };
    let error = Marked::upsert(marked(None)).send(&counted).await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert_eq!(sent.count(), 0);
    Marked::upsert(marked(Some(1))).send(&table).await.unwrap();
}

#[tokio::test]
async fn an_upsert_removes_a_variant_that_is_only_read() {
    let table = table().await;
    let shirt = Shirt {
        id: "s".into(),
        size: Size::Number(40),
    };
    Shirt::put(shirt.clone()).send(&table).await.unwrap();
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    let mut item = scan.items().first().unwrap().clone();
    item.remove("Number");
    item.insert("Letter".into(), AttributeValue::S("XL".into()));
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();

    let older = Size::Letter("XL".into());
    let projected = Shirt::get("s").project::<ShirtSize>().send(&table).await.unwrap();
    assert_eq!(projected, Some(ShirtSize { size: older }));
    Shirt::upsert(shirt.clone()).send(&table).await.unwrap();
    assert_eq!(Shirt::get("s").send(&table).await.unwrap(), Some(shirt));
}

#[tokio::test]
async fn an_upsert_removes_what_is_only_read() {
    let table = table().await;
    let coat = Coat {
        id: "c".into(),
        old: None,
        lining: Lining {
            wool: None,
            silk: None,
            buttons: 3,
        },
        plain: PlainLining {
            cotton: None,
            linen: None,
        },
        gone: None,
    };
    Coat::put(coat.clone()).send(&table).await.unwrap();
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    let mut item = scan.items().first().unwrap().clone();
    for name in ["old", "wool", "silk", "cotton", "linen"] {
        item.insert(name.into(), AttributeValue::S(name.into()));
    }
    for name in ["lat", "lon"] {
        item.insert(name.into(), AttributeValue::N("1".into()));
    }
    for older in [false, true] {
        if older && let Some(old) = item.remove("old") {
            item.insert("older".into(), old);
        }
        let put = table.client().put_item().table_name(table.name());
        put.set_item(Some(item.clone())).send().await.unwrap();
        let stored = Coat::get("c").send(&table).await.unwrap().unwrap();
        assert_eq!(stored.old.as_deref(), Some("old"));
        assert_eq!(stored.gone, Some(Spot { lat: 1, lon: 1 }));
        let projected = Coat::get("c").project::<CoatLining>().send(&table).await.unwrap();
        assert_eq!(projected.map(|read| read.lining), Some(stored.lining));
        Coat::upsert(coat.clone()).send(&table).await.unwrap();
        assert_eq!(Coat::get("c").send(&table).await.unwrap(), Some(coat.clone()));
    }
}

#[tokio::test]
async fn n17_a_flattened_map_behind_the_other_fields_reads_only_its_entries() {
    let table = table().await;
    for spot in [None, Some(Spot { lat: 1, lon: 2 })] {
        let tagged = Tagged {
            id: "t".into(),
            spot,
            way: Way::ByCar { seats: 4 },
            extra: Extra(AllElse {
                note: Some("n".into()),
                all: [("a".to_owned(), Some(1)), ("b".to_owned(), None)].into(),
            }),
        };
        Tagged::put(tagged.clone()).send(&table).await.unwrap();
        assert_eq!(Tagged::get("t").send(&table).await.unwrap(), Some(tagged));
    }
}

#[tokio::test]
async fn n17_a_flattened_map_in_a_type_that_is_not_known_is_found_by_verified_writes() {
    let table = table().await;
    let (client, sent) = counting(table.client());
    let verified = Table::<Trips>::new(client, table.name()).verify_writes();
    let hidden = Hidden {
        id: "h".into(),
        extra: PlainExtra {
            all: [("a".to_owned(), 1)].into(),
        },
        spot: Spot { lat: 1, lon: 2 },
    };
    let error = Hidden::put(hidden).send(&verified).await.unwrap_err();
    assert!(error.to_string().contains("read back"), "{error}");
    assert_eq!(sent.count(), 0);
}
