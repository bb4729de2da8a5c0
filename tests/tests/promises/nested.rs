//! DynamoDB stores values that are nested up to 32 levels deep; deeper values are refused before they are sent.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity::raw;
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

/// A document that contains documents of its own type.
#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Node {
    raw: Option<Vec<u8>>,
    tags: BTreeSet<String>,
    list: Vec<u8>,
    children: Option<Vec<Node>>,
}

/// A type without a known shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Plain {
    Leaf,
    Some(Box<Plain>),
    Struct { inner: Box<Plain> },
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "D#<id>", sk = "D")]
struct Deep {
    id: String,
    #[default]
    node: Option<Node>,
    #[default]
    plain: Option<Plain>,
    #[default]
    list: Vec<Option<Plain>>,
    #[default]
    map: BTreeMap<String, Plain>,
    #[serde(flatten)]
    #[default]
    rest: BTreeMap<String, Plain>,
}

#[derive(Table)]
#[table(entities(Deep))]
struct Depths;

/// A value with two levels for each of `pairs`, and two for the innermost map with its bytes and its set.
fn node(pairs: usize) -> Node {
    let innermost = Node {
        raw: Some(vec![1]),
        tags: ["t".to_owned()].into(),
        list: vec![2],
        children: None,
    };
    (0..pairs).fold(innermost, |inner, _| Node {
        raw: None,
        tags: BTreeSet::new(),
        list: Vec::new(),
        children: Some(vec![inner]),
    })
}

/// A value with this number of levels, with text in the innermost one.
fn plain(levels: usize) -> Plain {
    (1..levels).fold(Plain::Leaf, |inner, _| Plain::Some(Box::new(inner)))
}

fn deep() -> Deep {
    Deep::builder().id("d").build()
}

fn named(plain: Plain) -> BTreeMap<String, Plain> {
    [("x".to_owned(), plain)].into()
}

async fn table() -> Table<Depths> {
    let table = Table::<Depths>::new(client().await, unique_table_name("depths"));
    table.create().send().await.unwrap();
    table
}

#[tokio::test]
async fn a_value_32_levels_deep_is_stored_and_read() {
    let table = table().await;
    let full = Deep {
        node: Some(node(15)),
        plain: Some(plain(32)),
        list: vec![Some(plain(31))],
        map: named(plain(31)),
        rest: named(plain(32)),
        ..deep()
    };
    Deep::put(full.clone()).send(&table).await.unwrap();
    assert_eq!(Deep::get("d").send(&table).await.unwrap(), Some(full.clone()));
    let typed = table.clone().through_attribute_values();
    Deep::put(full.clone()).send(&typed).await.unwrap();
    assert_eq!(Deep::get("d").send(&typed).await.unwrap(), Some(full.clone()));

    let f = Deep::fields();
    let patched = Deep::patch("d")
        .set(f.plain, plain(32))
        .set(f.map.key("y"), plain(31))
        .set(f.rest.key("y"), plain(32))
        .append(f.list, [Some(plain(31))])
        .condition(f.plain.eq(plain(32)))
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(patched.map["y"], plain(31));
    assert_eq!(patched.rest["y"], plain(32));
    assert_eq!(patched.list, [Some(plain(31)), Some(plain(31))]);
}

