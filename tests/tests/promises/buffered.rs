//! serde reads flattened fields and the content of tagged enums from a buffer that has no 128-bit integers and only text
//! as map keys. Values that could not be read back from that buffer are refused.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue as Value;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

type Counts = BTreeMap<u64, String>;

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Wide {
    wide: u128,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Keyed {
    counts: Counts,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Internal {
    Wide(Wide),
    Range { from: i128 },
    Keyed(Keyed),
    Small { n: u64, names: BTreeMap<char, u8> },
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Wide(u128),
    Many(Vec<u128>),
    Small(u64),
}

/// These types have no known shape, so tags are detected when serde writes them.
mod plain {
    use super::{BTreeMap, Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub struct Wide {
        pub name: String,
        pub wide: u128,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind")]
    pub enum Internal {
        Nothing,
        Wide(Wide),
        Range { from: i128 },
        Deep { list: Vec<Option<External>> },
        Map(BTreeMap<String, u128>),
        Keyed { counts: BTreeMap<u64, u8> },
        Small { n: u64 },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "t", content = "c")]
    pub enum Adjacent {
        Nothing,
        Wide(u128),
        Pair(u8, i128),
        Named { wide: u128 },
        Small(u64),
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub enum External {
        Nothing,
        Wide(u128),
        Named { name: External2, wide: u128 },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub enum External2 {
        A,
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "B#<id>", sk = "B")]
struct Buffer {
    id: String,
    #[default]
    internal: Vec<Internal>,
    #[default]
    adjacent: Vec<Adjacent>,
    #[default]
    plain_internal: Vec<plain::Internal>,
    #[default]
    plain_adjacent: Vec<plain::Adjacent>,
    #[default]
    external: BTreeMap<i128, plain::External>,
    #[default]
    wide: Option<plain::Wide>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "F#<id>", sk = "F")]
struct FlatWide {
    id: String,
    #[serde(flatten)]
    flat: Wide,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "G#<id>", sk = "G")]
struct FlatEnum {
    id: String,
    direct: u128,
    #[serde(flatten)]
    rest: BTreeMap<String, plain::External>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "H#<id>", sk = "H")]
struct FlatKeys {
    id: String,
    #[serde(flatten)]
    rest: Counts,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "K#<id>", sk = "K")]
struct FlatOptions {
    id: String,
    #[serde(flatten)]
    rest: BTreeMap<String, Option<u64>>,
}

/// An untagged enum writes only its content, so it cannot be detected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Wide(u128),
    Named { wide: u128 },
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "U#<id>", sk = "U")]
struct Unseen {
    id: String,
    untagged: Untagged,
}

#[derive(Table)]
#[table(entities(Buffer, FlatWide, FlatEnum, FlatKeys, FlatOptions, Unseen))]
struct Buffers;

fn buffer() -> Buffer {
    Buffer::builder().id("b").build()
}

async fn table() -> Table<Buffers> {
    let table = Table::<Buffers>::new(client().await, unique_table_name("buffers"));
    table.create().send().await.unwrap();
    table
}

