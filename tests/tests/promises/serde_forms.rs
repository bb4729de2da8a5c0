//! Shapes apply wherever a value is nested, and every value that serde writes can be read back or is refused.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn number(number: &str) -> AttributeValue {
    AttributeValue::N(number.to_owned())
}

fn binary(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

async fn only_item<S: dynamo_entity::Schema>(table: &Table<S>) -> HashMap<String, AttributeValue> {
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    scan.items().first().unwrap().clone()
}

// ---- case 22

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Leaf {
    raw: Vec<u8>,
    tags: BTreeSet<String>,
    note: Option<String>,
}

fn leaf() -> Leaf {
    Leaf {
        raw: vec![1, 2],
        tags: ["t".to_owned()].into(),
        note: None,
    }
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Raw(Vec<u8>);

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    Nothing,
    RawBytes(Vec<u8>),
    Pair(Vec<u8>, BTreeSet<u8>),
    #[serde(alias = "whole")]
    Leaf {
        leaf: Leaf,
        raw: Vec<u8>,
        none: Option<u8>,
    },
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Internal {
    Nothing,
    Leaf(Leaf),
    // The same attribute, with another shape.
    Numbers { raw: Vec<u64>, price: Decimal },
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all_fields = "camelCase")]
enum Adjacent {
    Nothing,
    RawBytes(Vec<u8>),
    Tags(BTreeSet<String>),
    Both { raw_bytes: Vec<u8> },
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "N#<id>", sk = "N")]
struct Nest {
    id: String,
    events: Vec<Event>,
    internal: Vec<Internal>,
    adjacent: Vec<Adjacent>,
    by_name: BTreeMap<String, Event>,
    pair: (String, Vec<u8>, Option<BTreeSet<u16>>),
    plain_beside: (Plain, Vec<u8>),
    list: Vec<(u8, Vec<u8>)>,
    shared: Cow<'static, Leaf>,
    boxed: Option<Box<Leaf>>,
    raw: Raw,
    plain: Plain,
}

/// A type without a known shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Plain {
    raw: Vec<u8>,
}

#[derive(Table)]
#[table(entities(Nest))]
struct Nests;

fn nest() -> Nest {
    Nest {
        id: "n".into(),
        events: vec![
            Event::Nothing,
            Event::RawBytes(vec![3]),
            Event::Pair(vec![4], [5].into()),
            Event::Leaf {
                leaf: leaf(),
                raw: vec![6],
                none: None,
            },
        ],
        internal: vec![
            Internal::Nothing,
            Internal::Leaf(leaf()),
            Internal::Numbers {
                raw: vec![7],
                price: "12345678901234567890.5".parse().unwrap(),
            },
        ],
        adjacent: vec![
            Adjacent::Nothing,
            Adjacent::RawBytes(vec![8]),
            Adjacent::Tags(["a".to_owned()].into()),
            Adjacent::Tags(BTreeSet::new()),
            Adjacent::Both { raw_bytes: vec![9] },
        ],
        by_name: [("e".to_owned(), Event::RawBytes(vec![10]))].into(),
        pair: ("p".into(), vec![11], Some([12].into())),
        plain_beside: (Plain { raw: vec![13] }, vec![14]),
        list: vec![(15, vec![16])],
        shared: Cow::Owned(leaf()),
        boxed: Some(Box::new(leaf())),
        raw: Raw(vec![17]),
        plain: Plain { raw: vec![18] },
    }
}

