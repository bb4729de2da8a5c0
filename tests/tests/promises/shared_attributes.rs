//! An attribute that is an index key of one entity and a field of another: DynamoDB also indexes items of the other
//! entity, and accepts only values that can be keys.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::{Requests, counting};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ORDER#<id>", sk = "ORDER")]
#[gsi(name = "by_tenant", index = "gsi1", pk = ["<tenant>"], sk = ["<rank>"])]
#[gsi(name = "by_owner", index = "gsi2", pk = "<owner>")]
struct Order {
    id: String,
    tenant: String,
    rank: u32,
    owner: String,
}

/// An entity with every key attribute of `by_tenant` and `by_owner`.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CUSTOMER#<id>", sk = "CUSTOMER")]
struct Customer {
    id: String,
    #[default("t".to_owned())]
    tenant: String,
    #[default(1)]
    rank: u32,
    #[serde(rename = "owner")]
    seller: Option<String>,
}

/// An entity whose older items have every key attribute of `by_owner`.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SHOP#<id>", sk = "SHOP")]
struct Shop {
    id: String,
    #[serde(alias = "owner")]
    keeper: String,
}

/// An entity with one key attribute of `by_tenant`, and with any attribute in its map.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<id>", sk = "NOTE")]
struct Note {
    id: String,
    tenant: Option<String>,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(query = "by_tenant")]
struct Orders {
    orders: Vec<Order>,
}

#[derive(Table)]
#[table(entities(Order, Customer, Shop, Note))]
#[gsi(name = "gsi2", pk = "owner", sk = "unused")]
struct App;

fn order(id: &str) -> Order {
    Order {
        id: id.into(),
        tenant: "t".into(),
        rank: 2,
        owner: "o".into(),
    }
}

fn customer(id: &str) -> Customer {
    Customer {
        id: id.into(),
        tenant: "t".into(),
        rank: 1,
        seller: Some("o".into()),
    }
}

fn note(id: &str) -> Note {
    Note {
        id: id.into(),
        tenant: Some("t".into()),
        rest: BTreeMap::new(),
    }
}

/// Makes a table with an item of each entity, and records its later requests.
async fn table() -> (Table<App>, Requests, usize) {
    let (client, requests) = counting(&client().await);
    let table = Table::<App>::new(client, unique_table_name("shared"));
    table.create().send().await.unwrap();
    Order::put(order("1")).send(&table).await.unwrap();
    Customer::put(customer("1")).send(&table).await.unwrap();
    Note::put(note("1")).send(&table).await.unwrap();
    let shop = [
        ("pk", "SHOP#1"),
        ("sk", "SHOP"),
        ("_type", "Shop"),
        ("id", "1"),
        ("owner", "o"),
    ];
    let shop = shop.map(|(name, text)| (name.to_owned(), AttributeValue::S(text.to_owned())));
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(shop.into())).send().await.unwrap();
    let before = requests.count();
    (table, requests, before)
}

#[tokio::test]
async fn reads_of_the_index_give_the_items_of_its_entity_and_no_others() {
    let (table, ..) = table().await;
    let found = [order("1")];
    assert_eq!(Order::query().by_tenant("t").all(&table).await.unwrap(), found);
    assert_eq!(Order::query().by_owner("o").all(&table).await.unwrap(), found);
    let ranged = Order::query().by_tenant("t").rank().gte(1);
    assert_eq!(ranged.all(&table).await.unwrap(), found);
    assert_eq!(Order::query().by_tenant("t").count(&table).await.unwrap(), 1);
    assert_eq!(Order::scan().index("by_tenant").all(&table).await.unwrap(), found);
    assert_eq!(Order::scan().index("by_owner").count(&table).await.unwrap(), 1);
    let orders = Orders::query("t").all(&table).await.unwrap();
    assert_eq!(orders.orders, found);
}

