//! `default`, `readonly`, `validate`, `set` and `get` on the fields of documents.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue::{self, L, M, N, S};
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting_client;
use serde::{Deserialize, Serialize};

use super::stored;

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Address {
    #[document(set = lowercase, get = uppercase, validate = is_named)]
    city: String,
    #[document(validate(regex = "^[0-9]{4}$"))]
    zip: Option<String>,
    #[readonly]
    since: u32,
    #[default(10)]
    visits: u32,
    #[document(default = vec!["home".to_owned()])]
    tags: Vec<String>,
    before: Option<Box<Address>>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
enum Place {
    Nowhere,
    At(Address),
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Contact {
    #[document(set = trimmed, validate = is_named)]
    phone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    address: Option<Address>,
    #[default]
    others: Vec<Address>,
    #[default]
    named: BTreeMap<String, Address>,
    #[default(Place::Nowhere)]
    place: Place,
    #[entity(sensitive)]
    secret: Option<Address>,
    #[serde(flatten)]
    #[default(Contact { phone: None })]
    contact: Contact,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = User)]
struct Shown {
    address: Option<Address>,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

fn lowercase(text: String) -> String {
    text.to_lowercase()
}

fn uppercase(text: String) -> String {
    text.to_uppercase()
}

fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

fn is_named(text: &String) -> Result<(), String> {
    if text.contains('?') {
        return Err(format!("`{text}` has a question mark"));
    }
    Ok(())
}

fn address(city: &str) -> Address {
    Address {
        city: city.into(),
        zip: None,
        since: 1,
        visits: 0,
        tags: Vec::new(),
        before: None,
    }
}

fn zip(zip: &str) -> Address {
    Address {
        zip: Some(zip.into()),
        ..address("Rome")
    }
}

fn user() -> User {
    User {
        address: Some(Address {
            before: Some(Box::new(address("Oslo"))),
            ..address("Rome")
        }),
        others: vec![address("Bonn")],
        named: BTreeMap::from([("work".into(), address("Bern"))]),
        place: Place::At(address("Kyiv")),
        contact: Contact {
            phone: Some(" 1 ".into()),
        },
        ..User::builder().id("1").build()
    }
}

fn city(address: &AttributeValue) -> &str {
    address.as_m().unwrap()["city"].as_s().unwrap()
}

#[tokio::test]
async fn whole_items_and_whole_documents_are_set_and_got() {
    let table = Table::<App>::local().await.unwrap();
    let (f, a) = (User::fields(), Address::fields());
    let written = User::create(user()).send(&table).await.unwrap();
    let item = stored(&table, "USER#1", "USER").await.unwrap();
    assert_eq!(city(&item["address"]), "rome");
    assert_eq!(city(&item["address"].as_m().unwrap()["before"]), "oslo");
    assert_eq!(city(&item["others"].as_l().unwrap()[0]), "bonn");
    assert_eq!(city(&item["named"].as_m().unwrap()["work"]), "bern");
    assert_eq!(city(&item["place"].as_m().unwrap()["At"]), "kyiv");
    assert_eq!(item["phone"], S("1".into()));

    // A write returns what a read returns.
    let read = User::get("1").send(&table).await.unwrap().unwrap();
    assert_eq!(written, read);
    assert_eq!(read.address.as_ref().unwrap().city, "ROME");
    assert_eq!(read.others[0].city, "BONN");
    assert_eq!(read.contact.phone.as_deref(), Some("1"));
    let shown = User::get("1").project::<Shown>().send(&table).await.unwrap().unwrap();
    assert_eq!(shown.address, read.address);

    // Paths into a document set and compare as the document does.
    User::patch("1")
        .set(f.address.dot(a.city), "PISA")
        .append(f.others, vec![address("Lyon")])
        .set(f.named.key("home"), address("Metz"))
        .set(f.place, Place::At(address("Lviv")))
        .condition(f.address.dot(a.city).eq("RoMe"))
        .condition(f.others.at(0).dot(a.city).begins_with("BO"))
        .condition(f.address.dot(a.since).eq(1))
        .send(&table)
        .await
        .unwrap();
    let patch = User::patch("1").set(f.contact.dot(Contact::fields().phone), " 2");
    let new = patch.return_new().send(&table).await.unwrap();
    let item = stored(&table, "USER#1", "USER").await.unwrap();
    assert_eq!(city(&item["address"]), "pisa");
    assert_eq!(city(&item["others"].as_l().unwrap()[1]), "lyon");
    assert_eq!(city(&item["named"].as_m().unwrap()["home"]), "metz");
    assert_eq!(city(&item["place"].as_m().unwrap()["At"]), "lviv");
    assert_eq!(item["phone"], S("2".into()));
    assert_eq!(new.address.unwrap().city, "PISA");
    let none = User::scan()
        .filter(f.address.dot(a.city).eq("ROME"))
        .count(&table)
        .await
        .unwrap();
    let one = User::scan()
        .filter(f.address.dot(a.city).eq("Pisa"))
        .count(&table)
        .await
        .unwrap();
    assert_eq!((none, one), (0, 1));
}

#[tokio::test]
async fn a_refused_value_is_named_with_its_whole_path() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "documents");
    let (f, a) = (User::fields(), Address::fields());
    let with = |change: fn(&mut User)| {
        let mut user = user();
        change(&mut user);
        user
    };
    let puts = [
        ("address.zip", with(|user| user.address = Some(zip("x")))),
        (
            "address.before.zip",
            with(|user| user.address.as_mut().unwrap().before = Some(Box::new(zip("x")))),
        ),
        ("others[1].zip", with(|user| user.others.push(zip("x")))),
        (
            "named.home.zip",
            with(|user| drop(user.named.insert("home".into(), zip("x")))),
        ),
        ("place.At.zip", with(|user| user.place = Place::At(zip("x")))),
        ("phone", with(|user| user.contact.phone = Some("1?".into()))),
    ];
    for (path, user) in puts {
        for error in [
            User::create(user.clone()).send(&table).await.unwrap_err(),
            User::upsert(user.clone()).send(&table).await.unwrap_err(),
            User::batch_put([user]).send(&table).await.unwrap_err(),
        ] {
            assert!(error.is_validation(), "{error}");
            assert!(error.to_string().contains(&format!("`{path}` ")), "{path}: {error}");
        }
    }
    let patches = [
        ("address.zip", User::patch("1").set(f.address.dot(a.zip), "x")),
        ("address.city", User::patch("1").set(f.address.dot(a.city), "Rome?")),
        ("address.zip", User::patch("1").set(f.address, zip("x"))),
        ("address.zip", User::patch("1").set_if_absent(f.address, zip("x"))),
        ("others[0].zip", User::patch("1").append(f.others, vec![zip("x")])),
        ("others[3].zip", User::patch("1").set(f.others.at(3).dot(a.zip), "x")),
        ("named.k.zip", User::patch("1").set(f.named.key("k"), zip("x"))),
        ("named.k.zip", User::patch("1").set(f.named.key("k").dot(a.zip), "x")),
        (
            "phone",
            User::patch("1").set(f.contact.dot(Contact::fields().phone), "?"),
        ),
    ];
    for (path, patch) in patches {
        let error = patch.send(&table).await.unwrap_err();
        assert!(error.is_validation(), "{error}");
        assert!(error.to_string().contains(&format!("`{path}` ")), "{path}: {error}");
    }
    let error = User::patch("1")
        .set(f.secret.dot(a.city), "hidden?")
        .send(&table)
        .await
        .unwrap_err();
    assert!(
        error.is_validation() && !error.to_string().contains("hidden"),
        "{error}"
    );
    let error = User::patch("1")
        .set(f.address.dot(a.city), "Rome?")
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.to_string().ends_with("`rome?` has a question mark"), "{error}");
    assert_eq!(requests.count(), 0);
}