#[tokio::test]
async fn case_22_known_shapes_apply_wherever_a_value_is_nested() {
    let table = Table::<Nests>::new(client().await, unique_table_name("nests"));
    table.create().send().await.unwrap();
    Nest::put(nest()).send(&table).await.unwrap();
    assert_eq!(Nest::get("n").send(&table).await.unwrap(), Some(nest()));
    let read_by_the_sdk = Nest::get("n")
        .send(&table.clone().through_attribute_values())
        .await
        .unwrap();
    assert_eq!(read_by_the_sdk, Some(nest()));

    let item = only_item(&table).await;
    let leaf: HashMap<_, _> = [
        ("raw".to_owned(), binary(&[1, 2])),
        ("tags".to_owned(), AttributeValue::Ss(vec!["t".into()])),
    ]
    .into();
    let entry = |name: &str, value: AttributeValue| AttributeValue::M([(name.to_owned(), value)].into());
    let events = item["events"].as_l().unwrap();
    assert_eq!(events[0], text("nothing"));
    assert_eq!(events[1], entry("raw_bytes", binary(&[3])));
    let pair = AttributeValue::L(vec![binary(&[4]), AttributeValue::Ns(vec!["5".into()])]);
    assert_eq!(events[2], entry("pair", pair));
    let of_leaf = [
        ("leaf".to_owned(), AttributeValue::M(leaf.clone())),
        ("raw".to_owned(), binary(&[6])),
    ];
    assert_eq!(events[3], entry("leaf", AttributeValue::M(of_leaf.into())));

    let internal = item["internal"].as_l().unwrap();
    assert_eq!(internal[1].as_m().unwrap()["raw"], binary(&[1, 2]));
    assert_eq!(internal[1].as_m().unwrap()["tags"], leaf["tags"]);
    assert_eq!(internal[2].as_m().unwrap()["raw"], AttributeValue::L(vec![number("7")]));
    assert_eq!(internal[2].as_m().unwrap()["price"], number("12345678901234567890.5"));

    let adjacent = item["adjacent"].as_l().unwrap();
    assert_eq!(adjacent[1].as_m().unwrap()["value"], binary(&[8]));
    assert_eq!(
        adjacent[2].as_m().unwrap()["value"],
        AttributeValue::Ss(vec!["a".into()])
    );
    assert!(!adjacent[3].as_m().unwrap().contains_key("value"));
    assert_eq!(adjacent[4].as_m().unwrap()["value"], entry("rawBytes", binary(&[9])));

    assert_eq!(item["by_name"].as_m().unwrap()["e"], entry("raw_bytes", binary(&[10])));
    let pair = vec![text("p"), binary(&[11]), AttributeValue::Ns(vec!["12".into()])];
    assert_eq!(item["pair"], AttributeValue::L(pair));
    assert_eq!(item["plain_beside"].as_l().unwrap()[1], binary(&[14]));
    assert_eq!(
        item["list"].as_l().unwrap()[0],
        AttributeValue::L(vec![number("15"), binary(&[16])])
    );
    assert_eq!(item["shared"], AttributeValue::M(leaf.clone()));
    assert_eq!(item["boxed"], AttributeValue::M(leaf));
    assert_eq!(item["raw"], binary(&[17]));
    // As documented in the guide.
    let list = AttributeValue::L(vec![number("18")]);
    assert_eq!(item["plain"].as_m().unwrap()["raw"], list);

    // The same with paths and actions.
    let f = Nest::fields();
    let found = f.shared.dot(Leaf::fields().raw).eq(vec![1, 2]) & f.shared.dot(Leaf::fields().tags).contains("t");
    assert_eq!(Nest::query().primary("n").filter(found).count(&table).await.unwrap(), 1);
    let patched = Nest::patch("n")
        .append(f.events, [Event::RawBytes(vec![19])])
        .set(f.by_name.key("f"), Event::RawBytes(vec![20]))
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(patched.events[4], Event::RawBytes(vec![19]));
    let item = only_item(&table).await;
    assert_eq!(item["events"].as_l().unwrap()[4], entry("raw_bytes", binary(&[19])));
    assert_eq!(item["by_name"].as_m().unwrap()["f"], entry("raw_bytes", binary(&[20])));
}

