//! Every kind of write in every way: requests, outcomes and items are the same.

use std::collections::BTreeMap;

use dynamo_entity::prelude::*;
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;

use crate::ways::{Account, Counter, Line, Tagged, Ways, every_way};
use crate::{Doc, DocLine, Note, Part, Place, doc, note, place};

fn account(id: &str, email: &str) -> Account {
    Account::builder().id(id).email(email).name("n").build()
}

fn line(text: &str, others: &[(&str, &str)]) -> Line {
    let others = others
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Line {
        text: text.into(),
        others: others.collect(),
    }
}

#[tokio::test]
async fn whole_items() {
    let ways = Ways::new().await;
    for id in 0..4 {
        let sent = every_way!(ways, |to| Doc::put(doc(id)).send(to)).unwrap();
        assert_eq!(sent.len(), 1);
        every_way!(ways, |to| Doc::put(doc(id)).return_old().send(to)).unwrap();
        every_way!(ways, |to| Doc::create(doc(id)).send(to)).unwrap_err();
        every_way!(ways, |to| Note::create(note(id)).send(to)).unwrap();
        every_way!(ways, |to| Note::put(note(id)).return_old().send(to)).unwrap();
        every_way!(ways, |to| Place::put(place(id)).send(to)).unwrap();
    }
    let rank = Doc::fields().rank;
    every_way!(ways, |to| Doc::put(doc(1)).condition(rank.gt(5)).send(to)).unwrap();
    every_way!(ways, |to| Doc::put(doc(1)).condition(rank.gt(500)).send(to)).unwrap_err();
    every_way!(ways, |to| Doc::put(doc(9)).return_old().send(to)).unwrap();
}

/// The request of a read contains only keys, which are the same in every way.
#[tokio::test]
async fn keys_of_reads() {
    let ways = Ways::new().await;
    for id in 0..3 {
        every_way!(ways, |to| Doc::put(doc(id)).send(to)).unwrap();
    }
    let keys = || (0..5).chain(0..2).map(|id| ("o", id));
    let sent = every_way!(ways, |to| Doc::batch_get(keys()).send(to)).unwrap();
    assert_eq!(sent.len(), 1);
    every_way!(ways, |to| Doc::batch_get(keys()).consistent().send(to)).unwrap();
    every_way!(ways, |to| Doc::batch_get(keys()).project::<DocLine>().send(to)).unwrap();
    every_way!(ways, |to| Doc::batch_get((0..230).map(|id| ("o", id))).send(to)).unwrap();
    let reads = || {
        (
            Doc::get(("o", 1)),
            Doc::get(("o", 2)).project::<DocLine>(),
            Note::get(("o\"", 7)),
        )
    };
    every_way!(ways, |to| to.transact_get(reads()).send()).unwrap();
    every_way!(ways, |to| to
        .transact_get(vec![Doc::get(("o", 1)), Doc::get(("o", 1))])
        .send())
    .unwrap_err();
}

#[tokio::test]
async fn repeated_attributes_are_refused() {
    let ways = Ways::new().await;
    for name in ["pk", "_type", "gsi1pk", "owner", "id"] {
        let mut other = place(1);
        other.others.insert(name.into(), "other".into());
        let refused = every_way!(ways, |to| Place::put(other.clone()).send(to));
        assert!(refused.is_err_and(|error| error.contains(name)), "{name}");
    }
    let tagged = |lines| Tagged { pk: "p".into(), lines };
    let twice = tagged(vec![line("a", &[("text", "b"), ("z", "c")])]);
    let refused = every_way!(ways, |to| Tagged::put(twice.clone()).send(to));
    assert!(refused.is_err_and(|error| error.contains("lines[0].text")));
    let once = tagged(vec![line("a", &[("z", "c")]), line("", &[])]);
    let sent = every_way!(ways, |to| Tagged::put(once.clone()).send(to)).unwrap();
    let item = sent[0].body()["Item"].clone();
    assert_eq!(item["kind"]["S"], "Tagged");
    let text = String::from_utf8(sent[0].bytes.clone()).unwrap();
    assert_eq!(text.matches("\"pk\"").count(), 1, "{text}");
}

