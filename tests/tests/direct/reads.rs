//! Every kind of read, both ways, on an engine.

use aws_sdk_dynamodb::config::interceptors::AfterDeserializationInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::get_item::GetItemOutput;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use futures::TryStreamExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::{Anything, App, Doc, DocLine, Everything, Note, NoteLine, Place, both, doc, note, place, spoil};

async fn filled() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("direct"));
    table.create().send().await.unwrap();
    for id in 0..12 {
        Doc::put(doc(id)).send(&table).await.unwrap();
    }
    for id in 0..3 {
        Note::put(note(id)).send(&table).await.unwrap();
        Place::put(place(id)).send(&table).await.unwrap();
    }
    table
}

fn number(value: &str) -> AttributeValue {
    AttributeValue::N(value.into())
}

#[tokio::test]
async fn single_items() {
    let table = filled().await;
    for id in [0, 3, 11] {
        let read = both!(table, |to| Doc::get(("o", id)).send(to));
        assert_eq!(read, Ok(format!("{:#?}", Some(doc(id)))));
        let read = both!(table, |to| Doc::get(("o", id)).project::<DocLine>().send(to));
        assert!(read.unwrap().contains("DocLine"));
    }
    assert_eq!(both!(table, |to| Doc::get(("o", 99)).send(to)), Ok("None".into()));
    let read = both!(table, |to| Note::get(("o", 1)).send(to));
    assert_eq!(read, Ok(format!("{:#?}", Some(note(1)))));
    let read = both!(table, |to| Note::get(("o", 1)).project::<NoteLine>().send(to));
    assert!(read.unwrap().contains("\"text 1\""));
    let read = both!(table, |to| Place::get(("o", 2)).send(to));
    assert_eq!(read, Ok(format!("{:#?}", Some(place(2)))));
}

#[tokio::test]
async fn pages_of_queries() {
    let table = filled().await;
    for take in [None, Some(1), Some(5), Some(12), Some(20)] {
        for limit in [1, 4, 12, 50] {
            let query = || {
                let query = Doc::query().primary("o").limit(limit).filter(Doc::fields().id.ne(4));
                match take {
                    Some(take) => query.take(take),
                    None => query,
                }
            };
            both!(table, |to| query().send(to)).unwrap();
            both!(table, |to| query().pages(2).send(to)).unwrap();
            both!(table, |to| query().all(to)).unwrap();
            both!(table, |to| query().count(to)).unwrap();
            both!(table, |to| query().stream(to).try_collect::<Vec<_>>()).unwrap();
            both!(table, |to| query().descending().project::<DocLine>().send(to)).unwrap();
        }
    }
    let all = both!(table, |to| Doc::query().primary("o").all(to));
    assert_eq!(all, Ok(format!("{:#?}", (0..12).map(doc).collect::<Vec<_>>())));
    both!(table, |to| Doc::query().primary("o").first(to)).unwrap();
    both!(table, |to| Doc::query().primary("o").one(to)).unwrap_err();
    both!(table, |to| Doc::query().primary("nobody").one(to)).unwrap_err();
    both!(table, |to| Doc::query().primary("nobody").send(to)).unwrap();
    both!(table, |to| Place::query().primary("o").all(to)).unwrap();
    both!(table, |to| Note::query().primary("o").project::<NoteLine>().all(to)).unwrap();
}

#[tokio::test]
async fn a_cursor_of_one_way_continues_in_the_other() {
    let table = filled().await;
    let other = table.clone().through_attribute_values();
    for (first, second) in [(&table, &other), (&other, &table)] {
        for take in 1..12 {
            let query = || Doc::query().primary("o");
            let page = query().take(take).send(first).await.unwrap();
            assert_eq!(page.items.len(), take);
            let cursor = page.cursor.unwrap();
            let rest = query().start_at(cursor).all(second).await.unwrap();
            assert_eq!(rest.first(), Some(&doc(u32::try_from(take).unwrap())));
            assert_eq!(rest.len(), 12 - take);
        }
    }
}

#[tokio::test]
async fn scans() {
    let table = filled().await;
    both!(table, |to| Doc::scan().all(to)).unwrap();
    both!(table, |to| Doc::scan().limit(3).take(5).send(to)).unwrap();
    both!(table, |to| Doc::scan().count(to)).unwrap();
    both!(table, |to| Note::scan().project::<NoteLine>().all(to)).unwrap();
    both!(table, |to| Doc::scan().segments(3).count(to)).unwrap();
}

#[tokio::test]
async fn whole_items_by_the_keys_of_an_index() {
    let table = filled().await;
    for take in [1, 4, 12, 20] {
        let read = both!(table, |to| Doc::query().by_rank().hydrate().take(take).send(to));
        assert!(read.unwrap().contains("Doc {"));
    }
    both!(table, |to| Doc::query().by_rank().hydrate().limit(5).all(to)).unwrap();
    both!(table, |to| Doc::query()
        .by_rank()
        .hydrate()
        .project::<DocLine>()
        .all(to))
    .unwrap();
}

#[tokio::test]
async fn several_entities_at_once() {
    let table = filled().await;
    let all = both!(table, |to| Everything::query("o").all(to)).unwrap();
    assert!(all.contains("Doc {") && all.contains("Note {"));
    both!(table, |to| Anything::query("o").limit(4).all(to)).unwrap();
    for take in [1, 6, 12, 13, 40] {
        both!(table, |to| Anything::query("o").limit(5).take(take).send(to)).unwrap();
    }
    both!(table, |to| Anything::query("o").stream(to).try_collect::<Vec<_>>()).unwrap();
    both!(table, |to| Anything::query("o").count(to)).unwrap();
    // The partition contains places.
    let error = both!(table, |to| Anything::query("o").refuse_unknown().all(to)).unwrap_err();
    assert!(error.contains("the item is a `Place`"), "{error}");
    both!(table, |to| Anything::query("o").refuse_unknown().count(to)).unwrap_err();
    both!(table, |to| Everything::query("o").refuse_unknown().all(to)).unwrap_err();
    both!(table, |to| Anything::query("o")
        .begins_with("NOTE#")
        .refuse_unknown()
        .count(to))
    .unwrap();
}