#[tokio::test]
async fn case_22_values_formerly_stored_as_lists_are_read() {
    let table = Table::<Nests>::new(client().await, unique_table_name("nests"));
    table.create().send().await.unwrap();
    Nest::put(nest()).send(&table).await.unwrap();
    let mut item = only_item(&table).await;
    let list = |numbers: &[u8]| AttributeValue::L(numbers.iter().map(|byte| number(&byte.to_string())).collect());
    item.insert("raw".into(), list(&[17]));
    item.insert(
        "pair".into(),
        AttributeValue::L(vec![text("p"), list(&[11]), list(&[12])]),
    );
    let old = [
        ("raw".to_owned(), list(&[1, 2])),
        ("tags".to_owned(), AttributeValue::L(vec![text("t")])),
        ("note".to_owned(), AttributeValue::Null(true)),
    ];
    item.insert("shared".into(), AttributeValue::M(old.into()));
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
    assert_eq!(Nest::get("n").send(&table).await.unwrap(), Some(nest()));
}

// ---- cases 10 and 13

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "F#<id>", sk = "F")]
#[gsi(name = "by_owner", index = "gsi1", pk = "OWNER#<owner>", sk = "F")]
struct Flat {
    id: String,
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty", alias = "remark")]
    note: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "W#<id>", sk = "W")]
struct Wide {
    id: String,
    #[serde(flatten)]
    leaf: Leaf,
    #[serde(flatten)]
    plain: Option<Name>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Name {
    name: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "D#<id>", sk = "D")]
#[gsi(name = "of_others", index = "gsi2", pk = "D#<id>", sk = "D")]
struct Other {
    id: String,
}

#[derive(Table)]
#[table(entities(Flat, Wide, Other))]
struct Flats;

async fn flats() -> Table<Flats> {
    let table = Table::<Flats>::new(client().await, unique_table_name("flats"));
    table.create().send().await.unwrap();
    table
}

fn flat(name: &str) -> Flat {
    Flat {
        id: "f".into(),
        owner: None,
        note: String::new(),
        rest: [(name.to_owned(), "x".to_owned())].into(),
    }
}

#[tokio::test]
async fn case_10_a_flattened_name_that_is_taken_is_refused_before_it_is_sent() {
    let table = flats().await;
    let (client, sent) = counting(table.client());
    let table = Table::<Flats>::new(client, table.name());
    for name in [
        "owner", "note", "remark", "id", "pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk", "_type",
    ] {
        let flat = || flat(name);
        let refused = [
            Flat::put(flat()).send(&table).await.unwrap_err(),
            Flat::create(flat()).send(&table).await.unwrap_err(),
            Flat::upsert(flat()).send(&table).await.unwrap_err(),
            Flat::batch_put([flat()]).send(&table).await.unwrap_err(),
            table.transact_write().add(Flat::put(flat())).send().await.unwrap_err(),
            table
                .transact_write()
                .add(Flat::upsert(flat()))
                .send()
                .await
                .unwrap_err(),
            Flat::patch("f")
                .set(Flat::fields().rest.key(name), "x".to_owned())
                .send(&table)
                .await
                .unwrap_err(),
            Flat::put(flat())
                .send(&table.clone().through_attribute_values())
                .await
                .unwrap_err(),
        ];
        for error in refused {
            assert!(error.is_invalid_input(), "{name}: {error}");
            assert!(error.to_string().contains(&format!("`{name}`")), "{name}: {error}");
        }
    }
    assert_eq!(sent.count(), 0);
    Flat::put(flat("free")).send(&table).await.unwrap();
    assert_eq!(Flat::get("f").send(&table).await.unwrap(), Some(flat("free")));
    let more = Flat::patch("f")
        .set(Flat::fields().rest.key("more"), "y".to_owned())
        .return_new();
    assert_eq!(more.send(&table).await.unwrap().rest["more"], "y");
}