#[tokio::test]
async fn updates() {
    let ways = Ways::new().await;
    let f = Counter::fields();
    let lines = || vec![line("a\"\n\u{1}\u{1f600}", &[("x", "y")]), line("b", &[])];
    every_way!(ways, |to| Counter::update("c").add(f.count, 2).send(to)).unwrap();
    every_way!(ways, |to| Counter::update("c").set(f.lines, lines()).send(to)).unwrap();
    every_way!(ways, |to| Counter::patch("c")
        .append(f.lines, lines())
        .subtract(f.count, 1)
        .set(f.labels.key("k"), "v".to_owned())
        .set(f.note, "n")
        .condition(f.count.lt(100) & f.lines.size().gt(0) & f.note.not_exists())
        .return_new()
        .send(to))
    .unwrap();
    every_way!(ways, |to| Counter::patch("c")
        .remove(f.note)
        .prepend(f.lines, lines())
        .return_old()
        .send(to))
    .unwrap();
    every_way!(ways, |to| Counter::patch("nobody").set(f.note, "n").send(to)).unwrap_err();
    every_way!(ways, |to| Counter::patch("c").condition(f.count.eq(77)).send(to)).unwrap_err();
    every_way!(ways, |to| Counter::update("c").send(to)).unwrap();
    every_way!(ways, |to| Doc::put(doc(3)).send(to)).unwrap();
    let loaded = Doc::get(("o", 3)).send(&ways.direct).await.unwrap().unwrap();
    let d = Doc::fields();
    every_way!(ways, |to| Doc::edit(&loaded)
        .set(d.rank, 7)
        .add(d.tags, ["x", "y"])
        .set(d.bytes, vec![1, 2, 3])
        .return_new()
        .send(to))
    .unwrap();
    every_way!(ways, |to| Doc::upsert(doc(3)).return_new().send(to)).unwrap();
    every_way!(ways, |to| Doc::upsert(doc(4)).return_old().send(to)).unwrap();
    every_way!(ways, |to| Note::upsert(note(4)).send(to)).unwrap();
    // The earlier attributes of a flattened map are unknown.
    every_way!(ways, |to| Place::upsert(place(4)).send(to)).unwrap_err();
    every_way!(ways, |to| Place::put(place(4)).send(to)).unwrap();
    every_way!(ways, |to| Counter::update("c").add(f.count, 1).once().send(to)).unwrap();
    every_way!(ways, |to| Counter::patch("x").add(f.count, 1).once().send(to)).unwrap_err();
}

#[tokio::test]
async fn deletions() {
    let ways = Ways::new().await;
    for id in 0..3 {
        every_way!(ways, |to| Doc::put(doc(id)).send(to)).unwrap();
    }
    let f = Doc::fields();
    every_way!(ways, |to| Doc::delete(("o", 0)).condition(f.title.eq("no")).send(to)).unwrap_err();
    every_way!(ways, |to| Doc::delete(("o", 0)).send(to)).unwrap();
    every_way!(ways, |to| Doc::delete(("o", 1)).return_old().send(to)).unwrap();
    every_way!(ways, |to| Doc::delete(("o", 1)).return_old().send(to)).unwrap();
    every_way!(ways, |to| Doc::remove(("o", 1)).send(to)).unwrap_err();
    every_way!(ways, |to| Doc::remove(("o", 2))
        .condition(f.parts.size().eq(3))
        .send(to))
    .unwrap();
}

#[tokio::test]
async fn versions_and_unique_fields() {
    let ways = Ways::new().await;
    every_way!(ways, |to| Account::create(account("1", "a")).send(to)).unwrap();
    every_way!(ways, |to| Account::create(account("2", "a")).send(to)).unwrap_err();
    let stored = Account::get("1").send(&ways.direct).await.unwrap().unwrap();
    assert_eq!(stored.version, 1);
    every_way!(ways, |to| Account::edit(&stored)
        .set(Account::fields().email, "b")
        .send(to))
    .unwrap();
    every_way!(ways, |to| Account::put(stored.clone()).send(to)).unwrap_err();
    every_way!(ways, |to| Account::upsert(account("1", "c")).send(to)).unwrap();
    every_way!(ways, |to| Account::delete("1").send(to)).unwrap();
    let mut nameless = account("3", "c");
    nameless.name = String::new();
    let error = every_way!(ways, |to| Account::create(nameless.clone()).send(to)).unwrap_err();
    assert!(error.contains("`name`"), "{error}");
}

#[tokio::test]
async fn batches() {
    let ways = Ways::new().await;
    let sent = every_way!(ways, |to| {
        let batch = to.batch_write().put_all((0..40).map(doc)).put_all((0..4).map(note));
        batch
            .put_all((0..4).map(place))
            .delete::<Note>(("o", 9))
            .delete::<Doc>(("o", 3))
            .send()
    })
    .unwrap();
    assert_eq!(sent.len(), 2);
    let requests = sent[0].body()["RequestItems"][ways.direct.name()].clone();
    assert_eq!(requests.as_array().map(Vec::len), Some(25));
    every_way!(ways, |to| Doc::batch_put((0..30).map(doc)).send(to)).unwrap();
    every_way!(ways, |to| Doc::batch_delete((5..30).map(|id| ("o", id))).send(to)).unwrap();
    // `requests` shows the whole requests.
    let batch = |table: &Table<_>| {
        table
            .batch_write()
            .put_all((0..3).map(doc))
            .put(place(1))
            .requests()
            .unwrap()
    };
    let [direct, through_sdk, typed, intercepted] = ways.tables().map(|table| {
        let mut requests = batch(table);
        requests.remove(0).request_items.unwrap().remove(table.name()).unwrap()
    });
    assert_eq!(direct, through_sdk);
    assert_eq!(direct, typed);
    assert_eq!(direct, intercepted);
    assert_eq!(direct.len(), 4);
}

