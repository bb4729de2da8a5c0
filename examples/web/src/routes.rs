//! The routes. A handler translates between HTTP and the repository; `?` turns every error into a `Problem`.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{ETAG, LOCATION};
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::extract::{IdempotencyKey, IfMatch, Json, Path, Query, etag};
use crate::model::Task;
use crate::problem::Problem;
use crate::repository::{Created, Tasks};
use crate::requests::{NewTask, TaskFilter, TaskPage, TaskPatch};

/// The state of the service.
type Repository = State<Arc<dyn Tasks>>;

#[derive(OpenApi)]
#[openapi(info(title = "Tasks"))]
struct Api;

pub fn router(tasks: impl Tasks + 'static) -> Router {
    let tasks: Arc<dyn Tasks> = Arc::new(tasks);
    let (router, api) = OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(list, create))
        .routes(routes!(read, patch, remove))
        .split_for_parts();
    router
        .route("/openapi.json", get(async move || axum::Json(api)))
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "there is nothing at this path"))
        .method_not_allowed_fallback(async || {
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "this path has other methods",
            )
        })
        .with_state(tasks)
}

/// Lists the tasks of an assignee, the first due first.
#[utoipa::path(get, path = "/tasks", params(TaskFilter), responses((status = OK, body = TaskPage), Problem))]
async fn list(
    State(tasks): Repository,
    Query(filter): Query<TaskFilter>,
) -> Result<axum::Json<TaskPage>, Problem> {
    let page = tasks.list(filter).await?;
    Ok(axum::Json(TaskPage {
        items: page.items,
        cursor: page.cursor,
    }))
}

/// Creates a task. A request that is repeated with its `Idempotency-Key` within a day creates no other.
#[utoipa::path(
    post,
    path = "/tasks",
    params(("Idempotency-Key" = Option<String>, Header)),
    request_body = NewTask,
    responses((status = CREATED, body = Task, headers(("ETag" = String), ("Location" = String))), Problem),
)]
async fn create(
    State(tasks): Repository,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewTask>,
) -> Result<impl IntoResponse, Problem> {
    let task = match tasks.create(new, key).await? {
        Created::Task(task) => task,
        Created::Gone => {
            return Err(Problem::new(
                StatusCode::GONE,
                "the task was created, and deleted since",
            ));
        }
        Created::KeyReused => {
            let detail = "another request had this `Idempotency-Key`";
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail));
        }
    };
    let location = [(LOCATION, format!("/tasks/{}", task.task_id))];
    Ok((StatusCode::CREATED, location, tagged(task)))
}

/// Reads a task.
#[utoipa::path(
    get,
    path = "/tasks/{id}",
    params(("id" = Uuid, Path)),
    responses((status = OK, body = Task, headers(("ETag" = String))), Problem),
)]
async fn read(
    State(tasks): Repository,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let task = tasks.get(id).await?;
    task.map(tagged)
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "there is no such task"))
}

/// Changes a task.
#[utoipa::path(
    patch,
    path = "/tasks/{id}",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    request_body = TaskPatch,
    responses((status = OK, body = Task, headers(("ETag" = String))), Problem),
)]
async fn patch(
    State(tasks): Repository,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    Json(patch): Json<TaskPatch>,
) -> Result<impl IntoResponse, Problem> {
    Ok(tagged(tasks.patch(id, patch, version).await?))
}

/// Deletes a task.
#[utoipa::path(
    delete,
    path = "/tasks/{id}",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses((status = NO_CONTENT), Problem),
)]
async fn remove(
    State(tasks): Repository,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    tasks.remove(id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A task with its version as the `ETag`.
fn tagged(task: Task) -> impl IntoResponse {
    ([(ETAG, etag(task.version))], axum::Json(task))
}