#[tokio::test]
async fn values_that_cannot_be_a_key_are_refused_in_every_write() {
    let (table, requests, before) = table().await;
    let f = Customer::fields();
    for bad in [String::new(), "x".repeat(2049)] {
        let wrong = || Customer {
            tenant: bad.clone(),
            ..customer("2")
        };
        let refused = [
            Customer::put(wrong()).send(&table).await.map(drop),
            Customer::create(wrong()).send(&table).await.map(drop),
            Customer::upsert(wrong()).send(&table).await.map(drop),
            Customer::patch("1").set(f.tenant, &bad).send(&table).await.map(drop),
            Customer::patch("1").set(f.seller, bad.as_str()).send(&table).await,
            Customer::update("1").set(f.tenant, &bad).send(&table).await.map(drop),
            Customer::patch("1")
                .set_if_absent(f.tenant, &bad)
                .send(&table)
                .await
                .map(drop),
            customer("1").edit().set(f.tenant, &bad).send(&table).await.map(drop),
            table.batch_write().put(wrong()).send().await.map(drop),
            table
                .transact_write()
                .add(Customer::put(wrong()))
                .send()
                .await
                .map(drop),
            Customer::patch("1")
                .set(f.tenant, &bad)
                .once()
                .send(&table)
                .await
                .map(drop),
        ];
        for (at, refused) in refused.into_iter().enumerate() {
            let error = refused.expect_err("no key");
            assert!(error.is_invalid_key(), "{at}: {error}");
        }
    }
    assert_eq!(requests.count(), before);
    Customer::patch("1").set(f.tenant, "other").send(&table).await.unwrap();
    Customer::patch("1").remove(f.seller).send(&table).await.unwrap();
}

#[tokio::test]
async fn a_flattened_attribute_is_no_key_of_the_table() {
    let (table, requests, before) = table().await;
    for name in ["rank", "owner"] {
        let wrong = Note {
            rest: [(name.to_owned(), "1".to_owned())].into(),
            ..note("2")
        };
        let error = Note::put(wrong.clone()).send(&table).await.expect_err("a key");
        assert!(error.to_string().contains(name), "{error}");
        Note::upsert(wrong).send(&table).await.expect_err("a key");
        let f = Note::fields();
        let patched = Note::patch("1").set(f.rest.key(name), "1").send(&table).await;
        patched.expect_err("a key");
    }
    assert_eq!(requests.count(), before);
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ORG#<org>", sk = "USER#<user>")]
#[gsi(name = "by_user", index = "inverted", pk = "USER#<user>", sk = "ORG#<org>")]
struct Member {
    org: String,
    user: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ORG#<plan>#PLAN", sk = "USER#<user>")]
struct Subscription {
    plan: String,
    user: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "PLAN#<plan>", sk = "PLAN")]
struct Plan {
    plan: String,
}

#[derive(Table)]
#[table(entities(Member, Subscription, Plan))]
#[gsi(name = "inverted", pk = "sk", sk = "pk")]
struct Inverted;

#[tokio::test]
async fn an_index_by_the_keys_of_the_table_holds_items_of_every_entity() {
    let table = Table::<Inverted>::new(client().await, unique_table_name("inverted"));
    table.create().send().await.unwrap();
    let member = Member {
        org: "o".into(),
        user: "u".into(),
    };
    let subscription = Subscription {
        plan: "p".into(),
        user: "u".into(),
    };
    Member::put(member.clone()).send(&table).await.unwrap();
    Subscription::put(subscription).send(&table).await.unwrap();
    Plan::put(Plan { plan: "p".into() }).send(&table).await.unwrap();

    assert_eq!(
        Member::query().by_user("u").all(&table).await.unwrap(),
        std::slice::from_ref(&member)
    );
    assert_eq!(Member::query().by_user("u").count(&table).await.unwrap(), 1);
    assert_eq!(Member::scan().index("by_user").all(&table).await.unwrap(), [member]);
    // A filter by type is sent only if other entities may be in the index.
    let filter = |request: aws_sdk_dynamodb::operation::query::QueryInput| request.filter_expression.is_some();
    assert!(filter(Member::query().by_user("u").request(&table).unwrap()));
    let within = Member::query().by_user("u").org().eq("o");
    assert!(!filter(within.request(&table).unwrap()));
}
