//! The service by its HTTP interface. The tests run in parallel on one embedded engine, each on a table of its own.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use axum::http::{Request, StatusCode};
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity::{Error, ErrorKind, Result};
use example_web::model::{App, Task};
use example_web::repository::{Created, Tasks};
use example_web::requests::{NewTask, TaskFilter, TaskPatch};
use example_web::routes::router;
use example_web::seed::seed;
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::memory().unwrap());

/// Returns a handle of a table that no other test has. The table does not exist yet.
fn table() -> Table<App> {
    static TABLES: AtomicUsize = AtomicUsize::new(0);
    let number = TABLES.fetch_add(1, Ordering::Relaxed);
    Table::new(ENGINE.client(), format!("tasks-{number}")).verify_writes()
}

async fn service() -> Router {
    service_with_tasks(0).await
}

async fn service_with_tasks(count: u32) -> Router {
    let table = table();
    table.create().send().await.unwrap();
    seed(&table, count).await.unwrap();
    router(table)
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// The path of the task in the body.
    fn path(&self) -> String {
        format!("/tasks/{}", self.body["task_id"].as_str().unwrap())
    }

    #[track_caller]
    fn assert_problem(&self, status: StatusCode, detail: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.body["status"], status.as_u16());
        assert_eq!(self.body["title"], status.canonical_reason().unwrap());
        let text = self.body["detail"].as_str().unwrap();
        assert!(text.contains(detail), "{text}");
    }
}

/// Sends a request such as `GET /tasks`, with a body unless it is null.
async fn send(service: &Router, request: &str, headers: &[(&str, &str)], body: Value) -> Answer {
    let (method, path) = request.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = match body {
        Value::Null => request.body(Body::empty()),
        body => request
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string())),
    };
    let response = service.clone().oneshot(request.unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: if body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&body).unwrap()
        },
    }
}

async fn get(service: &Router, path: &str) -> Answer {
    send(service, &format!("GET {path}"), &[], Value::Null).await
}

async fn create(service: &Router, task: Value) -> Answer {
    let created = send(service, "POST /tasks", &[], task).await;
    assert_eq!(created.status, StatusCode::CREATED, "{}", created.body);
    created
}

async fn patch(service: &Router, path: &str, changes: Value) -> Answer {
    send(service, &format!("PATCH {path}"), &[], changes).await
}

fn tea() -> Value {
    json!({ "title": "Make tea", "assignee": "ada", "due": "2026-03-01" })
}

#[tokio::test]
async fn a_created_task_is_read_where_the_answer_says() {
    let service = service().await;
    let created = create(&service, tea()).await;
    assert_eq!(created.header("location"), created.path());
    assert_eq!(created.header("etag"), "\"1\"");
    assert_eq!(created.body["status"], "open");

    let read = get(&service, &created.path()).await;
    assert_eq!(
        (read.status, read.header("etag")),
        (StatusCode::OK, "\"1\"")
    );
    assert_eq!(read.body, created.body);
}