#[tokio::test]
async fn a_value_33_levels_deep_is_refused_with_its_path() {
    let table = table().await;
    Deep::put(deep()).send(&table).await.unwrap();
    let (client, sent) = counting(table.client());
    let counted = Table::<Depths>::new(client, table.name());
    let typed = counted.clone().through_attribute_values();

    let structs = (1..32).fold(Plain::Leaf, |inner, _| Plain::Struct { inner: Box::new(inner) });
    let refused = [
        (
            "`node.children[0].children[0].",
            Deep {
                node: Some(node(16)),
                ..deep()
            },
        ),
        (
            "`plain.Some.Some.",
            Deep {
                plain: Some(plain(33)),
                ..deep()
            },
        ),
        (
            "`plain.Struct.inner.Struct.",
            Deep {
                plain: Some(structs),
                ..deep()
            },
        ),
        (
            "`list[0].Some.",
            Deep {
                list: vec![Some(plain(32))],
                ..deep()
            },
        ),
        (
            "`map.x.Some.",
            Deep {
                map: named(plain(32)),
                ..deep()
            },
        ),
        (
            "`x.Some.",
            Deep {
                rest: named(plain(33)),
                ..deep()
            },
        ),
    ];
    for (path, deep) in refused {
        for error in [
            Deep::put(deep.clone()).send(&counted).await.unwrap_err(),
            Deep::put(deep.clone()).send(&typed).await.unwrap_err(),
            Deep::create(deep.clone()).send(&counted).await.unwrap_err(),
            Deep::upsert(deep.clone()).send(&counted).await.unwrap_err(),
            Deep::batch_put([deep.clone()]).send(&counted).await.unwrap_err(),
            counted
                .transact_write()
                .add(Deep::put(deep.clone()))
                .send()
                .await
                .unwrap_err(),
        ] {
            let text = error.to_string();
            assert!(error.is_invalid_input(), "{path}: {text}");
            assert!(
                text.contains(path) && text.contains("at most 32 levels"),
                "{path}: {text}"
            );
        }
    }

    let f = Deep::fields();
    let patch = || Deep::patch("d");
    let updates = [
        ("`plain.Some.", patch().set(f.plain, plain(33))),
        ("`map.y.Some.", patch().set(f.map.key("y"), plain(32))),
        ("`y.Some.", patch().set(f.rest.key("y"), plain(33))),
        ("`list[0].Some.", patch().set(f.list.at(0), Some(plain(32)))),
        ("`Some.Some.", patch().append(f.list, [Some(plain(32))])),
        ("`Some.Some.", patch().prepend(f.list, [Some(plain(32))])),
        ("`plain.Some.", patch().set_if_absent(f.plain, plain(33))),
        ("`plain.Some.", patch().condition(f.plain.eq(plain(33)))),
        ("`map.y.Some.", patch().condition(f.map.key("y").ne(plain(32)))),
        (
            "`Some.Some.",
            patch().condition(raw("#p = :p").name("p", "plain").value("p", plain(33))),
        ),
    ];
    for (path, update) in updates {
        let error = update.send(&counted).await.unwrap_err();
        let text = error.to_string();
        assert!(error.is_invalid_input(), "{path}: {text}");
        assert!(
            text.contains(path) && text.contains("at most 32 levels"),
            "{path}: {text}"
        );
    }
    assert_eq!(sent.count(), 0);
}

#[test]
fn reads_accept_deeper_values() {
    let text = AttributeValue::S("Leaf".into());
    let stored = (1..60).fold(text, |inner, _| AttributeValue::M([("Some".to_owned(), inner)].into()));
    let mut item: HashMap<String, AttributeValue> = Depths::to_item(&deep()).unwrap();
    item.insert("plain".into(), stored);
    let read: Deep = Depths::from_item(item).unwrap();
    assert_eq!(read.plain, Some(plain(60)));
}

#[tokio::test]
async fn contains_on_bytes_is_refused() {
    let table = Table::<Depths>::new(client().await, unique_table_name("contains"));
    let (client, sent) = counting(table.client());
    let counted = Table::<Depths>::new(client, table.name());
    let (fields, node) = (Deep::fields(), Node::fields());
    let filters = [
        fields.node.dot(node.list).contains(2),
        fields.node.dot(node.raw).contains(2),
    ];
    for filter in filters {
        let error = Deep::scan().filter(filter).send(&counted).await.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
        assert!(error.to_string().contains("is stored as binary"), "{error}");
    }
    assert_eq!(sent.count(), 0);
}
