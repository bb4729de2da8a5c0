//! An index key that is one field in DynamoDB's own type changes with every write of the field.

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

/// Types that can be key attributes but not parts of a text key.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SAMPLE#<id>", sk = "SAMPLE")]
#[gsi(name = "by_mass", index = "gsi1", pk = "<mass:N>", sk = "<id>")]
#[gsi(name = "by_hash", index = "gsi2", pk = "<hash:B>")]
#[gsi(name = "by_lab", index = "gsi3", pk = "<lab>", sk = "<height:N>")]
struct Sample {
    id: String,
    mass: f64,
    hash: Vec<u8>,
    lab: String,
    height: Option<f64>,
}

#[derive(Table)]
#[table(entities(Parcel, Sample))]
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

async fn by_mass(table: &Table<Post>, mass: f64) -> Vec<Sample> {
    Sample::query().by_mass(mass).all(table).await.unwrap()
}

async fn by_hash(table: &Table<Post>, hash: &[u8]) -> Vec<Sample> {
    Sample::query().by_hash(hash.to_vec()).all(table).await.unwrap()
}

async fn by_lab(table: &Table<Post>, lab: &str) -> Vec<Sample> {
    Sample::query().by_lab(lab).all(table).await.unwrap()
}

#[tokio::test]
async fn floats_and_bytes_are_set_with_their_keys() {
    let table = table().await;
    let mut sample = Sample {
        id: "a".into(),
        mass: 1.5,
        hash: vec![1],
        lab: "east".into(),
        height: Some(20.0),
    };
    Sample::create(sample.clone()).send(&table).await.unwrap();
    let f = Sample::fields();

    let patch = Sample::patch("a").set(f.mass, 2.5).set(f.hash, vec![2]);
    patch.set(f.lab, "west").set(f.height, 30.5).send(&table).await.unwrap();
    sample.mass = 2.5;
    sample.hash = vec![2];
    sample.lab = "west".into();
    sample.height = Some(30.5);
    assert_eq!(by_mass(&table, 2.5).await, [sample.clone()]);
    assert_eq!(by_hash(&table, &[2]).await, [sample.clone()]);
    assert_eq!(by_lab(&table, "west").await, [sample.clone()]);
    assert!(by_mass(&table, 1.5).await.is_empty());
    assert!(by_hash(&table, &[1]).await.is_empty());
    assert!(by_lab(&table, "east").await.is_empty());

    let edit = sample.edit().set(f.mass, 3.5).set(f.hash, vec![3]).remove(f.height);
    table.transact_write().add(edit).send().await.unwrap();
    sample.mass = 3.5;
    sample.hash = vec![3];
    sample.height = None;
    assert_eq!(by_mass(&table, 3.5).await, [sample.clone()]);
    assert_eq!(by_hash(&table, &[3]).await, [sample.clone()]);
    assert!(by_lab(&table, "west").await.is_empty());

    let error = Sample::patch("a")
        .set(f.hash, Vec::new())
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    let error = Sample::patch("a").set(f.mass, f64::NAN).send(&table).await.unwrap_err();
    assert!(error.to_string().contains("`mass`"), "{error}");
    assert_eq!(Sample::get("a").send(&table).await.unwrap(), Some(sample));
}