#[tokio::test]
async fn cursors_lead_through_all_tasks_of_an_assignee() {
    let service = service_with_tasks(75).await;
    let mut dues = Vec::new();
    let mut path = "/tasks?assignee=ada&limit=10".to_owned();
    let mut pages = 0;
    loop {
        let page = get(&service, &path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        pages += 1;
        for task in page.body["items"].as_array().unwrap() {
            assert_eq!(task["assignee"], "ada");
            dues.push(task["due"].as_str().unwrap().to_owned());
        }
        let Some(cursor) = page.body["cursor"].as_str() else {
            break;
        };
        path = format!("/tasks?assignee=ada&limit=10&cursor={cursor}");
    }
    assert_eq!((pages, dues.len()), (3, 25));
    assert!(dues.is_sorted());
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let service = service_with_tasks(10).await;
    let page = get(&service, "/tasks?assignee=ada&limit=1").await;
    let cursor = page.body["cursor"].as_str().unwrap();
    let foreign = get(&service, &format!("/tasks?assignee=bob&cursor={cursor}")).await;
    foreign.assert_problem(StatusCode::BAD_REQUEST, "cursor");
    let damaged = get(&service, "/tasks?assignee=ada&cursor=x").await;
    damaged.assert_problem(StatusCode::BAD_REQUEST, "cursor");
    let empty = get(&service, "/tasks?assignee=ada&limit=0").await;
    empty.assert_problem(StatusCode::BAD_REQUEST, "take");
}

#[tokio::test]
async fn a_list_can_be_narrowed_to_a_status() {
    let service = service().await;
    create(&service, tea()).await;
    let done = create(&service, tea()).await;
    patch(&service, &done.path(), json!({ "status": "done" })).await;
    let list = get(&service, "/tasks?assignee=ada&status=done").await;
    assert_eq!(list.body["items"][0]["task_id"], done.body["task_id"]);
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_patch_moves_a_task_to_another_list() {
    let service = service().await;
    let path = create(&service, tea()).await.path();
    let count = async |assignee: &str| {
        let list = get(&service, &format!("/tasks?assignee={assignee}")).await;
        list.body["items"].as_array().unwrap().len()
    };

    let patched = patch(
        &service,
        &path,
        json!({ "assignee": "bob", "title": "Make coffee" }),
    )
    .await;
    assert_eq!(
        (patched.status, patched.header("etag")),
        (StatusCode::OK, "\"2\"")
    );
    assert_eq!(patched.body["title"], "Make coffee");
    assert_eq!(patched.body["due"], "2026-03-01");
    assert_eq!((count("ada").await, count("bob").await), (0, 1));

    let nobody = patch(&service, &path, json!({ "assignee": null })).await;
    assert_eq!(nobody.body["assignee"], Value::Null);
    assert_eq!(count("bob").await, 0);
}

#[tokio::test]
async fn a_patch_changes_nothing_that_it_may_not() {
    let service = service().await;
    let created = create(&service, tea()).await;
    for changes in [
        json!({ "version": 9 }),
        json!({ "created_at": "2020-01-01T00:00:00Z" }),
        json!({ "task_id": "x" }),
    ] {
        let refused = patch(&service, &created.path(), changes).await;
        refused.assert_problem(StatusCode::UNPROCESSABLE_ENTITY, "unknown field");
    }
    let empty = patch(&service, &created.path(), json!({})).await;
    empty.assert_problem(StatusCode::UNPROCESSABLE_ENTITY, "empty");
    let untitled = patch(&service, &created.path(), json!({ "title": "" })).await;
    untitled.assert_problem(StatusCode::UNPROCESSABLE_ENTITY, "is empty");
    assert_eq!(untitled.body["field"], "title");
    assert_eq!(get(&service, &created.path()).await.body, created.body);
}

#[tokio::test]
async fn a_write_with_a_stale_tag_is_refused() {
    let service = service().await;
    let path = create(&service, tea()).await.path();
    let patch_if = async |tag: &str, title: &str| {
        let headers = [("if-match", tag)];
        send(
            &service,
            &format!("PATCH {path}"),
            &headers,
            json!({ "title": title }),
        )
        .await
    };
    let remove_if = async |tag: &str| {
        let headers = [("if-match", tag)];
        send(&service, &format!("DELETE {path}"), &headers, Value::Null).await
    };

    assert_eq!(patch_if("\"1\"", "First").await.header("etag"), "\"2\"");
    let stale = patch_if("\"1\"", "Second").await;
    stale.assert_problem(StatusCode::PRECONDITION_FAILED, "condition");
    patch_if("W/\"2\"", "Third")
        .await
        .assert_problem(StatusCode::PRECONDITION_FAILED, "If-Match");
    remove_if("\"1\"")
        .await
        .assert_problem(StatusCode::PRECONDITION_FAILED, "condition");
    assert_eq!(get(&service, &path).await.body["title"], "First");

    assert_eq!(patch_if("*", "Any").await.header("etag"), "\"3\"");
    assert_eq!(remove_if("\"3\"").await.status, StatusCode::NO_CONTENT);
    assert_eq!(get(&service, &path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_repeated_post_creates_one_task() {
    let service = service().await;
    let headers = [("idempotency-key", "9f2c")];
    let post = async |task: Value| send(&service, "POST /tasks", &headers, task).await;

    let (first, second) = tokio::join!(post(tea()), post(tea()));
    assert_eq!(
        (first.status, second.status),
        (StatusCode::CREATED, StatusCode::CREATED)
    );
    assert_eq!(first.body, second.body);
    let list = get(&service, "/tasks?assignee=ada").await;
    assert_eq!(list.body["items"], json!([first.body]));

    let mut other = tea();
    other["title"] = json!("Make coffee");
    post(other)
        .await
        .assert_problem(StatusCode::UNPROCESSABLE_ENTITY, "Idempotency-Key");

    send(
        &service,
        &format!("DELETE {}", first.path()),
        &[],
        Value::Null,
    )
    .await;
    post(tea())
        .await
        .assert_problem(StatusCode::GONE, "deleted");
    assert_eq!(
        get(&service, "/tasks?assignee=ada").await.body["items"],
        json!([])
    );
}

#[tokio::test]
async fn every_refusal_is_a_problem() {
    let service = service().await;
    let missing = "/tasks/00000000-0000-0000-0000-000000000000";
    get(&service, missing)
        .await
        .assert_problem(StatusCode::NOT_FOUND, "no such task");
    let changes = json!({ "title": "x" });
    patch(&service, missing, changes)
        .await
        .assert_problem(StatusCode::NOT_FOUND, "does not exist");
    let delete = send(&service, &format!("DELETE {missing}"), &[], Value::Null).await;
    delete.assert_problem(StatusCode::NOT_FOUND, "does not exist");

    get(&service, "/tasks/7")
        .await
        .assert_problem(StatusCode::BAD_REQUEST, "UUID");
    get(&service, "/tasks")
        .await
        .assert_problem(StatusCode::BAD_REQUEST, "assignee");
    get(&service, "/nothing")
        .await
        .assert_problem(StatusCode::NOT_FOUND, "nothing");
    let put = send(&service, "PUT /tasks", &[], Value::Null).await;
    put.assert_problem(StatusCode::METHOD_NOT_ALLOWED, "methods");
    let bare = send(&service, "POST /tasks", &[], Value::Null).await;
    bare.assert_problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type");
    let dateless = send(&service, "POST /tasks", &[], json!({ "title": "x" })).await;
    dateless.assert_problem(StatusCode::UNPROCESSABLE_ENTITY, "due");
}

#[tokio::test]
async fn a_failure_of_the_table_does_not_show_what_failed() {
    let service = router(table());
    let failed = get(&service, "/tasks?assignee=ada").await;
    failed.assert_problem(StatusCode::INTERNAL_SERVER_ERROR, "cannot answer");
    assert!(
        !failed.body.to_string().contains("tasks-"),
        "{}",
        failed.body
    );
}

/// A repository in which every operation fails.
struct Failing(ErrorKind);

#[async_trait]
impl Tasks for Failing {
    async fn list(&self, _: TaskFilter) -> Result<Page<Task>> {
        Err(Error::from_kind(self.0))
    }
    async fn get(&self, _: Uuid) -> Result<Option<Task>> {
        Err(Error::from_kind(self.0))
    }
    async fn create(&self, _: NewTask, _: Option<String>) -> Result<Created> {
        Err(Error::from_kind(self.0))
    }
    async fn patch(&self, _: Uuid, _: TaskPatch, _: Option<u32>) -> Result<Task> {
        Err(Error::from_kind(self.0))
    }
    async fn remove(&self, _: Uuid, _: Option<u32>) -> Result<()> {
        Err(Error::from_kind(self.0))
    }
}

#[tokio::test]
async fn the_status_of_a_failure_says_whether_to_try_again() {
    for (kind, status) in [
        (ErrorKind::Throttled, StatusCode::SERVICE_UNAVAILABLE),
        (ErrorKind::Timeout, StatusCode::GATEWAY_TIMEOUT),
        (ErrorKind::AccessDenied, StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let service = router(Failing(kind));
        let failed = send(&service, "POST /tasks", &[], tea()).await;
        failed.assert_problem(status, "cannot answer");
        let retry = failed.headers.contains_key("retry-after");
        assert_eq!(retry, kind == ErrorKind::Throttled);
    }
}

#[tokio::test]
async fn the_document_describes_every_route() {
    let service = service().await;
    let document = get(&service, "/openapi.json").await.body;
    let operations = |path: &str| {
        let path = document["paths"][path].as_object().unwrap();
        path.keys()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(operations("/tasks"), "get post");
    assert_eq!(operations("/tasks/{id}"), "delete get patch");
    let patch = &document["components"]["schemas"]["TaskPatch"];
    assert_eq!(patch["additionalProperties"], false);
    let fields: Vec<_> = patch["properties"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["assignee", "due", "status", "title"]);
    let refusal = &document["paths"]["/tasks"]["post"]["responses"]["default"];
    assert!(
        refusal["content"]["application/problem+json"].is_object(),
        "{refusal}"
    );
}
