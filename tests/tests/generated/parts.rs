//! Types of key parts with the derives that the documentation of `KeyPart` shows, and no others.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(KeyPart, Serialize, Deserialize)]
struct UserId(String);

#[derive(KeyPart, Serialize, Deserialize)]
#[serde(transparent)]
struct Level {
    level: u16,
}

#[derive(KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Draft,
    Published,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "POST#<author>", sk = "<level:03>#<kind>")]
#[gsi(name = "by_status", index = "gsi1", pk = "STATUS#<status>", sk = "<reviewer>")]
struct Post {
    author: UserId,
    level: Level,
    kind: Status,
    #[default(Status::Draft)]
    status: Status,
    reviewer: Option<UserId>,
}

#[derive(Table)]
#[table(entities(Post))]
struct App;

#[tokio::test]
async fn a_part_needs_no_other_derive() {
    let table = Table::<App>::new(client().await, unique_table_name("parts"));
    table.create().send().await.unwrap();
    let f = Post::fields();
    let author = || UserId("ada".into());
    let level = || Level { level: 7 };
    let post = Post::builder().author(author()).level(level()).kind(Status::Published);
    let post = Post::create(post.reviewer(UserId("bob".into())))
        .send(&table)
        .await
        .unwrap();
    let key = post.key();
    assert_eq!(key.to_string(), "POST#ada / 007#published");
    assert!(key.clone() == key);

    let patched = Post::patch(key)
        .set(f.status, Status::Published)
        .condition(f.status.eq(Status::Draft))
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert!(matches!(patched.status, Status::Published));
    let found = Post::query()
        .by_status(Status::Published)
        .reviewer()
        .eq(UserId("bob".into()))
        .one(&table)
        .await
        .unwrap();
    assert_eq!(found.level.level, 7);
    let all = Post::query()
        .primary(author())
        .level()
        .gte(level())
        .all(&table)
        .await
        .unwrap();
    assert_eq!(all.len(), 1);
    assert!(
        Post::get((author(), level(), Status::Draft))
            .send(&table)
            .await
            .unwrap()
            .is_none()
    );
    Post::delete(&found).send(&table).await.unwrap();
}
