//! `sensitive` values are never printed, and stored only in their attribute.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use dynamo_entity_tests::faults::{Fault, Faults};
use serde::{Deserialize, Serialize};

const SECRET: &str = "hunter2";

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SESSION#<token>", sk = "SESSION#<place>")]
struct Session {
    #[entity(sensitive)]
    token: String,
    place: String,
    #[entity(sensitive)]
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<id>", sk = "TEAM")]
struct Team {
    id: String,
    #[entity(unique, sensitive)]
    email: String,
}

#[derive(Table)]
#[table(entities(Session, Team))]
struct App;

fn session() -> Session {
    Session {
        token: SECRET.into(),
        place: "here".into(),
        note: Some(SECRET.into()),
    }
}

fn key() -> (&'static str, &'static str) {
    (SECRET, "here")
}

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("sensitive"));
    table.create().send().await.unwrap();
    table
}

#[tokio::test]
async fn case_17_no_operation_prints_a_sensitive_value() {
    let table = table().await;
    let f = Session::fields();
    let writes = table.batch_write().put(session()).delete::<Session>(key());
    let batch = table.batch_get((Session::batch_get([key()]),));
    let transaction = table
        .transact_write()
        .add(Session::put(session()))
        .add(Session::delete(key()));
    let shown = [
        format!("{writes:?}"),
        format!("{batch:?}"),
        format!("{transaction:?}"),
        format!("{:?}", Session::batch_put([session()])),
        format!("{:?}", Session::batch_delete([key()])),
        format!("{:?}", Session::batch_get([key()])),
        format!("{:?}", Session::get(key())),
        format!("{:?}", Session::put(session())),
        format!("{:?}", Session::create(session()).once()),
        format!(
            "{:?}",
            Session::patch(key()).set(f.note, SECRET).condition(f.note.eq(SECRET))
        ),
        format!("{:?}", Session::patch(key()).set(f.note, SECRET).once()),
        format!("{:?}", Session::upsert(session())),
        format!("{:?}", Session::delete(key())),
        format!("{:?}", Session::check(key()).condition(f.note.eq(SECRET))),
        format!("{:?}", Session::query().primary(SECRET).place().eq(SECRET)),
        format!("{:?}", session().key()),
        format!("{:?}", f.note.eq(SECRET)),
    ];
    for shown in shown {
        assert!(!shown.contains(SECRET), "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn case_17_unprocessed_writes_do_not_print_a_sensitive_value() {
    let engine = dynamo_entity::local::Engine::memory().unwrap();
    let faults = Faults::by(|request| match request.operation.as_str() {
        "BatchWriteItem" => Fault::unprocessed(),
        _ => Fault::None,
    });
    let table = faults.table::<App>(&engine, "sensitive");
    table.create().send().await.unwrap();
    let error = table.batch_write().put(session()).send().await.unwrap_err();
    let left = error.unprocessed().unwrap();
    let keys: Vec<_> = left.keys().collect();
    assert_eq!(keys, [("Session", "… / SESSION#here".to_owned())]);
    let shown = format!("{error} {error:?} {left:?}");
    assert!(!shown.contains(SECRET), "{shown}");
}

#[tokio::test]
async fn case_17_a_marker_item_does_not_contain_a_sensitive_value() {
    let table = table().await;
    let team = |id: &str| Team {
        id: id.into(),
        email: SECRET.into(),
    };
    Team::create(team("1")).send(&table).await.unwrap();
    let items = table
        .client()
        .scan()
        .table_name(table.name())
        .consistent_read(true)
        .send()
        .await
        .unwrap();
    let keys: Vec<&str> = items
        .items()
        .iter()
        .map(|item| item["pk"].as_s().unwrap().as_str())
        .collect();
    assert_eq!(keys.len(), 2);
    assert!(
        keys.iter().any(|key| key.starts_with("$unique#Team#email#sha256:")),
        "{keys:?}"
    );
    assert!(keys.iter().all(|key| !key.contains(SECRET)), "{keys:?}");
    let error = Team::create(team("2")).send(&table).await.unwrap_err();
    assert!(error.is_unique_violation() && !format!("{error:?}").contains(SECRET));
    Team::delete("1").send(&table).await.unwrap();
    Team::create(team("2")).send(&table).await.unwrap();
}
