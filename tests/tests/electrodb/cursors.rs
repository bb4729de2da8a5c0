//! Cursors in ElectroDB's text form, and the cursors that are refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamo_entity::prelude::*;
use dynamo_entity::{CursorKey, JsNumber, Result};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::golden::case;

/// The model of the recorded conversions, and an index whose sort key is a number.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(
    electrodb(service = "TaskApp", entity = "task", version = "1"),
    pk = ["project_id"], sk = ["task_id"], collection = "overview"
)]
#[gsi(name = "assigned", index = "gsi2", pk = ["employee_id"], sk = ["project_id"], collection = ["contributions", "assignments"])]
#[gsi(name = "by_effort", index = "gsi3", pk = ["employee_id"], sk(composite = ["effort"], cast = "number"))]
struct Task {
    task_id: String,
    employee_id: String,
    project_id: String,
    effort: JsNumber,
}

#[derive(Table)]
#[table(entities(Task), electrodb)]
struct TaskApp;

fn task(project: &str, id: &str, effort: f64) -> Task {
    Task {
        task_id: id.into(),
        employee_id: "E".into(),
        project_id: project.into(),
        effort: JsNumber(effort),
    }
}

/// Three tasks of one employee, two of them in one project.
async fn table() -> Table<TaskApp> {
    let table = Table::<TaskApp>::new(client().await, unique_table_name("electrodb-cursors"));
    table.create().send().await.unwrap();
    for task in [task("P", "T", 1e21), task("P", "U", -2.5), task("Q", "V", 0.0)] {
        Task::put(task).send(&table).await.unwrap();
    }
    table
}

async fn project(table: &Table<TaskApp>, cursor: Option<Cursor>) -> Result<Page<Task>> {
    Task::query().primary("P").take(1).start_at(cursor).send(table).await
}

async fn assigned(table: &Table<TaskApp>, cursor: Option<Cursor>) -> Result<Page<Task>> {
    let query = Task::query().assigned("E").project_id().eq("P");
    query.take(1).start_at(cursor).send(table).await
}

/// Returns the text of a cursor of this object.
fn text(object: &Value) -> String {
    URL_SAFE_NO_PAD.encode(object.to_string())
}

fn cursor(object: &Value) -> Cursor {
    text(object).parse().unwrap()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>) {
    let error = result.unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
}

#[tokio::test]
async fn the_text_is_the_recorded_one() {
    let table = table().await.electrodb_cursors();
    let page = project(&table, None).await.unwrap();
    let text = page.cursor.unwrap().to_string();
    assert_eq!(text, case("conversion: keys -> cursor")["result"]);

    // Both tasks have the same sort key there; the recorded cursor is after the first.
    let (mut found, mut next) = (Vec::new(), None);
    loop {
        let page = assigned(&table, next).await.unwrap();
        found.extend(page.items.into_iter().map(|task| (task.task_id, page.cursor.clone())));
        next = page.cursor;
        if next.is_none() {
            break;
        }
    }
    let recorded: Cursor = case("conversion: composite -> cursor (gsi)")["result"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(found, [("T".to_owned(), Some(recorded)), ("U".to_owned(), None)]);
}

#[tokio::test]
async fn a_recorded_cursor_continues_the_read() {
    let table = table().await.electrodb_cursors();
    let recorded = case("conversion: keys -> cursor")["result"].as_str().unwrap();
    let page = project(&table, Some(recorded.parse().unwrap())).await.unwrap();
    assert_eq!(page.items, [task("P", "U", -2.5)]);
    assert_eq!(page.cursor, None);
}

#[tokio::test]
async fn numbers_are_numbers() {
    let table = table().await.electrodb_cursors();
    let read = async |cursor: Option<Cursor>| {
        Task::query()
            .by_effort("E")
            .take(1)
            .start_at(cursor)
            .send(&table)
            .await
            .unwrap()
    };
    let (mut efforts, mut numbers, mut next) = (Vec::new(), Vec::new(), None);
    loop {
        let page = read(next).await;
        efforts.extend(page.items.into_iter().map(|task| task.effort.0));
        let Some(cursor) = page.cursor else { break };
        let object: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cursor.to_string()).unwrap()).unwrap();
        numbers.push(object["gsi3sk"].as_f64());
        next = Some(cursor.to_string().parse().unwrap());
    }
    assert_eq!(efforts, [-2.5, 0.0, 1e21]);
    assert_eq!(numbers, [Some(-2.5), Some(0.0)]);
    // The text that JavaScript writes for the greatest number.
    let end = cursor(&json!({
        "gsi3pk": "$taskapp#employeeid_e", "gsi3sk": 1e21, "pk": "$taskapp#projectid_p", "sk": "$overview#task_1#taskid_t",
    }));
    assert_eq!(read(Some(end)).await.items, []);
}

