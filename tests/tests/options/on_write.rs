//! `on_write`: evaluated by every write.

use std::cell::Cell;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{number, stored, table, text};

thread_local! {
    static CLOCK: Cell<u64> = const { Cell::new(0) };
}

/// 1, 2, 3, …: how often it was asked, in this test.
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
    // The builder is complete without it, and its value does not count.
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
async fn once_for_each_operation() {
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
