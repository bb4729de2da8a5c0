//! Index keys whose sides depend on each other, as ElectroDB writes them.

use dynamo_entity::JsNumber;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::golden::plain;

/// An entity with a key attribute that is a field, with a constant other side, and with a field in the keys of two indexes.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "Person", version = "1"), pk = ["id"], sk = [])]
#[gsi(name = "by_email", index = "gsi1", pk(template = "${email}", casing = "none"), sk = [])]
#[gsi(name = "by_team", index = "gsi2", pk = ["team"], sk = ["name"])]
#[gsi(name = "by_age", index = "gsi3", pk = ["team"], sk(composite = ["age"], cast = "number"))]
#[gsi(name = "by_motto", index = "gsi4", pk = "A.${name}", sk = "B")]
struct Person {
    id: String,
    email: Option<String>,
    team: String,
    name: String,
    age: JsNumber,
}

#[derive(Table)]
#[table(entities(Person), electrodb)]
#[gsi(name = "gsi1", pk = "email", sk = "gsi1sk")]
#[gsi(name = "gsi3", pk = "gsi2pk", sk = "gsi3sk")]
struct People;

async fn table() -> Table<People> {
    let table = Table::<People>::new(client().await, unique_table_name("electrodb-indexes"));
    table.create().send().await.unwrap();
    table
}

fn person(email: Option<&str>) -> Person {
    Person {
        id: "1".into(),
        email: email.map(str::to_owned),
        team: "T".into(),
        name: "Ann".into(),
        age: JsNumber(1e21),
    }
}

async fn stored(table: &Table<People>) -> Value {
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    plain(&scan.items()[0])
}

#[tokio::test]
async fn a_constant_side_is_written_with_the_attribute_of_the_other_side() {
    let table = table().await;
    Person::put(person(None)).send(&table).await.unwrap();
    assert_eq!(stored(&table).await["gsi1sk"], Value::Null);
    person(None)
        .edit()
        .set(Person::fields().email, "A@b")
        .send(&table)
        .await
        .unwrap();
    assert_eq!(stored(&table).await["gsi1sk"], "$person_1");
    let found = Person::query().by_email("A@b").all(&table).await.unwrap();
    assert_eq!(found, [person(Some("A@b"))]);

    for (email, side) in [(None, Value::Null), (Some("c@d"), json!("$person_1"))] {
        Person::delete("1").send(&table).await.unwrap();
        Person::upsert(person(email)).send(&table).await.unwrap();
        assert_eq!(stored(&table).await["gsi1sk"], side);
    }
}

#[tokio::test]
async fn an_attribute_can_be_in_the_keys_of_two_indexes() {
    let table = table().await;
    Person::put(person(None)).send(&table).await.unwrap();
    person(None)
        .edit()
        .set(Person::fields().team, "U")
        .send(&table)
        .await
        .unwrap();
    assert_eq!(stored(&table).await["gsi2pk"], "$shop#team_u");
    assert_eq!(Person::query().by_team("u").all(&table).await.unwrap().len(), 1);
    assert_eq!(
        Person::query()
            .by_age("U")
            .age()
            .gte(JsNumber(1e20))
            .all(&table)
            .await
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_final_sigma_is_final_in_the_whole_key() {
    let table = table().await;
    for (name, key) in [("Σ", "a.ς"), ("ΣΑ", "a.σα"), ("ΑΣ", "a.ας"), ("1Σ", "a.1σ")] {
        let name = name.to_owned();
        let put = Person::put(Person { name, ..person(None) });
        let request = put.request(&table).unwrap();
        assert_eq!(plain(request.item().unwrap())["gsi4pk"], key);
    }
}

#[tokio::test]
async fn a_number_has_the_digits_that_javascript_gives_it() {
    let table = table().await;
    let age = JsNumber(1_775_814_521_161_698.2);
    let put = Person::put(Person { age, ..person(None) });
    let request = put.request(&table).unwrap();
    for attribute in ["age", "gsi3sk"] {
        let value = request.item().unwrap()[attribute].as_n().unwrap();
        assert_eq!(value, "1775814521161698.2", "{attribute}");
    }
}
