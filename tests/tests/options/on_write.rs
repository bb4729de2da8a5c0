//! `on_write`: evaluated by every write.

use std::cell::Cell;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{number, stored, table, text};

thread_local! {
    static CLOCK: Cell<u64> = const { Cell::new(0) };
}

/// Returns 1, 2, 3, …: the number of calls in this test.
fn tick() -> u64 {
    CLOCK.set(CLOCK.get() + 1);
    CLOCK.get()
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TASK#<id>", sk = "TASK")]
#[gsi(name = "recent", index = "gsi1", pk = "TASKS", sk = "<updated:06>#<id>")]
struct Task {
    id: String,
    #[default]
    title: String,
    #[entity(on_write = tick())]
    updated: u64,
}

#[derive(Table)]
#[table(entities(Task))]
struct App;

async fn updated(table: &Table<App>) -> (String, String) {
    let item = stored(table, "TASK#1", "TASK").await.unwrap();
    (number(&item, "updated"), text(&item, "gsi1sk"))
}

#[tokio::test]
async fn every_write_evaluates_it_and_rewrites_its_keys() {
    let table = table::<App>("on-write").await;
    let f = Task::fields();
    // The builder is complete without the field, and a value that is set is ignored.
    let task = Task::builder().id("1").updated(900_u64).build();
    assert_eq!(task.updated, 900);

    let created = Task::create(task).send(&table).await.unwrap();
    assert_eq!(
        (created.updated, updated(&table).await),
        (1, ("1".into(), "000001#1".into()))
    );
    let put = Task::put(created).send(&table).await.unwrap();
    assert_eq!(
        (put.updated, updated(&table).await),
        (2, ("2".into(), "000002#1".into()))
    );
    Task::patch("1").set(f.title, "a").send(&table).await.unwrap();
    assert_eq!(updated(&table).await, ("3".into(), "000003#1".into()));
    Task::update("1").set(f.title, "b").send(&table).await.unwrap();
    assert_eq!(updated(&table).await, ("4".into(), "000004#1".into()));
    put.edit().set(f.title, "c").send(&table).await.unwrap();
    assert_eq!(updated(&table).await, ("5".into(), "000005#1".into()));
    Task::upsert(put).send(&table).await.unwrap();
    assert_eq!(updated(&table).await, ("6".into(), "000006#1".into()));

    Task::update("2").send(&table).await.unwrap();
    let recent = Task::query().recent().descending().all(&table).await.unwrap();
    let recent: Vec<_> = recent.into_iter().map(|task| (task.id, task.updated)).collect();
    assert_eq!(recent, [("2".to_owned(), 7), ("1".to_owned(), 6)]);
}

#[tokio::test]
async fn on_write_is_evaluated_once_for_each_operation() {
    let table = table::<App>("on-write").await;
    let patch = Task::patch("1");
    let request = patch.request(&table).unwrap();
    assert_eq!(request, patch.request(&table).unwrap());
    assert_eq!(CLOCK.get(), 1);
    let create = Task::create(Task::builder().id("1").updated(900_u64));
    assert_eq!(number(create.request(&table).unwrap().item().unwrap(), "updated"), "2");
    assert_eq!(create.send(&table).await.unwrap().updated, 2);
    patch.send(&table).await.unwrap();
    assert_eq!(updated(&table).await, ("1".into(), "000001#1".into()));
}

#[tokio::test]
async fn batches_evaluate_it_for_each_item() {
    let table = table::<App>("on-write").await;
    let task = |id: &str| Task::builder().id(id).updated(900_u64);
    let put = Task::batch_put([task("1"), task("2")]);
    let requests = put.requests(&table).unwrap();
    assert_eq!(CLOCK.get(), 2);
    assert_eq!(requests, put.requests(&table).unwrap());
    put.send(&table).await.unwrap();
    assert_eq!(updated(&table).await, ("1".into(), "000001#1".into()));

    let batch = table
        .batch_write()
        .put(task("1"))
        .put_all([task("2").build(), task("3").build()]);
    assert_eq!(CLOCK.get(), 5, "when it is given");
    batch.send().await.unwrap();
    let stream = futures::stream::iter([task("2"), task("4")]);
    table.batch_write().put_stream(stream).send().await.unwrap();
    let recent = Task::query().recent().all(&table).await.unwrap();
    let recent: Vec<_> = recent.into_iter().map(|task| (task.id, task.updated)).collect();
    let expected = [("1", 3), ("3", 5), ("2", 6), ("4", 7)];
    assert_eq!(recent, expected.map(|(id, updated)| (id.to_owned(), updated)));
}

#[tokio::test]
async fn a_transaction_evaluates_it_for_each_operation() {
    let table = table::<App>("on-write").await;
    let f = Task::fields();
    let create = |id: &str| Task::create(Task::builder().id(id).updated(900_u64));
    let first = table.transact_write().add(create("1")).add(create("2"));
    first.send().await.unwrap();
    let second = table.transact_write().add(Task::patch("1").set(f.title, "a"));
    let upsert = Task::upsert(Task::builder().id("2").updated(900_u64));
    second.add(upsert).send().await.unwrap();
    let recent = Task::query().recent().all(&table).await.unwrap();
    let recent: Vec<_> = recent.into_iter().map(|task| (task.id, task.updated)).collect();
    assert_eq!(recent, [("1".to_owned(), 3), ("2".to_owned(), 4)]);
}