#[tokio::test]
async fn an_action_on_an_absent_field_starts_from_its_default() {
    let table = Table::<App>::local().await.unwrap();
    let (f, a) = (User::fields(), Address::fields());
    let document = M([
        ("city".to_owned(), S("rome".into())),
        ("since".to_owned(), N("1".into())),
    ]
    .into());
    let put = table.client().put_item().table_name(table.name());
    put.item("pk", S("USER#1".into()))
        .item("sk", S("USER".into()))
        .item("_type", S("User".into()))
        .item("id", S("1".into()))
        .item("address", document)
        .item("others", L(Vec::new()))
        .item("named", M(BTreeMap::new().into_iter().collect()))
        .item("place", S("Nowhere".into()))
        .send()
        .await
        .unwrap();
    let update = User::patch("1")
        .add(f.address.dot(a.visits), 1)
        .append(f.address.dot(a.tags), ["work".to_owned()]);
    let new = update.return_new().send(&table).await.unwrap();
    let address = new.address.unwrap();
    assert_eq!(
        (address.visits, address.tags),
        (11, vec!["home".to_owned(), "work".to_owned()])
    );
    // A value that is there is not replaced.
    let update = User::patch("1").subtract(f.address.dot(a.visits), 1);
    let new = update.return_new().send(&table).await.unwrap();
    assert_eq!(new.address.unwrap().visits, 10);
}

#[test]
fn the_builder_of_a_document_gives_defaults() {
    let built = Address::builder().city("Rome").since(1_u32).build();
    let expected = Address {
        visits: 10,
        tags: vec!["home".into()],
        ..address("Rome")
    };
    assert_eq!(built, expected);
    let built = Address::builder()
        .since(1_u32)
        .visits(2_u32)
        .city("Rome")
        .zip("0123".to_owned())
        .build();
    assert_eq!((built.visits, built.zip.as_deref()), (2, Some("0123")));
}
