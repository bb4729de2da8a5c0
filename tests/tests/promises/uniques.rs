//! Unique values change owners within a transaction.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting_client;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    #[entity(unique)]
    email: String,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("uniques"));
    table.create().send().await.unwrap();
    for id in ["1", "2", "3"] {
        User::create(user(id, &format!("{id}@x.com")))
            .send(&table)
            .await
            .unwrap();
    }
    table
}

fn user(id: &str, email: &str) -> User {
    User::builder().id(id).email(email).build()
}

async fn email(table: &Table<App>, id: &str) -> String {
    User::get(id).consistent().send(table).await.unwrap().unwrap().email
}

/// Checks that no other item can take the value of `id`, and that `id` can release it.
async fn has(table: &Table<App>, id: &str, taken: &str) {
    assert_eq!(email(table, id).await, taken);
    let error = User::create(user("new", taken)).send(table).await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
}

#[tokio::test]
async fn case_29_two_items_swap_a_value() {
    let table = table().await;
    let f = User::fields();
    let swap = table
        .transact_write()
        .add(User::patch("1").set(f.email, "2@x.com"))
        .add(User::patch("2").set(f.email, "1@x.com"));
    swap.send().await.unwrap();
    has(&table, "1", "2@x.com").await;
    has(&table, "2", "1@x.com").await;

    // Three loaded items exchange their values in a cycle.
    let mut loaded = Vec::new();
    for id in ["1", "2", "3"] {
        loaded.push(User::get(id).send(&table).await.unwrap().unwrap());
    }
    let next = |i: usize| loaded[(i + 1) % 3].email.clone();
    let edits = loaded
        .iter()
        .enumerate()
        .map(|(i, user)| user.edit().set(f.email, next(i)));
    table
        .transact_write()
        .add_all(edits.collect::<Vec<_>>())
        .send()
        .await
        .unwrap();
    for (i, user) in loaded.iter().enumerate() {
        has(&table, &user.id, &next(i)).await;
    }
}

#[tokio::test]
async fn case_29_a_value_moves_from_a_deleted_item_to_a_new_one() {
    let table = table().await;
    let transaction = table
        .transact_write()
        .add(User::create(user("4", "1@x.com")))
        .add(User::remove("1"));
    transaction.send().await.unwrap();
    has(&table, "4", "1@x.com").await;
    User::delete("4").send(&table).await.unwrap();
    User::create(user("1", "1@x.com")).send(&table).await.unwrap();
}

#[tokio::test]
async fn case_29_errors_count_the_operations_that_were_added() {
    let table = table().await;
    let f = User::fields();
    let set = |id: &str, email: &str| User::patch(id).set(f.email, email.to_owned());
    let both = table.transact_write().add(set("1", "a@x.com")).add(set("2", "a@x.com"));
    let error = both.send().await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert!(error.to_string().contains("operations 1 and 2 of"), "{error}");

    let swap = table.transact_write().add(set("1", "2@x.com")).add(set("2", "3@x.com"));
    let error = swap.send().await.unwrap_err();
    let [one, two] = error.cancellations().unwrap() else {
        panic!("{error}")
    };
    assert!(two.is_unique_violation() && !one.is_unique_violation(), "{error}");
    assert_eq!(email(&table, "1").await, "1@x.com");

    let (client, requests) = counting_client();
    let many = Table::<App>::new(client, "uniques");
    let operations = (0..60).map(|id| User::create(user(&id.to_string(), &format!("{id}@y.com"))));
    let error = many
        .transact_write()
        .add_all(operations.collect::<Vec<_>>())
        .send()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("has 60 operations, or 120"), "{error}");
    assert_eq!(requests.count(), 0);
}
