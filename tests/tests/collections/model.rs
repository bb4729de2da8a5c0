//! Collections against an oracle that sorts keys in memory: random entities among items with similar keys, every page
//! boundary, both directions.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity::{Collection, CollectionQuery};
use dynamo_entity_tests::engine::endpoint;
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use futures::TryStreamExt;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde::{Deserialize, Serialize};

use super::table;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<p>", sk = "A#<x>")]
#[gsi(name = "spread", index = "gsi1", pk = "G#<p>", sk = "<x>#A")]
struct Alpha {
    p: String,
    x: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<p>", sk = "B#<seq:03>#<x>")]
#[gsi(name = "spread", index = "gsi1", pk = "G#<p>", sk = "<x>#B#<seq:03>")]
struct Beta {
    p: String,
    seq: u32,
    x: String,
}

/// One item in each partition, sorted between the others.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<p>", sk = "AB")]
#[gsi(name = "spread", index = "gsi1", pk = "G#<p>", sk = "a#C")]
struct Gamma {
    p: String,
}

/// Not a member. Its keys can sort anywhere.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<p>", sk = "<x>")]
#[gsi(name = "beside", index = "gsi1", pk = "G#<p>", sk = "<x>")]
struct Loose {
    p: String,
    x: String,
}

#[derive(Debug, Clone, PartialEq, Collection)]
enum Any {
    Alpha(Alpha),
    Beta(Beta),
    Gamma(Gamma),
}

#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(query = "spread")]
enum Spread {
    Gamma(Gamma),
    Alpha(Alpha),
    Beta(Beta),
}

#[derive(Debug, PartialEq, Collection)]
struct Whole {
    betas: Vec<Beta>,
    gamma: Option<Gamma>,
    alphas: Vec<Alpha>,
}

/// A table with the entity whose keys can sort anywhere, so that queries must filter.
#[derive(Table)]
#[table(entities(Alpha, Beta, Gamma, Loose))]
struct Crowded;

/// A table without that entity, so that queries need no filter.
#[derive(Table)]
#[table(entities(Alpha, Beta, Gamma))]
struct Clear;

/// An item of no entity of either table, written by hand.
#[derive(Debug, Clone)]
struct Ghost {
    sk: String,
    ty: Option<&'static str>,
}

#[derive(Debug, Clone)]
enum Written {
    Alpha(Alpha),
    Beta(Beta),
    Gamma(Gamma),
    Loose(Loose),
    Ghost(Ghost),
}

impl Written {
    /// Returns the sort keys of the table and of the index.
    fn keys(&self) -> (String, String) {
        match self {
            Written::Alpha(Alpha { x, .. }) => (format!("A#{x}"), format!("{x}#A")),
            Written::Beta(Beta { seq, x, .. }) => (format!("B#{seq:03}#{x}"), format!("{x}#B#{seq:03}")),
            Written::Gamma(_) => ("AB".to_owned(), "a#C".to_owned()),
            Written::Loose(Loose { x, .. }) => (x.clone(), x.clone()),
            Written::Ghost(Ghost { sk, .. }) => (sk.clone(), sk.clone()),
        }
    }

    fn any(&self) -> Option<Any> {
        match self.clone() {
            Written::Alpha(alpha) => Some(Any::Alpha(alpha)),
            Written::Beta(beta) => Some(Any::Beta(beta)),
            Written::Gamma(gamma) => Some(Any::Gamma(gamma)),
            Written::Loose(_) | Written::Ghost(_) => None,
        }
    }