#[tokio::test]
async fn values_that_a_buffer_cannot_return_are_refused() {
    let table = table().await;
    let (client, sent) = counting(table.client());
    let table = Table::<Buffers>::new(client, table.name());
    let counts = || Counts::from([(1, "one".to_owned())]);
    let internal = |internal: Internal| Buffer {
        internal: vec![internal],
        ..buffer()
    };
    let adjacent = |adjacent: Adjacent| Buffer {
        adjacent: vec![adjacent],
        ..buffer()
    };
    let plain_internal = |internal: plain::Internal| Buffer {
        plain_internal: vec![internal],
        ..buffer()
    };
    let plain_adjacent = |adjacent: plain::Adjacent| Buffer {
        plain_adjacent: vec![adjacent],
        ..buffer()
    };
    let wide = || plain::Wide {
        name: "w".into(),
        wide: 1,
    };
    let refused = [
        ("`internal[0].wide`", internal(Internal::Wide(Wide { wide: 1 }))),
        ("`internal[0].from`", internal(Internal::Range { from: -1 })),
        (
            "`internal[0].counts`",
            internal(Internal::Keyed(Keyed { counts: counts() })),
        ),
        ("`adjacent[0].c`", adjacent(Adjacent::Wide(1))),
        ("`adjacent[0].c[0]`", adjacent(Adjacent::Many(vec![1]))),
        (
            "`plain_internal[0].wide`",
            plain_internal(plain::Internal::Wide(wide())),
        ),
        (
            "`plain_internal[0].from`",
            plain_internal(plain::Internal::Range { from: 1 }),
        ),
        (
            "`plain_internal[0].list[0].Wide`",
            plain_internal(plain::Internal::Deep {
                list: vec![Some(plain::External::Wide(1))],
            }),
        ),
        (
            "`plain_internal[0].k`",
            plain_internal(plain::Internal::Map([("k".to_owned(), 1)].into())),
        ),
        (
            "`plain_internal[0].counts`",
            plain_internal(plain::Internal::Keyed {
                counts: [(1, 1)].into(),
            }),
        ),
        ("`plain_adjacent[0].c`", plain_adjacent(plain::Adjacent::Wide(1))),
        ("`plain_adjacent[0].c[1]`", plain_adjacent(plain::Adjacent::Pair(1, 2))),
        (
            "`plain_adjacent[0].c.wide`",
            plain_adjacent(plain::Adjacent::Named { wide: 1 }),
        ),
    ];
    for (path, buffer) in refused {
        for error in [
            Buffer::put(buffer.clone()).send(&table).await.unwrap_err(),
            Buffer::put(buffer.clone())
                .send(&table.clone().through_attribute_values())
                .await
                .unwrap_err(),
            Buffer::create(buffer.clone()).send(&table).await.unwrap_err(),
            Buffer::upsert(buffer.clone()).send(&table).await.unwrap_err(),
            Buffer::batch_put([buffer.clone()]).send(&table).await.unwrap_err(),
        ] {
            assert!(error.is_invalid_input(), "{path}: {error}");
            assert!(error.to_string().contains(path), "{path}: {error}");
        }
    }
    let f = Buffer::fields();
    let updates = [
        Buffer::patch("b").append(f.internal, [Internal::Range { from: 1 }]),
        Buffer::patch("b").set(f.plain_internal.at(0), plain::Internal::Range { from: 1 }),
        Buffer::patch("b").set(f.adjacent, vec![Adjacent::Wide(1)]),
    ];
    for update in updates {
        let error = update.send(&table).await.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
    }
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn such_values_are_refused_in_flattened_fields() {
    let table = table().await;
    let (client, sent) = counting(table.client());
    let table = Table::<Buffers>::new(client, table.name());
    let flat = FlatWide {
        id: "f".into(),
        flat: Wide { wide: 1 },
    };
    let rest = FlatEnum {
        id: "g".into(),
        direct: 1,
        rest: [("e".to_owned(), plain::External::Wide(1))].into(),
    };
    let keys = FlatKeys {
        id: "h".into(),
        rest: [(1, "one".to_owned())].into(),
    };
    let refused = [
        FlatWide::put(flat.clone()).send(&table).await.unwrap_err(),
        FlatWide::upsert(flat).send(&table).await.unwrap_err(),
        FlatWide::patch("f")
            .set(FlatWide::fields().flat.dot(Wide::fields().wide), 1_u128)
            .send(&table)
            .await
            .unwrap_err(),
        FlatWide::patch("f")
            .add(FlatWide::fields().flat.dot(Wide::fields().wide), 1_u128)
            .send(&table)
            .await
            .unwrap_err(),
        FlatEnum::put(rest.clone()).send(&table).await.unwrap_err(),
        FlatEnum::upsert(rest).send(&table).await.unwrap_err(),
        FlatEnum::patch("g")
            .set(FlatEnum::fields().rest.key("e"), plain::External::Wide(1))
            .send(&table)
            .await
            .unwrap_err(),
        FlatKeys::put(keys.clone()).send(&table).await.unwrap_err(),
        FlatKeys::upsert(keys).send(&table).await.unwrap_err(),
    ];
    for error in refused {
        assert!(error.is_invalid_input(), "{error}");
    }
    assert_eq!(sent.count(), 0);
}

#[test]
fn refused_values_would_not_be_readable() {
    let map = |entries: &[(&str, Value)]| {
        let entries = entries.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        entries.collect::<std::collections::HashMap<_, _>>()
    };
    let (one, text) = (Value::N("1".into()), |text: &str| Value::S(text.to_owned()));
    let keyed = |tag: &str| map(&[("kind", text(tag)), ("counts", Value::M(map(&[("1", text("x"))])))]);
    let range = map(&[("kind", text("Range")), ("from", one.clone())]);
    let stored = [
        ("internal", range.clone()),
        ("internal", keyed("Keyed")),
        ("plain_internal", range),
        ("plain_internal", keyed("Keyed")),
    ];
    for (attribute, value) in stored {
        let mut item = Buffers::to_item(&buffer()).unwrap();
        item.insert(attribute.to_owned(), Value::L(vec![Value::M(value.clone())]));
        assert!(Buffers::from_item::<Buffer>(item).is_err(), "{attribute}: {value:?}");
    }
    let keys = FlatKeys {
        id: "h".into(),
        rest: Counts::new(),
    };
    let mut item = Buffers::to_item(&keys).unwrap();
    item.insert("1".into(), text("one"));
    assert!(Buffers::from_item::<FlatKeys>(item).is_err());
}

#[tokio::test]
async fn values_that_a_buffer_can_return_are_stored() {
    let table = table().await;
    let buffer = Buffer {
        internal: vec![Internal::Small {
            n: u64::MAX,
            names: [('a', 1)].into(),
        }],
        adjacent: vec![Adjacent::Small(1)],
        plain_internal: vec![plain::Internal::Nothing, plain::Internal::Small { n: 1 }],
        plain_adjacent: vec![plain::Adjacent::Nothing, plain::Adjacent::Small(1)],
        // An enum without a tag is not buffered, so 128-bit integers are read.
        external: [
            (-1, plain::External::Wide(1 << 100)),
            (
                1,
                plain::External::Named {
                    name: plain::External2::A,
                    wide: 1 << 100,
                },
            ),
        ]
        .into(),
        wide: Some(plain::Wide {
            name: "w".into(),
            wide: 1 << 100,
        }),
        ..buffer()
    };
    Buffer::put(buffer.clone()).send(&table).await.unwrap();
    assert_eq!(Buffer::get("b").send(&table).await.unwrap(), Some(buffer));
    let flat = FlatEnum {
        id: "g".into(),
        direct: 1 << 100,
        rest: [("e".to_owned(), plain::External::Nothing)].into(),
    };
    FlatEnum::put(flat.clone()).send(&table).await.unwrap();
    assert_eq!(FlatEnum::get("g").send(&table).await.unwrap(), Some(flat));
}

#[tokio::test]
async fn none_in_a_map_that_is_flattened_is_read_back() {
    let table = table().await;
    let options = FlatOptions {
        id: "k".into(),
        rest: [("none".to_owned(), None), ("some".to_owned(), Some(1))].into(),
    };
    FlatOptions::put(options.clone()).send(&table).await.unwrap();
    assert_eq!(FlatOptions::get("k").send(&table).await.unwrap(), Some(options.clone()));
    let typed = table.clone().through_attribute_values();
    FlatOptions::put(options.clone()).send(&typed).await.unwrap();
    assert_eq!(FlatOptions::get("k").send(&typed).await.unwrap(), Some(options));
}

#[tokio::test]
async fn an_untagged_enum_is_found_by_a_table_that_verifies() {
    let table = table().await;
    let (client, sent) = counting(table.client());
    let table = Table::<Buffers>::new(client, table.name()).verify_writes();
    for untagged in [Untagged::Wide(1), Untagged::Named { wide: 1 }] {
        let id = "u".to_owned();
        let error = Unseen::put(Unseen { id, untagged }).send(&table).await.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
    }
    assert_eq!(sent.count(), 0);
}
