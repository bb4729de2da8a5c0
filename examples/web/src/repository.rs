//! What the service does with tasks, and how a table does it. Handlers know only the trait.

use async_trait::async_trait;
use dynamo_entity::prelude::*;
use dynamo_entity::{Error, Result};
use uuid::Uuid;

use crate::model::{App, Receipt, Task};
use crate::requests::{NewTask, TaskFilter, TaskPatch};

#[async_trait]
pub trait Tasks: Send + Sync {
    async fn list(&self, filter: TaskFilter) -> Result<Page<Task>>;
    async fn get(&self, id: Uuid) -> Result<Option<Task>>;
    /// Creates a task. Requests with the same `key` create only one.
    async fn create(&self, new: NewTask, key: Option<String>) -> Result<Created>;
    /// Changes a task. With a `version`, the task must still have it.
    async fn patch(&self, id: Uuid, patch: TaskPatch, version: Option<u32>) -> Result<Task>;
    /// Deletes a task. With a `version`, the task must still have it.
    async fn remove(&self, id: Uuid, version: Option<u32>) -> Result<()>;
}

/// The outcome of a create.
#[derive(Debug)]
pub enum Created {
    /// This request created the task, or an earlier one with the same key and content did.
    Task(Task),
    /// An earlier request created a task that no longer exists.
    Gone,
    /// An earlier request with the same key had other content.
    KeyReused,
}

#[async_trait]
impl Tasks for Table<App> {
    async fn list(&self, filter: TaskFilter) -> Result<Page<Task>> {
        let mut query = Task::query()
            .by_assignee(filter.assignee)
            .take(filter.limit.min(100))
            .start_at(filter.cursor);
        if let Some(status) = filter.status {
            query = query.filter(Task::fields().status.eq(status));
        }
        query.send(self).await
    }

    async fn get(&self, id: Uuid) -> Result<Option<Task>> {
        Task::get(id).send(self).await
    }

    /// With a key, the task and a receipt are written together or not at all.
    ///
    /// `Task::create(…).once().token(key)` needs no receipt, but DynamoDB forgets a token after ten minutes, and both
    /// requests must have the same id and time.
    async fn create(&self, new: NewTask, key: Option<String>) -> Result<Created> {
        let id = Uuid::new_v4();
        let task = Task::builder()
            .task_id(id)
            .title(new.title.as_str())
            .assignee(new.assignee.clone())
            .due(new.due);
        let Some(key) = key else {
            return Task::create(task).send(self).await.map(Created::Task);
        };

        let receipt = Receipt::builder().key(key).request(new.clone()).task_id(id);
        let sent = self
            .transact_write()
            .add(Receipt::create(receipt))
            .add(Task::create(task))
            .send()
            .await;
        let id = match sent {
            Ok(()) => id,
            Err(error) => match earlier(&error)? {
                None => return Err(error),
                Some(receipt) if receipt.request != new => return Ok(Created::KeyReused),
                Some(receipt) => receipt.task_id,
            },
        };
        let task = Task::get(id).consistent().send(self).await?;
        Ok(task.map_or(Created::Gone, Created::Task))
    }

    /// If the answer to a change with a `version` is lost, the SDK's retry finds the next version, and the client is told
    /// to read the task again.
    async fn patch(&self, id: Uuid, patch: TaskPatch, version: Option<u32>) -> Result<Task> {
        let mut update = Task::patch(id).apply(patch);
        if let Some(version) = version {
            update = update.condition(Task::fields().version.eq(version));
        }
        update.return_new().send(self).await
    }

    async fn remove(&self, id: Uuid, version: Option<u32>) -> Result<()> {
        let mut remove = Task::remove(id);
        if let Some(version) = version {
            remove = remove.condition(Task::fields().version.eq(version));
        }
        remove.send(self).await
    }
}

/// Returns the receipt that canceled a transaction, which is its first operation.
fn earlier(error: &Error) -> Result<Option<Receipt>> {
    match error.cancellations() {
        Some([receipt, ..]) => receipt.existing(),
        _ => Ok(None),
    }
}