    fn spread(&self) -> Option<Spread> {
        self.any().map(|any| match any {
            Any::Alpha(alpha) => Spread::Alpha(alpha),
            Any::Beta(beta) => Spread::Beta(beta),
            Any::Gamma(gamma) => Spread::Gamma(gamma),
        })
    }
}

fn text() -> impl Strategy<Value = String> + Clone {
    vec(select(&[' ', '!', 'a', 'b', 'é', '$'][..]), 1..=2).prop_map(String::from_iter)
}

fn near() -> impl Strategy<Value = String> {
    prop_oneof![
        text().prop_map(|x| format!("A#{x}")),
        text().prop_map(|x| format!("{x}#A")),
        text().prop_map(|x| format!("B#001#{x}")),
        select(&["A", "A#", "A!", "A$a", "AB", "ABC", "B", "B#", "B#00", "B#1#a", "Z"][..]).prop_map(str::to_owned),
    ]
}

fn written(loose: bool) -> impl Strategy<Value = Written> {
    let p = || "1".to_owned();
    let loose = if loose { 2 } else { 0 };
    prop_oneof![
        3 => text().prop_map(move |x| Written::Alpha(Alpha { p: p(), x })),
        3 => (0..3_u32, text()).prop_map(move |(seq, x)| Written::Beta(Beta { p: p(), seq, x })),
        1 => Just(Written::Gamma(Gamma { p: p() })),
        loose => near().prop_map(move |x| Written::Loose(Loose { p: p(), x })),
        2 => (near(), select(&[None, Some("Ghost")][..])).prop_map(|(sk, ty)| Written::Ghost(Ghost { sk, ty })),
    ]
}

/// Keeps one row for each key of the table and of the index, because items with equal index keys have no defined order.
fn distinct(items: Vec<Written>) -> Vec<Written> {
    let (mut own, mut index) = (BTreeMap::new(), BTreeMap::new());
    let fresh = |item: &Written| {
        let (sk, spread) = item.keys();
        own.insert(sk, ()).is_none() & index.insert(spread, ()).is_none()
    };
    let mut fresh = fresh;
    items.into_iter().filter(|item| fresh(item)).collect()
}

async fn write<S>(table: &Table<S>, items: &[Written])
where
    S: dynamo_entity::Registers<Alpha> + dynamo_entity::Registers<Beta> + dynamo_entity::Registers<Gamma>,
{
    for item in items {
        match item.clone() {
            Written::Alpha(alpha) => drop(Alpha::put(alpha).send(table).await.unwrap()),
            Written::Beta(beta) => drop(Beta::put(beta).send(table).await.unwrap()),
            Written::Gamma(gamma) => drop(Gamma::put(gamma).send(table).await.unwrap()),
            Written::Loose(Loose { x, .. }) => by_hand(table, &x, Some("Loose"), Some(&x)).await,
            Written::Ghost(Ghost { sk, ty }) => by_hand(table, &sk, ty, None).await,
        }
    }
    // Another partition, whose number has this one's as prefix.
    Alpha::put(Alpha {
        p: "10".into(),
        x: "a".into(),
    })
    .send(table)
    .await
    .unwrap();
    Gamma::put(Gamma { p: "10".into() }).send(table).await.unwrap();
}

async fn by_hand<S>(table: &Table<S>, sk: &str, ty: Option<&str>, x: Option<&str>) {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let mut put = table.client().put_item().table_name(table.name());
    for (name, value) in [("pk", "P#1"), ("sk", sk), ("gsi1pk", "G#1"), ("gsi1sk", sk), ("p", "1")] {
        put = put.item(name, text(value));
    }
    for (name, value) in [("_type", ty), ("x", x)] {
        if let Some(value) = value {
            put = put.item(name, text(value));
        }
    }
    put.send().await.unwrap();
}

/// Returns the expected result of a query for `prefix`, in ascending order.
fn expected<T>(items: &[Written], prefix: &str, of: impl Fn(&Written) -> Option<(String, T)>) -> Vec<T> {
    let keyed = items.iter().filter_map(of).filter(|(key, _)| key.starts_with(prefix));
    // `str` sorts as DynamoDB does, by bytes.
    keyed.collect::<BTreeMap<String, T>>().into_values().collect()
}

/// Checks that every way to read the query returns `expected`, in both directions and with every page boundary.
macro_rules! check {
    ($table:expr, $query:expr, $expected:expr) => {{
        let (table, mut query, mut expected) = ($table, $query, $expected);
        for descending in [false, true] {
            if descending {
                expected.reverse();
                query = query.descending();
            }
            assert_eq!(query.clone().all(table).await.unwrap(), expected, "{query:?}");
            assert_eq!(
                query.clone().count(table).await.unwrap(),
                expected.len() as u64,
                "{query:?}"
            );
            // A limit of 1 puts a page boundary after every item; the others put boundaries among skipped items.
            for limit in [1, 2, 5] {
                check_pages(table, &query, &expected, limit).await;
            }
            for take in 1..=expected.len() + 1 {
                check_take(table, &query, &expected, take).await;
            }
        }
    }};
}

/// Reads page by page, with cursors that are converted to text, and as a stream.
async fn check_pages<C, S>(table: &Table<S>, query: &CollectionQuery<C>, expected: &[C], limit: u32)
where
    S: dynamo_entity::Schema,
    C: Collection<Output = Vec<C>>
        + dynamo_entity::__private::Pages
        + dynamo_entity::ReadFrom<S>
        + Clone
        + std::fmt::Debug
        + PartialEq,
{
    let query = query.clone().limit(limit);
    for pages in [1, 2] {
        let mut found = Vec::new();
        let mut cursor: Option<Cursor> = None;
        loop {
            let page = query.clone().pages(pages).start_at(cursor).send(table).await.unwrap();
            assert_eq!(page.count, page.items.len() as u64);
            assert!(page.count <= page.scanned_count && page.scanned_count <= u64::from(limit * pages));
            found.extend(page.items);
            match page.cursor {
                Some(next) => cursor = Some(next.to_string().parse().unwrap()),
                None => break,
            }
        }
        assert_eq!(found, expected, "{query:?}");
    }
    let streamed: Vec<C> = query.clone().stream(table).try_collect().await.unwrap();
    assert_eq!(streamed, expected, "{query:?}");
    assert_eq!(query.clone().all(table).await.unwrap(), expected, "{query:?}");
}

/// Checks that `take` returns the first items, a cursor exactly if more follow, and that the cursor gives the rest.
async fn check_take<C, S>(table: &Table<S>, query: &CollectionQuery<C>, expected: &[C], take: usize)
where
    S: dynamo_entity::Schema,
    C: Collection<Output = Vec<C>>
        + dynamo_entity::__private::Pages
        + dynamo_entity::ReadFrom<S>
        + Clone
        + std::fmt::Debug
        + PartialEq,
{
    let taken = &expected[..expected.len().min(take)];
    let query_taken = query.clone().take(take);
    let page = query_taken.clone().send(table).await.unwrap();
    assert_eq!(page.items, taken, "{take} of {query:?}");
    assert_eq!(page.cursor.is_some(), take < expected.len(), "{take} of {query:?}");
    if let Some(cursor) = page.cursor {
        let cursor: Cursor = cursor.to_string().parse().unwrap();
        let rest = query.clone().start_at(cursor).all(table).await.unwrap();
        assert_eq!(rest, expected[take..], "after {take} of {query:?}");
    }
    assert_eq!(query_taken.clone().all(table).await.unwrap(), taken);
    assert_eq!(query_taken.count(table).await.unwrap(), taken.len() as u64);
}

fn config() -> ProptestConfig {
    // A case sends hundreds of requests, which are slow over a socket.
    ProptestConfig {
        max_shrink_iters: 100,
        ..cases(if endpoint().is_some() { 3 } else { 10 })
    }
}

macro_rules! property {
    ($name:ident $schema:ident $loose:literal) => {
        proptest! {
            #![proptest_config(config())]
            #[test]
            fn $name(
                items in vec(written($loose), 1..12),
                prefix in select(&["A", "A#", "A# ", "A#a", "AB", "B#", "B#00", "B#001#", "B#001#a"][..]),
                spread in text(),
            ) {
                run(move || async move {
                    let table = &table::<$schema>().await;
                    let items = distinct(items);
                    write(table, &items).await;
                    for prefix in ["", prefix] {
                        let any = expected(&items, prefix, |item| Some((item.keys().0, item.any()?)));
                        let whole = Whole::query("1").begins_with(prefix).all(table).await.unwrap();
                        assert_eq!(whole, folded(&any));
                        check!(table, Any::query("1").begins_with(prefix), any);
                    }
                    for prefix in ["", &spread] {
                        let spread = expected(&items, prefix, |item| Some((item.keys().1, item.spread()?)));
                        check!(table, Spread::query("1").begins_with(prefix), spread);
                    }
                });
            }
        }
    };
}
property!(members_beside_an_entity_that_may_be_anywhere Crowded true);
property!(members_beside_items_that_the_table_does_not_know Clear false);

fn folded(items: &[Any]) -> Whole {
    let mut whole = Whole {
        betas: Vec::new(),
        gamma: None,
        alphas: Vec::new(),
    };
    for item in items.iter().cloned() {
        match item {
            Any::Alpha(alpha) => whole.alphas.push(alpha),
            Any::Beta(beta) => whole.betas.push(beta),
            Any::Gamma(gamma) => whole.gamma = Some(gamma),
        }
    }
    whole
}
