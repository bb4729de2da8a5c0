//! What the table holds: tasks, and receipts of requests that must not be carried out twice.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::requests::NewTask;

/// A task. While somebody is to do it, it is in the index, in the order of due dates.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize, ToSchema)]
#[entity(pk = "TASK#<task_id>", sk = "TASK")]
#[gsi(
    name = "by_assignee",
    index = "gsi1",
    pk = "ASSIGNEE#<assignee>",
    sk = "<due>#<task_id>"
)]
pub struct Task {
    #[default(Uuid::new_v4())]
    pub task_id: Uuid,
    #[entity(validate = is_title)]
    pub title: String,
    pub assignee: Option<String>,
    pub due: NaiveDate,
    #[default(Status::Open)]
    pub status: Status,
    #[readonly]
    #[default(Utc::now())]
    pub created_at: DateTime<Utc>,
    /// The number of writes, which is also the `ETag`.
    #[entity(version)]
    pub version: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Open,
    Done,
}

fn is_title(title: &str) -> Result<(), &'static str> {
    match title.chars().count() {
        0 => Err("is empty"),
        1..=200 => Ok(()),
        _ => Err("has more than 200 characters"),
    }
}

/// The first request with an `Idempotency-Key`, and the task that it created. DynamoDB deletes it after a day.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "RECEIPT#<key>", sk = "RECEIPT")]
pub struct Receipt {
    /// In a service with users, their id belongs into the key too.
    pub key: String,
    pub request: NewTask,
    pub task_id: Uuid,
    #[entity(ttl)]
    #[default(Utc::now() + TimeDelta::days(1))]
    pub expires_at: DateTime<Utc>,
}

#[derive(Table)]
#[table(entities(Task, Receipt))]
pub struct App;
