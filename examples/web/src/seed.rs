//! Tasks to try the service with.

use chrono::{Days, NaiveDate};
use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use futures::{TryStreamExt, stream};
use uuid::Uuid;

use crate::model::{App, Task};

const FIRST_DUE: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();

/// Stores `count` tasks of three assignees, eight at a time. Running it again changes nothing.
///
/// An entity with a version is not written in batches, which have no conditions.
pub async fn seed(table: &Table<App>, count: u32) -> Result<()> {
    stream::iter((0..count).map(Ok))
        .try_for_each_concurrent(8, |n| async move {
            let task = Task::builder()
                .task_id(Uuid::from_u128(n.into()))
                .title(format!("Task {n}"))
                .assignee(["ada", "bob", "cleo"][n as usize % 3])
                .due(FIRST_DUE + Days::new(n.into()));
            match Task::create(task).send(table).await {
                Err(error) if !error.is_already_exists() => Err(error),
                _ => Ok(()),
            }
        })
        .await
}
