//! A cursor that is given to another read is refused before anything is sent.

use dynamo_entity::prelude::*;
use dynamo_entity::{CursorKey, Query, QueryStep};
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LIST#<list>", sk = "TASK#<status>#<id:03>")]
#[gsi(name = "by_rank", index = "ranks", pk = ["<list>"], sk = ["<rank>"])]
struct Task {
    list: String,
    status: String,
    id: u32,
    rank: u32,
}

/// Another entity in the same partitions of the index.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<id>", sk = "NOTE")]
#[gsi(name = "by_rank", index = "ranks", pk = ["<list>"], sk = ["<rank>"])]
struct Note {
    id: String,
    list: String,
    rank: u32,
}

#[derive(Debug, Clone, PartialEq, Collection)]
#[collection(query = "by_rank")]
enum Ranked {
    Task(Task),
    Note(Note),
}

#[derive(Table)]
#[table(entities(Task, Note))]
struct App;

async fn filled() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("cursors"));
    table.create().send().await.unwrap();
    for (rank, status) in (0..).zip(["closed", "closed", "closed", "open", "open", "open"]) {
        let task = Task {
            list: "l".into(),
            status: status.into(),
            id: rank,
            rank,
        };
        Task::put(task).send(&table).await.unwrap();
        let (id, list) = (rank.to_string(), "l".to_owned());
        Note::put(Note {
            id,
            list,
            rank: rank + 10,
        })
        .send(&table)
        .await
        .unwrap();
    }
    table
}

fn status(status: &str) -> Query<Task> {
    Task::query().primary("l").status().eq(status).into_query()
}

async fn cursor(table: &Table<App>, query: Query<Task>) -> Cursor {
    query.limit(1).send(table).await.unwrap().cursor.unwrap()
}

/// Checks that requests are refused and that none of them is sent.
async fn refused(table: &Table<App>, query: Query<Task>, cursor: &Cursor) {
    let (client, requests) = counting(table.client());
    let counted = Table::<App>::new(client, table.name());
    let error = query.start_at(cursor.clone()).send(&counted).await.unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
    assert_eq!(requests.count(), 0);
}

#[tokio::test]
async fn case_15_a_cursor_is_bound_to_the_sort_condition() {
    let table = filled().await;
    let open = cursor(&table, status("open")).await;
    refused(&table, status("closed"), &open).await;
    refused(&table, Task::query().primary("l").into_query(), &open).await;
    refused(&table, Task::query().primary("l").status().begins_with("o"), &open).await;
    refused(
        &table,
        Task::query().primary("m").status().eq("open").into_query(),
        &open,
    )
    .await;
    let found = status("open").start_at(open.clone()).all(&table).await.unwrap();
    assert_eq!(found.iter().map(|task| task.id).collect::<Vec<_>>(), [4, 5]);

    let from = |id: u32| Task::query().primary("l").status().eq("open").id().gte(id);
    let after = cursor(&table, from(4)).await;
    refused(&table, from(3), &after).await;
    let between = |low: u32, high: u32| Task::query().by_rank("l").rank().between(low, high);
    let low = cursor(&table, between(0, 3)).await;
    refused(&table, between(4, 5), &low).await;
    refused(&table, between(0, 4), &low).await;
    refused(&table, Task::query().by_rank("l").into_query(), &low).await;
    assert_eq!(between(0, 3).start_at(low).all(&table).await.unwrap().len(), 3);
}

#[tokio::test]
async fn case_15_filters_and_direction_are_not_bound() {
    let table = filled().await;
    let f = Task::fields();
    let third = status("open").limit(2).send(&table).await.unwrap().cursor.unwrap();
    let filtered = status("open").filter(f.rank.gt(0)).start_at(third.clone());
    assert_eq!(filtered.all(&table).await.unwrap().len(), 1);
    let back = status("open").descending().start_at(third).all(&table).await.unwrap();
    assert_eq!(back.iter().map(|task| task.id).collect::<Vec<_>>(), [3]);
}

#[tokio::test]
async fn case_15_a_cursor_is_bound_to_the_entity_or_collection() {
    let table = filled().await;
    let of_task = cursor(&table, Task::query().by_rank("l").into_query()).await;
    let error = Note::query()
        .by_rank("l")
        .start_at(of_task.clone())
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
    let error = Ranked::query("l")
        .start_at(of_task.clone())
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
    let of_all = Ranked::query("l").limit(1).send(&table).await.unwrap().cursor.unwrap();
    refused(&table, Task::query().by_rank("l").into_query(), &of_all).await;
    let scanned = Task::scan().limit(1).send(&table).await.unwrap().cursor.unwrap();
    let error = Note::scan().start_at(scanned).send(&table).await.unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
    assert_eq!(Ranked::query("l").start_at(of_all).all(&table).await.unwrap().len(), 11);
}

#[tokio::test]
async fn case_15_sealed_cursors_and_electrodbs_are_bound_too() {
    let table = filled().await;
    let sealed = table.clone().seal_cursors(CursorKey::from_bytes([7; 32]));
    let open = cursor(&sealed, status("open")).await;
    let error = status("closed").start_at(open.clone()).send(&sealed).await.unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
    assert_eq!(status("open").start_at(open).all(&sealed).await.unwrap().len(), 2);

    // An ElectroDB cursor is only a key, which must lie within the condition.
    let (client, requests) = counting(table.client());
    let json = Table::<App>::new(client, table.name()).electrodb_cursors();
    let open = cursor(&json, status("open")).await;
    let rank = cursor(&json, Task::query().by_rank("l").rank().between(2_u32, 4_u32)).await;
    let before = requests.count();
    for query in [
        status("closed"),
        Task::query().primary("l").status().lt("closed~"),
        Task::query().primary("l").status().begins_with("c"),
        Task::query().primary("l").status().eq("open").id().lt(3_u32),
    ] {
        let error = query.start_at(open.clone()).send(&json).await.unwrap_err();
        assert!(error.is_invalid_cursor(), "{error}");
    }
    let by_rank = || Task::query().by_rank("l").rank();
    for query in [
        by_rank().gt(2_u32),
        by_rank().gte(3_u32),
        by_rank().lt(2_u32),
        by_rank().eq(5_u32).into_query(),
    ] {
        let is_refused = query
            .clone()
            .start_at(rank.clone())
            .request(&json)
            .is_err_and(|error| error.is_invalid_cursor());
        // The condition excludes the key itself and DynamoDB accepts the cursor, so no item is lost.
        let is_at_the_end = format!("{query:?}").contains("\"> …\"") || format!("{query:?}").contains("\"< …\"");
        assert!(is_refused || is_at_the_end, "{query:?}");
    }
    assert_eq!(requests.count(), before);
    assert_eq!(status("open").start_at(open).all(&json).await.unwrap().len(), 2);
}
