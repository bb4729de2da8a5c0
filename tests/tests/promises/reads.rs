//! Reads: where they end, and which are refused before they are sent.

use dynamo_entity::Query;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

/// A table and an index with only a partition key.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "DEVICE#<id>")]
#[gsi(name = "by_owner", index = "gsi1", pk = "OWNER#<owner>")]
struct Device {
    id: String,
    owner: String,
}

#[derive(Table)]
#[table(entities(Device))]
struct Devices;

async fn devices() -> Table<Devices> {
    let table = Table::<Devices>::new(client().await, unique_table_name("devices"));
    table.create().send().await.unwrap();
    for id in ["a", "b", "c"] {
        let (id, owner) = (id.to_owned(), "ada".to_owned());
        Device::put(Device { id, owner }).send(&table).await.unwrap();
    }
    table
}

#[tokio::test]
async fn case_33_a_partition_of_one_item_has_no_second_page() {
    let table = devices().await;
    let a = Device::get("a").send(&table).await.unwrap().unwrap();
    let only = vec![a.clone()];
    let query = || Device::query().primary("a").limit(1).into_query();

    let page = query().send(&table).await.unwrap();
    assert_eq!((&page.items, page.cursor), (&only, None));
    let streamed: Vec<Device> = query().stream(&table).try_collect().await.unwrap();
    assert_eq!(streamed, only);
    assert_eq!(query().all(&table).await.unwrap(), only);
    assert_eq!(query().pages(3).send(&table).await.unwrap().items, only);
    assert_eq!(query().take(2).all(&table).await.unwrap(), only);
    let page = query().take(2).send(&table).await.unwrap();
    assert_eq!((&page.items, page.cursor), (&only, None));
    assert_eq!(query().count(&table).await.unwrap(), 1);
    assert_eq!(query().one(&table).await.unwrap(), a);
    assert_eq!(Device::query().primary("none").limit(1).all(&table).await.unwrap(), []);
}

#[tokio::test]
async fn case_33_an_index_without_a_sort_key_has_many_items_in_a_partition() {
    let table = devices().await;
    let query = || Device::query().by_owner("ada").limit(1).into_query();
    let mut ids: Vec<String> = Vec::new();
    let mut cursor = None;
    for _ in 0..5 {
        let page = query().start_at(cursor).send(&table).await.unwrap();
        ids.extend(page.items.into_iter().map(|device| device.id));
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    ids.sort();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(query().all(&table).await.unwrap().len(), 3);
    assert_eq!(Device::scan().limit(1).all(&table).await.unwrap().len(), 3);
}

#[tokio::test]
async fn case_28_an_empty_read_is_refused_before_anything_is_sent() {
    let (client, requests) = counting(&client().await);
    let table = Table::<Devices>::new(client, "devices");
    let query = || Device::query().by_owner("ada").into_query();
    let nothing: [Query<Device>; 3] = [query().take(0), query().pages(0), query().limit(0)];
    for query in nothing {
        let error = query.clone().send(&table).await.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
        assert!(query.clone().all(&table).await.unwrap_err().is_invalid_input());
        assert!(query.clone().count(&table).await.unwrap_err().is_invalid_input());
        let rows: Vec<_> = query
            .stream(&table)
            .try_collect::<Vec<Device>>()
            .await
            .into_iter()
            .collect();
        assert!(rows.is_empty());
    }
    for scan in [Device::scan().take(0), Device::scan().pages(0), Device::scan().limit(0)] {
        assert!(scan.clone().send(&table).await.unwrap_err().is_invalid_input());
        assert!(scan.segments(2).all(&table).await.unwrap_err().is_invalid_input());
    }
    assert_eq!(requests.count(), 0);
}