#[tokio::test]
async fn the_order_and_other_members_do_not_matter() {
    let table = table().await.electrodb_cursors();
    let object = json!({"sk": "$overview#task_1#taskid_t", "gsi9pk": "x", "pk": "$taskapp#projectid_p"});
    let page = project(&table, Some(cursor(&object))).await.unwrap();
    assert_eq!(page.items, [task("P", "U", -2.5)]);
}

#[tokio::test]
async fn a_cursor_of_another_read_is_refused() {
    let table = table().await.electrodb_cursors();
    let sk = "$overview#task_1#taskid_t";
    let foreign = [
        // Another partition, and a partition of another type.
        json!({"pk": "$taskapp#projectid_q", "sk": sk}),
        json!({"pk": 5, "sk": sk}),
        // A key attribute is missing.
        json!({"pk": "$taskapp#projectid_p"}),
        json!({"sk": sk}),
        json!({}),
        json!({"gsi2pk": "$taskapp#employeeid_e", "gsi2sk": "$contributions#assignments#task_1#projectid_p"}),
    ];
    for object in &foreign {
        refused(project(&table, Some(cursor(object))).await);
    }
    // A cursor of the table for a read of the index, and a cursor of another partition of the index.
    let of_table = json!({"pk": "$taskapp#projectid_p", "sk": sk});
    refused(assigned(&table, Some(cursor(&of_table))).await);
    let of_other = json!({
        "gsi2pk": "$taskapp#employeeid_f", "gsi2sk": "$contributions#assignments#task_1#projectid_p",
        "pk": "$taskapp#projectid_p", "sk": sk,
    });
    refused(assigned(&table, Some(cursor(&of_other))).await);
}

#[test]
fn a_damaged_cursor_is_refused() {
    let whole = text(&json!({"pk": "$taskapp#projectid_p", "sk": 3}));
    assert!(whole.parse::<Cursor>().is_ok());
    for end in 0..whole.len() {
        refused(whole[..end].parse::<Cursor>());
    }
    let damaged = [
        json!({"pk": {"S": "x"}}),
        json!({"pk": ["x"]}),
        json!({"pk": null}),
        json!({"pk": true}),
        json!(["pk"]),
        json!("pk"),
        json!(5),
    ];
    for object in &damaged {
        refused(text(object).parse::<Cursor>());
    }
    refused(URL_SAFE_NO_PAD.encode(r#"{"pk":"x"} "#.repeat(2)).parse::<Cursor>());
    refused(URL_SAFE_NO_PAD.encode(b"{\"pk\":\"\xff\"}").parse::<Cursor>());
    refused(format!("{whole}!").parse::<Cursor>());
}

#[tokio::test]
async fn a_table_with_other_cursors_refuses_them() {
    let plain = table().await;
    let theirs: Cursor = case("conversion: keys -> cursor")["result"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    refused(project(&plain, Some(theirs.clone())).await);
    let of_plain = project(&plain, None).await.unwrap().cursor;
    let sealed = plain.clone().seal_cursors(CursorKey::from_bytes([1; 32]));
    refused(project(&sealed, Some(theirs)).await);

    // Conversely, a sealed cursor is refused, but a cursor of the usual form is accepted, because it names its read.
    let of_sealed = project(&sealed, None).await.unwrap().cursor;
    let electrodb = plain.electrodb_cursors();
    refused(project(&electrodb, of_sealed).await);
    assert_eq!(
        project(&electrodb, of_plain).await.unwrap().items,
        [task("P", "U", -2.5)]
    );
}