#[tokio::test]
async fn transactions() {
    let ways = Ways::new().await;
    let (c, d) = (Counter::fields(), Doc::fields());
    every_way!(ways, |to| Doc::batch_put((0..8).map(doc)).send(to)).unwrap();
    let loaded = Doc::get(("o", 5)).send(&ways.direct).await.unwrap().unwrap();
    let sent = every_way!(ways, |to| to
        .transact_write()
        .add(Doc::put(doc(20)).condition(d.rank.not_exists()))
        .add(Doc::create(doc(21)))
        .add(Counter::update("c").add(c.count, 3))
        .add(Doc::patch(("o", 1)).set(d.title, "t").condition(d.tags.contains("t0")))
        .add(Doc::edit(&loaded).set(d.rank, 1))
        .add(Note::upsert(note(1)))
        .add(Doc::delete(("o", 2)))
        .add(Doc::remove(("o", 3)))
        .add(Doc::check(("o", 4)).condition(d.rank.gt(3)))
        .add(Doc::patch(("o", 6)))
        .add(Account::create(account("1", "a")))
        .send())
    .unwrap();
    assert_eq!(sent.len(), 1);
    assert!(
        sent[0].body()["ClientRequestToken"]
            .as_str()
            .is_some_and(|token| !token.is_empty())
    );
    let kinds: Vec<_> = sent[0].body()["TransactItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member.as_object().unwrap().keys().next().unwrap().clone())
        .collect();
    assert_eq!(
        kinds.iter().filter(|kind| *kind == "ConditionCheck").count(),
        2,
        "{kinds:?}"
    );
    let refused = every_way!(ways, |to| to
        .transact_write()
        .add(Doc::create(doc(21)))
        .add(Doc::check(("o", 4)).condition(d.rank.gt(3)))
        .send())
    .unwrap_err();
    assert!(refused.contains("DOC#0021"), "{refused}");
}

fn docs() -> impl Strategy<Value = Doc> {
    let part = prop_oneof![
        Just(Part::Empty),
        any::<String>().prop_map(Part::Text),
        any::<(u32, u32)>().prop_map(|(width, height)| Part::Picture { width, height }),
    ];
    let numbers = (0..9999_u32, 0..9999_u32, -1e100..1e100_f64, any::<bool>());
    let texts = (of(any::<String>()), btree_set("\\PC{1,8}", 0..4));
    let lists = (vec(any::<u8>(), 0..20), vec(part, 0..4));
    (numbers, texts, lists).prop_map(|((id, rank, ratio, is_public), (title, tags), (bytes, parts))| Doc {
        owner: "o".into(),
        id,
        rank,
        ratio,
        is_public,
        title,
        tags,
        bytes,
        parts,
    })
}

fn places() -> impl Strategy<Value = Place> {
    let names = prop_oneof!["[a-z]{1,3}", "\\PC{1,6}", Just("gsi1sk".to_owned())];
    (0..9999_u32, btree_map(names, any::<String>(), 0..5)).prop_map(|(id, others)| Place {
        owner: "o".into(),
        id,
        others,
    })
}

#[test]
fn random_items() {
    let config = cases(24);
    proptest!(config, |(docs in vec(docs(), 1..5), places in vec(places(), 1..4), lines in vec((any::<String>(), btree_map("[st]ext|x", any::<String>(), 0..3)), 0..4))| {
        run(move || async move {
            let ways = Ways::new().await;
            let lines: Vec<_> = lines.into_iter().map(|(text, others)| Line { text, others }).collect();
            for doc in &docs {
                every_way!(ways, |to| Doc::put(doc.clone()).send(to)).unwrap();
                let text = doc.title.clone();
                every_way!(ways, |to| Doc::patch(doc).set(Doc::fields().title, text.clone()).set(Doc::fields().parts, doc.parts.clone()).return_new().send(to)).unwrap();
                every_way!(ways, |to| Doc::upsert(doc.clone()).return_new().send(to)).unwrap();
            }
            for place in &places {
                let _ = every_way!(ways, |to| Place::put(place.clone()).send(to));
            }
            every_way!(ways, |to| to.batch_write().put_all(docs.clone()).delete::<Doc>(("o", 1)).send()).unwrap();
            let mut distinct: BTreeMap<u32, Doc> = BTreeMap::new();
            distinct.extend(docs.iter().map(|doc| (doc.id, doc.clone())));
            let outcome = every_way!(ways, |to| to.transact_write().add_all(distinct.clone().into_values().map(Doc::put))
                .add(Counter::update("c").set(Counter::fields().lines, lines.clone())).send());
            // A flattened name that is also a field's name is refused.
            assert_eq!(outcome.is_err(), lines.iter().any(|line| line.others.contains_key("text")));
        });
    });
}
