//! Batches, and the recorded calls with DynamoDB's responses, on an engine that contains the recorded items.

use dynamo_entity::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::golden::{batch_get, batch_write, case, meaning, params, table};
use crate::order::{KEY, Order, Shop};
use crate::recorded::{answered, new_table, store, stored};

/// Returns the recorded batches in the form of [`batch_get`].
fn recorded(name: &str) -> Vec<Value> {
    let batches = params(name).as_array().unwrap().iter().cloned();
    let shown = batches.map(|mut batch| {
        let of_table = batch["RequestItems"]["tbl"].take();
        json!({"RequestItems": {"tbl": meaning(&of_table)}})
    });
    shown.collect()
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Order)]
struct Noted {
    note: Option<String>,
}

#[tokio::test]
async fn batches() {
    let table = table::<Shop>().await;
    let second = ("Acme", "O-2");
    let shown = |requests: Vec<_>| requests.iter().map(batch_get).collect::<Vec<_>>();
    assert_eq!(
        shown(Order::batch_get([KEY, second]).requests(&table).unwrap()),
        recorded("batchGet: two keys")
    );

    // A repeated key is requested once.
    let mut once = recorded("batchGet: duplicate keys are not de-duplicated");
    once[0]["RequestItems"]["tbl"]["Keys"].as_array_mut().unwrap().pop();
    assert_eq!(shown(Order::batch_get([KEY, KEY]).requests(&table).unwrap()), once);

    let noted = Order::batch_get([KEY]).consistent().project::<Noted>();
    assert_eq!(
        shown(noted.requests(&table).unwrap()),
        recorded("batchGet: consistent + attributes")
    );

    let noted = Order {
        note: Some("1".into()),
        ..Order::of("O-1")
    };
    let put = Order::batch_put([noted, Order::of("O-2")]).requests(&table).unwrap();
    let put: Vec<Value> = put.iter().map(batch_write).collect();
    assert_eq!(json!(put), *params("batchPut: two items"));
}

/// Makes a table with the items that DynamoDB returned in a recorded case.
async fn holding(name: &str) -> Table<Shop> {
    let table = new_table::<Shop>().await;
    for item in answered(name) {
        store(&table, &item).await;
    }
    table
}

fn noted(id: &str, note: &str) -> Order {
    Order {
        note: Some(note.into()),
        ..Order::of(id)
    }
}

#[tokio::test]
async fn items_of_others() {
    let name = "go: get of an item owned by another entity -> null";
    let table = holding(name).await;
    assert_eq!(case(name)["result"]["response"]["data"], Value::Null);
    assert_eq!(Order::get(KEY).send(&table).await.unwrap(), None);
    assert_eq!(Order::batch_get([KEY]).send(&table).await.unwrap(), [None]);
    assert_eq!(table.transact_get(Order::get(KEY)).send().await.unwrap(), None);

    // A limit caps the items that are read, not the items that are returned.
    let name = "go: query limit is raw DynamoDB Limit; foreign items shrink the page";
    let table = holding(name).await;
    let page = Order::query().primary("Acme").limit(2).send(&table).await.unwrap();
    assert_eq!(page.items, [noted("O-1", "n1")]);
    assert_eq!(
        serde_json::to_value(&page.items).unwrap()[0]["note"],
        case(name)["result"]["response"]["data"][0]["note"]
    );
}

#[tokio::test]
async fn whole_pages() {
    let name = "go: query pages:all";
    let table = holding(name).await;
    let all = Order::query().primary("Acme").limit(1).all(&table).await.unwrap();
    assert_eq!(notes(&all), recorded_notes(name));

    // `take` is exact, and there is a cursor only if more items follow.
    let name = "go: query count equal to everything still returns a non-null cursor";
    let table = holding(name).await;
    let two = Order::query().primary("Acme").take(2).send(&table).await.unwrap();
    assert_eq!(notes(&two.items), recorded_notes(name));
    assert!(two.cursor.is_none() && !case(name)["result"]["response"]["cursor"].is_null());

    let name = "go: query count ignores pages";
    let table = holding(name).await;
    let query = || Order::query().primary("Acme").limit(1);
    assert_eq!(
        notes(&query().take(3).send(&table).await.unwrap().items),
        recorded_notes(name)
    );
    assert_eq!(
        notes(&query().take(3).pages(1).send(&table).await.unwrap().items),
        ["n1"]
    );
}

fn notes(orders: &[Order]) -> Vec<&str> {
    orders.iter().filter_map(|order| order.note.as_deref()).collect()
}

fn recorded_notes(name: &str) -> Vec<&'static str> {
    let data = case(name)["result"]["response"]["data"].as_array().unwrap();
    data.iter().map(|item| item["note"].as_str().unwrap()).collect()
}

/// A cursor is after the last returned item, whatever the projection.
#[tokio::test]
async fn cursors_of_projections() {
    let name = "go: query count + attributes corrupts the cursor";
    let table = holding(name).await.electrodb_cursors();
    let query = || Order::query().primary("Acme").take(1).project::<Noted>();
    let first = query().send(&table).await.unwrap();
    let rest = query().start_at(first.cursor.clone()).send(&table).await.unwrap();
    assert_eq!(
        (first.items[0].note.as_deref(), rest.items[0].note.as_deref()),
        (Some("n1"), Some("n2"))
    );
    assert_ne!(
        json!(first.cursor.unwrap().to_string()),
        case(name)["result"]["response"]["cursor"]
    );
}

#[tokio::test]
async fn updates() {
    // Nothing is returned unless it is requested; the caller knows the key.
    let table = new_table::<Shop>().await;
    let f = Order::fields();
    let name = "go: update default response is the key composites";
    Order::update(KEY).set(f.note, "x").send(&table).await.unwrap();
    let mut item = stored(&table).await.remove(0);
    let sent = &case(name)["result"]["sent"][0]["input"];
    let values = sent["ExpressionAttributeValues"].as_object().unwrap();
    for value in values.values() {
        let (attribute, _) = item
            .as_object()
            .unwrap()
            .iter()
            .find(|(_, found)| *found == value)
            .unwrap();
        let attribute = attribute.clone();
        item.as_object_mut().unwrap().remove(&attribute);
    }
    assert_eq!(item, sent["Key"]);

    let name = "go: update all_new";
    let table = holding(name).await;
    store(&table, &case(name)["dynamodbResponses"][0]["Attributes"]).await;
    let new = Order::update(KEY)
        .set(f.note, "n1")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    let data = serde_json::to_value(new).unwrap();
    for (attribute, value) in case(name)["result"]["response"]["data"].as_object().unwrap() {
        assert_eq!(data[attribute], *value);
    }
}
