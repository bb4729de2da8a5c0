//! An index side that is one field in DynamoDB's own type follows every write of the field.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "PARCEL#<id>", sk = "PARCEL")]
#[gsi(name = "by_weight", index = "gsi1", pk = "<weight:N>", sk = "<id>")]
#[gsi(name = "by_code", index = "gsi2", pk = "<code:B>")]
struct Parcel {
    id: String,
    #[default(2)]
    weight: u32,
    code: Option<Vec<u8>>,
    note: Option<String>,
}

#[derive(Table)]
#[table(entities(Parcel))]
struct Post;

async fn table() -> Table<Post> {
    let table = Table::new(client().await, unique_table_name("own-type-sides"));
    table.create().send().await.unwrap();
    table
}

async fn ids(table: &Table<Post>, weight: u32) -> Vec<String> {
    let parcels = Parcel::query().by_weight(weight).all(table).await.unwrap();
    parcels.into_iter().map(|parcel| parcel.id).collect()
}

#[tokio::test]
async fn changes_that_are_applied_rewrite_the_key() {
    let table = table().await;
    Parcel::create(Parcel::builder().id("a")).send(&table).await.unwrap();
    assert_eq!(ids(&table, 2).await, ["a"]);

    let changes: ParcelUpdate = serde_json::from_str(r#"{ "weight": 5, "code": [7, 8] }"#).unwrap();
    Parcel::patch("a").apply(changes).send(&table).await.unwrap();
    assert_eq!(ids(&table, 5).await, ["a"]);
    assert!(ids(&table, 2).await.is_empty());
    let coded = Parcel::query().by_code(vec![7, 8]).all(&table).await.unwrap();
    assert_eq!(coded.len(), 1);

    let changes: ParcelUpdate = serde_json::from_str(r#"{ "code": null }"#).unwrap();
    Parcel::patch("a").apply(changes).send(&table).await.unwrap();
    assert!(
        Parcel::query()
            .by_code(vec![7, 8])
            .all(&table)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn an_update_that_creates_writes_the_key_of_a_default() {
    let table = table().await;
    Parcel::update("b")
        .set(Parcel::fields().note, "n")
        .send(&table)
        .await
        .unwrap();
    assert_eq!(ids(&table, 2).await, ["b"]);
}