#[tokio::test]
async fn batches_and_transactions() {
    let table = filled().await;
    let keys = || (0..14).chain([3, 3]).map(|id| ("o", id));
    both!(table, |to| Doc::batch_get(keys()).send(to)).unwrap();
    both!(table, |to| Doc::batch_get(keys()).project::<DocLine>().send(to)).unwrap();
    let reads = || (Doc::batch_get(keys()), Note::batch_get([("o", 1), ("o", 7)]));
    both!(table, |to| to.batch_get(reads()).send()).unwrap();
    let reads = || (Doc::get(("o", 1)), Note::get(("o", 9)), vec![Place::get(("o", 0))]);
    let read = both!(table, |to| to.transact_get(reads()).send()).unwrap();
    assert!(read.contains("Doc {") && read.contains("None") && read.contains("Place {"));
}

#[tokio::test]
async fn an_unreadable_item_gives_the_same_error_in_both_ways() {
    let table = filled().await;
    spoil(&table, "DOC#0005", |item| {
        item.insert("rank".into(), AttributeValue::S("first".into()));
    })
    .await;
    spoil(&table, "DOC#0006", |item| {
        item.remove("owner");
    })
    .await;
    spoil(&table, "DOC#0007", |item| {
        item.insert("entity_type".into(), AttributeValue::S("Stranger".into()));
    })
    .await;
    spoil(&table, "DOC#0008", |item| {
        item.insert(
            "parts".into(),
            AttributeValue::L(vec![AttributeValue::M([("Text".into(), number("1"))].into())]),
        );
    })
    .await;
    spoil(&table, "NOTE#0001", |item| {
        item.insert("secret".into(), AttributeValue::S("told".into()));
    })
    .await;
    for (id, message) in [(5, "rank"), (6, "owner"), (8, "parts")] {
        let error = both!(table, |to| Doc::get(("o", id)).send(to)).unwrap_err();
        assert!(
            error.contains(message) && error.contains(&format!("DOC#000{id}")),
            "{error}"
        );
        both!(table, |to| to.transact_get(vec![Doc::get(("o", id))]).send()).unwrap_err();
        both!(table, |to| Doc::batch_get([("o", 0), ("o", id)]).send(to)).unwrap_err();
    }
    let error = both!(table, |to| Note::get(("o", 1)).send(to)).unwrap_err();
    assert!(!error.contains("told"), "{error}");
    both!(table, |to| Note::get(("o", 1)).project::<NoteLine>().send(to)).unwrap_err();
    both!(table, |to| Doc::query().primary("o").all(to)).unwrap_err();
    both!(table, |to| Doc::query().primary("o").take(5).send(to)).unwrap();
    both!(table, |to| Doc::query().primary("o").project::<DocLine>().all(to)).unwrap();
    both!(table, |to| Anything::query("o").all(to)).unwrap_err();
    both!(table, |to| Everything::query("o").all(to)).unwrap_err();
    both!(table, |to| Doc::query().by_rank().hydrate().all(to)).unwrap_err();
}

#[tokio::test]
async fn attributes_without_a_field_are_ignored() {
    let table = filled().await;
    for sort_key in ["DOC#0003", "NOTE#0001"] {
        spoil(&table, sort_key, |item| {
            let deep = AttributeValue::M([("a".to_owned(), AttributeValue::L(vec![number("1")]))].into());
            item.insert("later".into(), deep);
            item.insert("sets".into(), AttributeValue::Ns(vec!["1".into(), "2".into()]));
            item.insert("nothing".into(), AttributeValue::Null(true));
        })
        .await;
    }
    let read = both!(table, |to| Doc::get(("o", 3)).send(to));
    assert_eq!(read, Ok(format!("{:#?}", Some(doc(3)))));
    let read = both!(table, |to| Note::get(("o", 1)).send(to));
    assert_eq!(read, Ok(format!("{:#?}", Some(note(1)))));
}

/// Counts the SDK outputs that contain an item.
#[derive(Debug, Clone, Default)]
struct Seen(Arc<AtomicUsize>);

impl Intercept for Seen {
    fn name(&self) -> &'static str {
        "seen"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let output = context
            .output_or_error()
            .ok()
            .and_then(|output| output.downcast_ref::<GetItemOutput>());
        if output.is_some_and(|output| output.item().is_some()) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }
}

#[tokio::test]
async fn an_interceptor_sees_items_of_every_handle() {
    let table = filled().await;
    let seen = Seen::default();
    let config = table.client().config().to_builder().interceptor(seen.clone()).build();
    let table = Table::<App>::new(aws_sdk_dynamodb::Client::from_conf(config), table.name());
    let read = |table: Table<App>| async move { Doc::get(("o", 1)).send(&table).await.unwrap() };
    assert_eq!(read(table.clone()).await, Some(doc(1)));
    assert_eq!(read(table.clone().through_attribute_values()).await, Some(doc(1)));
    assert_eq!(read(table.observe(|_| {})).await, Some(doc(1)));
    assert_eq!(seen.0.load(Ordering::SeqCst), 3);
}
