//! Reading some of an entity's fields: `project::<T>()`.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(pk = "TEAM#<team>", sk = "USER#<user_id>")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
struct User {
    team: String,
    user_id: String,
    email: String,
    display_name: String,
    #[default]
    tags: std::collections::BTreeSet<String>,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[serde(rename_all = "camelCase")]
#[projection(entity = User)]
struct UserCard {
    user_id: String,
    display_name: String,
    tags: std::collections::BTreeSet<String>,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

fn user(id: u32) -> User {
    User {
        team: "t".into(),
        user_id: format!("u{id}"),
        email: format!("u{id}@example.com"),
        display_name: format!("User {id}"),
        tags: ["x".to_string()].into_iter().take(id as usize % 2).collect(),
    }
}

fn card(id: u32) -> UserCard {
    let user = user(id);
    UserCard {
        user_id: user.user_id,
        display_name: user.display_name,
        tags: user.tags,
    }
}

async fn table() -> Table<App> {
    let table = Table::<App>::new(engine::client().await, engine::unique_table_name("projection"));
    table.create().send().await.unwrap();
    for id in 1..=5 {
        User::put(user(id)).send(&table).await.unwrap();
    }
    table
}

#[tokio::test]
async fn a_read_requests_the_attributes_of_the_projection_and_the_type() {
    let table = table().await;
    let get = User::get(("t", "u2")).project::<UserCard>();
    let request = get.request(&table).unwrap();
    assert_eq!(request.projection_expression(), Some("#n0, #n1, #n2, #n3"));
    let mut names: Vec<_> = request.expression_attribute_names().unwrap().values().collect();
    names.sort();
    assert_eq!(names, ["_type", "displayName", "tags", "userId"]);
    assert_eq!(
        get.send(&table).await.unwrap(),
        Some(card(2)),
        "an empty set reads as one"
    );

    let found = User::query()
        .primary("t")
        .project::<UserCard>()
        .all(&table)
        .await
        .unwrap();
    assert_eq!(found, (1..=5).map(card).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_cursor_is_available_if_the_keys_are_not_projected() {
    let table = table().await;
    let mut cursor = None;
    let mut seen = Vec::new();
    loop {
        let page = User::query()
            .primary("t")
            .project::<UserCard>()
            .take(2)
            .start_at(cursor)
            .send(&table)
            .await
            .unwrap();
        seen.extend(page.items);
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, (1..=5).map(card).collect::<Vec<_>>());
}