#[tokio::test]
async fn case_13_an_unknown_wide_number_does_not_make_a_flattened_item_unreadable() {
    let table = flats().await;
    let wide = Wide {
        id: "w".into(),
        leaf: leaf(),
        plain: Some(Name { name: "n".into() }),
    };
    Wide::put(wide.clone()).send(&table).await.unwrap();
    let mut item = only_item(&table).await;
    for (name, value) in [
        ("unknown", number("1234567890123456789012345")),
        ("negative", number("-1234567890123456789012345")),
        (
            "nested",
            AttributeValue::L(vec![AttributeValue::M(
                [("n".to_owned(), number("1234567890123456789012345"))].into(),
            )]),
        ),
    ] {
        item.insert(name.to_owned(), value);
    }
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
    assert_eq!(Wide::get("w").send(&table).await.unwrap(), Some(wide.clone()));
    let read_by_the_sdk = Wide::get("w")
        .send(&table.clone().through_attribute_values())
        .await
        .unwrap();
    assert_eq!(read_by_the_sdk, Some(wide));
}

// ---- case 21

/// Serializes like `serde_json::Number` with the feature `arbitrary_precision`, which one crate enables for a whole program.
#[derive(Debug, Clone, PartialEq)]
struct Arbitrary(String);

const TOKEN: &str = "$serde_json::private::Number";

impl Serialize for Arbitrary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut number = serializer.serialize_struct(TOKEN, 1)?;
        number.serialize_field(TOKEN, &self.0)?;
        number.end()
    }
}

impl<'de> Deserialize<'de> for Arbitrary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl serde::de::Visitor<'_> for Any {
            type Value = Arbitrary;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON number")
            }
            fn visit_u64<E>(self, number: u64) -> Result<Arbitrary, E> {
                Ok(Arbitrary(number.to_string()))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Arbitrary, E> {
                Ok(Arbitrary(number.to_string()))
            }
            fn visit_u128<E>(self, number: u128) -> Result<Arbitrary, E> {
                Ok(Arbitrary(number.to_string()))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Arbitrary, E> {
                Ok(Arbitrary(number.to_string()))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "J#<id>", sk = "J")]
struct Json {
    id: String,
    one: Arbitrary,
    list: Vec<Arbitrary>,
    map: BTreeMap<String, Arbitrary>,
    #[serde(flatten)]
    rest: BTreeMap<String, Arbitrary>,
}

#[derive(Table)]
#[table(entities(Json))]
struct Jsons;

fn json(one: &str) -> Json {
    let number = |text: &str| Arbitrary(text.to_owned());
    Json {
        id: "j".into(),
        one: number(one),
        list: vec![number("-1"), number("0.5")],
        map: [("k".to_owned(), number("2"))].into(),
        rest: [("flat".to_owned(), number("3"))].into(),
    }
}

#[tokio::test]
async fn case_21_numbers_of_serde_json_are_numbers_with_arbitrary_precision() {
    let table = Table::<Jsons>::new(client().await, unique_table_name("jsons"));
    table.create().send().await.unwrap();
    for one in ["7", "1234567890123456789012345", "0.25"] {
        Json::put(json(one)).send(&table).await.unwrap();
        assert_eq!(Json::get("j").send(&table).await.unwrap(), Some(json(one)));
        let item = only_item(&table).await;
        assert_eq!(item["one"], number(one));
        assert_eq!(item["list"], AttributeValue::L(vec![number("-1"), number("0.5")]));
        assert_eq!(item["map"].as_m().unwrap()["k"], number("2"));
        assert_eq!(item["flat"], number("3"));
    }
    let f = Json::fields();
    let equal = f.one.eq(Arbitrary("0.25".into())) & f.list.contains(Arbitrary("-1".into()));
    assert_eq!(Json::query().primary("j").filter(equal).count(&table).await.unwrap(), 1);

    // Numbers that could not be read back are refused.
    for one in [
        "0.12345678901234567890123",
        "1e200",
        "123456789012345678901234567890123456789",
    ] {
        let error = Json::put(json(one)).send(&table).await.unwrap_err();
        assert!(error.is_invalid_input(), "{one}: {error}");
    }
    let mut wide = json("1");
    wide.rest
        .insert("wide".into(), Arbitrary("1234567890123456789012345".into()));
    assert!(Json::put(wide).send(&table).await.unwrap_err().is_invalid_input());
}
