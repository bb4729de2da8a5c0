//! Case 38: the same mistake gives the same error in every verb.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting_client;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, KeyPart, Serialize, Deserialize)]
struct Name(String);

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "A#<a>", sk = "<b>")]
#[gsi(name = "native", index = "gsi1", pk = ["<group>"], sk = ["<name>"])]
struct Thing {
    a: String,
    b: String,
    #[default("g".to_owned())]
    group: String,
    #[default(Name("Ada".to_owned()))]
    name: Name,
    #[default]
    tags: Vec<String>,
}

#[derive(Table)]
#[table(entities(Thing))]
struct App;

#[tokio::test]
async fn case_38_an_empty_part_of_the_primary_key() {
    let f = Thing::fields();
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "things");
    let thing = Thing::builder().a("i").b("").build();
    let errors = [
        Thing::get(("i", "")).send(&table).await.map(drop).unwrap_err(),
        Thing::put(thing.clone()).send(&table).await.map(drop).unwrap_err(),
        Thing::upsert(thing.clone()).send(&table).await.unwrap_err(),
        Thing::update(("i", ""))
            .set(f.tags, ["x"])
            .send(&table)
            .await
            .unwrap_err(),
        Thing::patch(("i", ""))
            .set(f.tags, ["x"])
            .send(&table)
            .await
            .unwrap_err(),
        thing.edit().set(f.tags, ["x"]).send(&table).await.unwrap_err(),
        thing.reindex().send(&table).await.unwrap_err(),
        Thing::delete(("i", "")).send(&table).await.unwrap_err(),
        Thing::update(("i", ""))
            .set(f.tags, ["x"])
            .once()
            .send(&table)
            .await
            .unwrap_err(),
        table
            .transact_write()
            .add(Thing::update(("i", "")))
            .send()
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_invalid_key(), "{error:?}");
        assert!(
            error
                .to_string()
                .ends_with("`b` = \"\" is empty; a key part needs at least one character"),
            "{error}"
        );
    }
    assert_eq!(requests.count(), 0);
}

#[tokio::test]
async fn case_38_a_prefix_of_a_newtype_that_is_the_key_attribute() {
    let table = Table::<App>::local().await.unwrap();
    Thing::put(Thing::builder().a("1").b("2")).send(&table).await.unwrap();
    let found = Thing::query()
        .native("g")
        .name()
        .begins_with("Ad")
        .all(&table)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        Thing::query()
            .native("g")
            .name()
            .begins_with("B")
            .count(&table)
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
async fn case_38_a_size_compares_with_every_integer_type() {
    let f = Thing::fields();
    let table = Table::<App>::local().await.unwrap();
    let tags = ["a", "b"];
    Thing::put(Thing::builder().a("1").b("2").tags(tags))
        .send(&table)
        .await
        .unwrap();
    for condition in [
        f.tags.size().gte(tags.len()),
        f.tags.size().eq(2),
        f.tags.size().lt(3_u8),
        f.tags.size().gt(1_i64),
    ] {
        assert_eq!(Thing::scan().filter(condition).all(&table).await.unwrap().len(), 1);
    }
}
