//! What clients send. Nothing that these types lack can be written, whatever a body holds.

use chrono::NaiveDate;
use dynamo_entity::Change;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::model::{Status, Task};

/// The body of a POST.
#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    pub title: String,
    pub assignee: Option<String>,
    pub due: NaiveDate,
}

/// The body of a PATCH. An absent field is kept, and `null` takes the task from its assignee.
#[derive(Debug, Default, Changes, Deserialize, ToSchema)]
#[changes(entity = Task)]
#[serde(deny_unknown_fields)]
pub struct TaskPatch {
    pub title: Option<String>,
    // The default is on the field: on the struct, utoipa would document it, but a kept field has no JSON.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub assignee: Change<String>,
    pub due: Option<NaiveDate>,
    pub status: Option<Status>,
}

/// The query string of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TaskFilter {
    pub assignee: String,
    pub status: Option<Status>,
    /// The `cursor` of the page before.
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
    /// The number of tasks on the page, at most 100.
    #[serde(default = "twenty")]
    pub limit: usize,
}

fn twenty() -> usize {
    20
}

/// A page of tasks, and where the next one starts.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskPage {
    pub items: Vec<Task>,
    /// Absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
}
