//! An empty set is omitted if its absence reads as empty, and refused everywhere else.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

type Tags = BTreeSet<String>;

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Inner {
    tags: Tags,
    by_name: BTreeMap<String, Tags>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    Inner(Inner),
    Bare { tags: Tags, n: u8 },
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Flat {
    flat_tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "S#<id>", sk = "S")]
struct Shelf {
    id: String,
    tags: Tags,
    by_name: BTreeMap<String, Tags>,
    optional: BTreeMap<String, Option<Tags>>,
    maps: Vec<BTreeMap<String, Tags>>,
    inner: Inner,
    tagged: Vec<Tagged>,
    #[serde(flatten)]
    flat: Flat,
    #[serde(flatten)]
    rest: BTreeMap<String, Tags>,
}

#[derive(Table)]
#[table(entities(Shelf))]
struct Shelves;

fn tags() -> Tags {
    ["t".to_owned()].into()
}

fn named(tags: Tags) -> BTreeMap<String, Tags> {
    [("x".to_owned(), tags)].into()
}

fn shelf() -> Shelf {
    Shelf {
        id: "s".into(),
        tags: tags(),
        by_name: named(tags()),
        optional: [("none".to_owned(), None), ("some".to_owned(), Some(tags()))].into(),
        maps: vec![named(tags())],
        inner: Inner {
            tags: tags(),
            by_name: named(tags()),
        },
        tagged: vec![
            Tagged::Inner(Inner {
                tags: tags(),
                by_name: named(tags()),
            }),
            Tagged::Bare { tags: tags(), n: 1 },
        ],
        flat: Flat { flat_tags: tags() },
        rest: named(tags()),
    }
}

#[tokio::test]
async fn an_empty_set_as_the_value_of_a_map_is_refused() {
    let table = Table::<Shelves>::new(client().await, unique_table_name("shelves"));
    table.create().send().await.unwrap();
    Shelf::put(shelf()).send(&table).await.unwrap();
    assert_eq!(Shelf::get("s").send(&table).await.unwrap(), Some(shelf()));

    let (client, sent) = counting(table.client());
    let counted = Table::<Shelves>::new(client, table.name());
    let with = |change: &dyn Fn(&mut Shelf)| {
        let mut shelf = shelf();
        change(&mut shelf);
        shelf
    };
    let refused = [
        ("`by_name.x`", with(&|shelf| shelf.by_name = named(Tags::new()))),
        (
            "`optional.some`",
            with(&|shelf| shelf.optional = [("some".to_owned(), Some(Tags::new()))].into()),
        ),
        ("`maps[0].x`", with(&|shelf| shelf.maps = vec![named(Tags::new())])),
        (
            "`inner.by_name.x`",
            with(&|shelf| shelf.inner.by_name = named(Tags::new())),
        ),
        (
            "`tagged[0].by_name.x`",
            with(&|shelf| {
                shelf.tagged = vec![Tagged::Inner(Inner {
                    tags: tags(),
                    by_name: named(Tags::new()),
                })];
            }),
        ),
        ("`x`", with(&|shelf| shelf.rest = named(Tags::new()))),
    ];
    for (path, shelf) in refused {
        let typed = counted.clone().through_attribute_values();
        for error in [
            Shelf::put(shelf.clone()).send(&counted).await.unwrap_err(),
            Shelf::put(shelf.clone()).send(&typed).await.unwrap_err(),
            Shelf::create(shelf.clone()).send(&counted).await.unwrap_err(),
            Shelf::upsert(shelf.clone()).send(&counted).await.unwrap_err(),
            Shelf::batch_put([shelf.clone()]).send(&counted).await.unwrap_err(),
            counted
                .transact_write()
                .add(Shelf::put(shelf.clone()))
                .send()
                .await
                .unwrap_err(),
        ] {
            assert!(error.is_invalid_input(), "{path}: {error}");
            assert!(error.to_string().contains(path), "{path}: {error}");
        }
    }

    let f = Shelf::fields();
    let patch = || Shelf::patch("s");
    let updates = [
        ("`by_name.x`", patch().set(f.by_name.key("x"), Tags::new())),
        (
            "`optional.x`",
            patch().set(f.optional.key("x"), Some(Some(Tags::new()))),
        ),
        ("`maps[0].x`", patch().set(f.maps.at(0).key("x"), Tags::new())),
        (
            "`inner.by_name.x`",
            patch().set(f.inner.dot(Inner::fields().by_name).key("x"), Tags::new()),
        ),
        ("`by_name.x`", patch().set(f.by_name, named(Tags::new()))),
        ("`inner.by_name.x`", {
            let by_name = named(Tags::new());
            patch().set(f.inner, Inner { tags: tags(), by_name })
        }),
        ("`by_name.x`", patch().set_if_absent(f.by_name.key("x"), Tags::new())),
        ("`x`", patch().set(f.rest.key("x"), Tags::new())),
        ("`by_name.x`", patch().condition(f.by_name.key("x").eq(Tags::new()))),
        ("`x`", patch().append(f.maps, [named(Tags::new())])),
    ];
    for (path, update) in updates {
        let error = update.send(&counted).await.expect_err(path);
        assert!(error.is_invalid_input(), "{path}: {error}");
        assert!(error.to_string().contains(path), "{path}: {error}");
    }
    assert_eq!(sent.count(), 0);
    assert_eq!(Shelf::get("s").send(&table).await.unwrap(), Some(shelf()));
    // A set in a flattened map is also written as a set through its path.
    Shelf::patch("s")
        .set(f.rest.key("y"), tags())
        .send(&table)
        .await
        .unwrap();
    let added = Shelf::patch("s").add(f.rest.key("y"), ["u".to_owned()]).return_new();
    assert_eq!(added.send(&table).await.unwrap().rest["y"].len(), 2);
    // `None` removes an entry.
    let removed = patch().set(f.by_name.key("x"), None).return_new();
    assert_eq!(removed.send(&table).await.unwrap().by_name, BTreeMap::new());
}

#[tokio::test]
async fn an_empty_set_in_a_field_of_a_struct_is_left_out_and_reads_as_empty() {
    let table = Table::<Shelves>::new(client().await, unique_table_name("shelves"));
    table.create().send().await.unwrap();
    let mut empty = shelf();
    empty.tags.clear();
    empty.inner.tags.clear();
    empty.flat.flat_tags.clear();
    empty.tagged = vec![
        Tagged::Inner(Inner {
            tags: Tags::new(),
            by_name: BTreeMap::new(),
        }),
        Tagged::Bare {
            tags: Tags::new(),
            n: 1,
        },
    ];
    Shelf::put(empty.clone()).send(&table).await.unwrap();
    assert_eq!(Shelf::get("s").send(&table).await.unwrap(), Some(empty.clone()));
    let typed = table.clone().through_attribute_values();
    assert_eq!(Shelf::get("s").send(&typed).await.unwrap(), Some(empty.clone()));

    // The same with paths: the attribute is removed and its document stays.
    Shelf::put(shelf()).send(&table).await.unwrap();
    let f = Shelf::fields();
    let patched = Shelf::patch("s")
        .set(f.tags, Tags::new())
        .set(f.inner.dot(Inner::fields().tags), Tags::new())
        .set(f.flat.dot(Flat::fields().flat_tags), Tags::new())
        .set(f.tagged, empty.tagged.clone())
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(patched, empty);
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    let inner = scan.items()[0]["inner"].as_m().unwrap();
    assert_eq!(inner.keys().collect::<Vec<_>>(), ["by_name"]);
    assert!(matches!(inner["by_name"], AttributeValue::M(_)));
}
