//! A limit of zero, with which nothing could be sent or read, is refused before anything is sent.

use std::time::Duration;

use dynamo_entity::prelude::*;
use dynamo_entity::{Error, Retries};
use dynamo_entity_tests::counting::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
}

/// A transaction with a unique value reads before it is sent.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SHOP#<id>", sk = "SHOP")]
struct Shop {
    id: String,
    #[entity(unique)]
    name: String,
}

#[derive(Table)]
#[table(entities(User, Shop))]
struct App;

fn refused<T: std::fmt::Debug>(result: Result<T, Error>, option: &str) {
    let error = result.expect_err(option);
    assert!(error.is_invalid_input(), "{error}");
    assert!(error.to_string().contains(&format!("`{option}` is 0")), "{error}");
}

#[tokio::test]
async fn a_limit_of_zero_is_refused() {
    let (client, requests) = counting(&client().await);
    let table = Table::<App>::new(client, unique_table_name("zero"));
    table.create().send().await.unwrap();
    let before = requests.count();
    let user = || User { id: "1".into() };

    let batch = || table.batch_write().put(user()).in_flight(0);
    refused(batch().send().await, "in_flight");
    refused(batch().requests(), "in_flight");
    let stream = futures::stream::iter([user()]);
    refused(
        table.batch_write().in_flight(0).put_stream(stream).send().await,
        "in_flight",
    );
    let stream = futures::stream::iter(["1"]);
    let deleted = table
        .batch_write()
        .in_flight(0)
        .delete_stream::<User>(stream)
        .send()
        .await;
    refused(deleted, "in_flight");
    let read = || table.batch_get(User::batch_get(["1"])).in_flight(0);
    refused(read().send().await, "in_flight");
    refused(read().requests(), "in_flight");
    let lenient = read().lenient().send().await;
    refused(lenient.map(|read| read.items), "in_flight");

    let none = Retries::default().attempts(0).time(Duration::from_secs(1));
    refused(table.batch_write().put(user()).retries(none).send().await, "attempts");
    let read = table.batch_get(User::batch_get(["1"])).retries(none);
    refused(read.send().await, "attempts");
    let write = table.transact_write().add(User::put(user())).retries(none);
    refused(write.send().await, "attempts");
    let shop = Shop::patch("1").set(Shop::fields().name, "a");
    let write = table.transact_write().add(shop).retries(none);
    refused(write.send().await, "attempts");
    let read = table.transact_get(User::get("1")).retries(none);
    refused(read.send().await, "attempts");

    refused(table.create().provisioned(0, 1).send().await, "provisioned");
    refused(table.create().provisioned(1, 0).request(), "provisioned");
    refused(User::query().primary("1").limit(0).all(&table).await, "limit");
    refused(User::scan().take(0).all(&table).await, "take");
    refused(User::scan().pages(0).send(&table).await.map(|page| page.items), "pages");
    let error = User::scan().segments(0).all(&table).await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert_eq!(requests.count(), before);

    // A single attempt is `NONE`.
    let write = table.transact_write().add(User::put(user()));
    write.retries(Retries::NONE).send().await.unwrap();
}
