//! Conversions between items, keys and cursors: a cursor is the key in plain text.

use dynamo_entity::prelude::*;
use dynamo_entity::{Cursor, Schema};
use serde_json::{Value, json};

use crate::collections::{Overview, Task, TaskApp};
use crate::golden::{case, plain, table};
use crate::recorded::new_table;

fn task() -> Task {
    Task {
        task_id: "T".into(),
        employee_id: Some("E".into()),
        project_id: "P".into(),
        title: None,
    }
}

fn result(name: &str) -> &'static Value {
    &case(name)["result"]
}

#[tokio::test]
async fn keys_of_values() {
    let table = table::<TaskApp>().await;
    let item = plain(Task::put(task()).request(&table).unwrap().item().unwrap());
    for (attribute, value) in result("conversion: composite -> keys (all indexes)")
        .as_object()
        .unwrap()
    {
        assert_eq!(item[attribute], *value);
    }
    // A key of only some of the values is a prefix of a query, and never written.
    let partial = result("conversion: composite -> keys, partial, strict none");
    let request = Task::query().primary("P").request(&table).unwrap();
    let values: Vec<Value> = request
        .expression_attribute_values()
        .unwrap()
        .values()
        .map(crate::golden::plain_value)
        .collect();
    assert!(values.contains(&partial["pk"]) && values.contains(&partial["sk"]));
    // `get` takes the whole key: `Task::get("P")` does not compile.
    assert_eq!(
        case("conversion: composite -> keys, partial, strict all")["error"]["code"],
        2002
    );
    let key = plain(Task::get(("P", "T")).request(&table).unwrap().key().unwrap());
    assert_eq!(key, json!({"pk": item["pk"], "sk": item["sk"]}));
}

/// Returns the cursor after the only item of a page.
async fn after<S: Schema>(table: &Table<S>, page: impl Future<Output = Option<Cursor>>) -> Value {
    let _ = table;
    json!(page.await.expect("there is more").to_string())
}

#[tokio::test]
async fn cursors() {
    let table = new_table::<TaskApp>().await.electrodb_cursors();
    for (id, project) in [("T", "P"), ("T2", "P"), ("T", "P2")] {
        let task = Task {
            task_id: id.into(),
            project_id: project.into(),
            ..task()
        };
        Task::put(task).send(&table).await.unwrap();
    }
    let page = async { Task::query().primary("P").take(1).send(&table).await.unwrap().cursor };
    assert_eq!(after(&table, page).await, *result("conversion: keys -> cursor"));
    let page = async {
        Task::query()
            .of_employee("E")
            .take(1)
            .send(&table)
            .await
            .unwrap()
            .cursor
    };
    let name = "conversion: composite -> cursor (gsi)";
    // The two tasks with the same sort key have no defined order.
    let first = after(&table, page).await;
    let other = json!({"gsi2pk": "$taskapp#employeeid_e", "gsi2sk": "$contributions#assignments#task_1#projectid_p",
        "pk": "$taskapp#projectid_p", "sk": "$overview#task_1#taskid_t2"});
    assert!(first == *result(name) || decoded(&first) == other);

    // ElectroDB's cursors are accepted too.
    let recorded: Cursor = result("conversion: keys -> cursor").as_str().unwrap().parse().unwrap();
    let rest = Task::query()
        .primary("P")
        .start_at(recorded.clone())
        .all(&table)
        .await
        .unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(rest[0].task_id, "T2");
    // A cursor belongs to a partition, which ElectroDB does not check.
    let error = Task::query()
        .primary("P2")
        .start_at(recorded)
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
    let recorded: Cursor = result(name).as_str().unwrap().parse().unwrap();
    let rest = Task::query()
        .of_employee("E")
        .start_at(recorded)
        .all(&table)
        .await
        .unwrap();
    assert!(rest.iter().all(|found| *found != task()));
    let overview = Overview::query("P").all(&table).await.unwrap();
    assert_eq!((overview.tasks.len(), overview.members.len()), (2, 0));
}

fn decoded(cursor: &Value) -> Value {
    use base64::Engine;
    let bytes = base64::prelude::BASE64_URL_SAFE_NO_PAD
        .decode(cursor.as_str().unwrap())
        .unwrap();
    serde_json::from_slice(&bytes).unwrap()
}
