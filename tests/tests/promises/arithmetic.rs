//! `add`, `subtract` and versions never store a number that cannot be read.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting_client;
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "STOCK#<id>", sk = "STOCK")]
struct Stock {
    id: String,
    #[default(0)]
    left: u32,
    #[default(0)]
    byte: u8,
    #[default(0)]
    tiny: i8,
    #[default(0)]
    wide: u64,
    #[default(0)]
    widest: i128,
    #[default(0)]
    huge: u128,
    #[default(0.0)]
    single: f32,
    #[default(0.0)]
    double: f64,
    #[default(Decimal::ZERO)]
    price: Decimal,
    maybe: Option<u16>,
    #[default]
    shelf: Shelf,
    #[default]
    rows: BTreeMap<String, u8>,
    #[default]
    list: Vec<u8>,
    #[serde(rename = "held")]
    #[default(0)]
    #[entity(sensitive)]
    secret: u8,
    #[entity(version)]
    version: u8,
}

#[derive(Debug, Clone, Default, PartialEq, Document, Serialize, Deserialize)]
struct Shelf {
    #[serde(default)]
    boxes: u8,
    #[serde(default = "ten")]
    slots: u8,
}

fn ten() -> u8 {
    10
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SEAT#<id>", sk = "SEAT")]
struct Seat {
    id: String,
    #[serde(default)]
    taken: u8,
    free: Option<u8>,
}

#[derive(Table)]
#[table(entities(Stock, Seat))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("arithmetic"));
    table.create().send().await.unwrap();
    table
}

async fn stock(table: &Table<App>) -> Stock {
    let stock = Stock::builder().id("a").build();
    Stock::put(stock).send(table).await.unwrap()
}

async fn read(table: &Table<App>) -> Stock {
    Stock::get("a").consistent().send(table).await.unwrap().unwrap()
}

/// Sets attributes by hand, as another program would.
async fn store(table: &Table<App>, attribute: &str, value: AttributeValue) {
    let request = table.client().update_item().table_name(table.name());
    request
        .key("pk", AttributeValue::S("STOCK#a".into()))
        .key("sk", AttributeValue::S("STOCK".into()))
        .update_expression("SET #a = :v")
        .expression_attribute_names("#a", attribute)
        .expression_attribute_values(":v", value)
        .send()
        .await
        .unwrap();
}

fn number(text: &str) -> AttributeValue {
    AttributeValue::N(text.to_owned())
}

#[tokio::test]
async fn case_07_numbers_stay_within_their_type() {
    let table = table().await;
    let f = Stock::fields();
    stock(&table).await;
    macro_rules! refused {
        ($verb:ident $field:ident by $amount:expr, $stored:expr) => {{
            store(&table, stringify!($field), number($stored)).await;
            let before = read(&table).await;
            let update = Stock::patch("a").$verb(f.$field, $amount);
            let error = update.send(&table).await.unwrap_err();
            assert!(error.is_out_of_range(), "{error}");
            assert!(!error.is_condition_failed() && !error.is_invalid_input());
            assert_eq!(error.attribute_path().as_deref(), Some(stringify!($field)));
            assert_eq!(error.existing::<Stock>().unwrap().as_ref(), Some(&before));
            assert_eq!(read(&table).await, before);
        }};
    }
    refused!(subtract left by 1, "0");
    refused!(add left by 1, &u32::MAX.to_string());
    refused!(add byte by 6, "250");
    refused!(subtract byte by 255, "254");
    refused!(add tiny by -1, "-128");
    refused!(subtract tiny by -128, "0");
    refused!(add tiny by 127, "1");
    refused!(add wide by 1_u64, &u64::MAX.to_string());
    refused!(subtract wide by 1_u64, "0");
    let nines = "9".repeat(38);
    refused!(add widest by 1_i128, &nines);
    refused!(subtract widest by 1_i128, &format!("-{nines}"));
    refused!(subtract huge by 1_u128, "0");
    refused!(add huge by 1_u128, &nines);
    refused!(add single by 1e38_f32, "3e38");
    refused!(subtract single by 1e38_f32, "-3e38");
    refused!(add price by Decimal::new(5, 1), "79228162514264337593543950335");
    refused!(add maybe by 1_u16, "65535");
}

#[tokio::test]
async fn arithmetic_is_done_up_to_the_limits_of_the_type() {
    let table = table().await;
    let f = Stock::fields();
    stock(&table).await;
    store(&table, "left", number("1")).await;
    store(&table, "byte", number("250")).await;
    let update = Stock::patch("a")
        .subtract(f.left, 1)
        .add(f.byte, 5)
        .add(f.tiny, -128)
        .add(f.wide, u64::MAX)
        .subtract(f.widest, i128::from(i64::MAX))
        .add(f.single, 3e38_f32)
        .add(f.double, 1e300_f64.min(1e125))
        .subtract(f.price, Decimal::new(5, 1))
        .add(f.maybe, u16::MAX)
        .return_new();
    let new = update.send(&table).await.unwrap();
    assert_eq!((new.left, new.byte, new.tiny, new.wide), (0, 255, -128, u64::MAX));
    assert_eq!(new.widest, -i128::from(i64::MAX));
    assert_eq!((new.single, new.maybe), (3e38, Some(u16::MAX)));
    assert_eq!((new.double, new.price), (1e125, Decimal::new(-5, 1)));
    assert_eq!(read(&table).await, new);
}

#[tokio::test]
async fn case_07_nested_numbers_stay_within_their_type_too() {
    let table = table().await;
    let f = Stock::fields();
    let mut item = stock(&table).await;
    item.shelf.boxes = 255;
    item.rows = BTreeMap::from([("a".to_owned(), 254)]);
    item.list = vec![0];
    Stock::put(item).send(&table).await.unwrap();
    let before = read(&table).await;
    let boxes = f.shelf.dot(Shelf::fields().boxes);
    let nested = [
        (Stock::patch("a").add(boxes, 1), "shelf.boxes"),
        (Stock::patch("a").add(f.rows.key("a"), 2), "rows.a"),
        (Stock::patch("a").subtract(f.rows.key("new"), 1), "rows.new"),
    ];
    for (update, path) in nested {
        let error = update.send(&table).await.unwrap_err();
        assert!(error.is_out_of_range(), "{error}");
        assert_eq!(error.attribute_path().as_deref(), Some(path));
    }
    assert_eq!(read(&table).await, before);
    let error = Stock::patch("a").add(f.secret, 200).add(f.secret, 1);
    assert!(error.send(&table).await.unwrap_err().is_invalid_input());
    Stock::patch("a").add(f.rows.key("new"), 1).send(&table).await.unwrap();
    assert_eq!(read(&table).await.rows["new"], 1);
}

#[tokio::test]
async fn the_error_tells_the_range_from_the_users_condition() {
    let table = table().await;
    let f = Stock::fields();
    stock(&table).await;
    let update = |left: u32, tiny: i8| {
        Stock::patch("a")
            .subtract(f.left, left)
            .condition(f.tiny.eq(tiny) | f.tiny.gt(100))
    };
    let error = update(0, 1).send(&table).await.unwrap_err();
    assert!(error.is_condition_failed() && !error.is_out_of_range(), "{error}");
    let error = update(1, 0).send(&table).await.unwrap_err();
    assert!(error.is_out_of_range() && !error.is_condition_failed(), "{error}");
    assert_eq!(
        error.to_string(),
        "`Stock` at STOCK#a / STOCK: the change would move `left` out of the range of its type, 0 to 4294967295"
    );
    let error = Stock::patch("none").subtract(f.left, 1).send(&table).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    // A condition is added only if the amount can move the number out of its range.
    let request = Stock::patch("a").add(f.double, 1.0).request(&table).unwrap();
    assert!(!request.condition_expression().unwrap().contains("double"));
}

#[tokio::test]
async fn case_07_an_absent_number_that_would_leave_its_type_is_refused() {
    let table = table().await;
    let f = Seat::fields();
    let error = Seat::update("a").subtract(f.taken, 1).send(&table).await.unwrap_err();
    assert!(error.is_out_of_range(), "{error}");
    assert!(Seat::get("a").send(&table).await.unwrap().is_none());
    Seat::update("a").add(f.taken, 255).send(&table).await.unwrap();
    for update in [Seat::patch("a").add(f.taken, 1), Seat::patch("a").subtract(f.free, 1)] {
        assert!(update.clone().send(&table).await.unwrap_err().is_out_of_range());
        assert!(update.once().send(&table).await.unwrap_err().is_out_of_range());
    }
}

#[tokio::test]
async fn case_07_in_a_transaction_the_operation_reports_it() {
    let table = table().await;
    let (f, s) = (Stock::fields(), Seat::fields());
    stock(&table).await;
    Seat::update("a").send(&table).await.unwrap();
    let transaction = table
        .transact_write()
        .add(Seat::patch("a").add(s.taken, 1))
        .add(Stock::patch("a").subtract(f.left, 1));
    let error = transaction.send().await.unwrap_err();
    let [seat, stock] = error.cancellations().unwrap() else {
        panic!("{error}")
    };
    assert!(seat.is_ok() && stock.is_out_of_range() && !stock.is_condition_failed());
    assert_eq!(stock.attribute_path().as_deref(), Some("left"));
    assert_eq!(Seat::get("a").send(&table).await.unwrap().unwrap().taken, 0);
}

#[tokio::test]
async fn case_07_a_version_ends_with_its_type() {
    let table = table().await;
    let f = Stock::fields();
    let item = stock(&table).await;
    store(&table, "version", number("254")).await;
    Stock::patch("a").set(f.left, 1).send(&table).await.unwrap();
    let last = read(&table).await;
    assert_eq!(last.version, 255);
    let errors = [
        Stock::patch("a").set(f.left, 2).send(&table).await.unwrap_err(),
        Stock::update("a").set(f.left, 2).send(&table).await.unwrap_err(),
        Stock::upsert(item.clone()).send(&table).await.unwrap_err(),
        Stock::patch("a").set(f.left, 2).once().send(&table).await.unwrap_err(),
        last.edit().set(f.left, 2).send(&table).await.unwrap_err(),
        Stock::put(last.clone()).send(&table).await.unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_out_of_range(), "{error}");
        assert_eq!(error.attribute_path().as_deref(), Some("version"));
    }
    let transaction = table.transact_write().add(Stock::upsert(item));
    let error = transaction.send().await.unwrap_err();
    assert!(error.cancellations().unwrap()[0].is_out_of_range());
    assert_eq!(read(&table).await, last);
}

#[tokio::test]
async fn a_number_that_is_text_is_not_out_of_range() {
    // ministack adds a number to text.
    if endpoint().is_some() {
        return;
    }
    let table = table().await;
    stock(&table).await;
    store(&table, "left", AttributeValue::S("many".into())).await;
    let error = Stock::patch("a").add(Stock::fields().left, 1).send(&table).await;
    assert_eq!(error.unwrap_err().code(), Some("ValidationException"));
}

#[tokio::test]
async fn an_update_without_arithmetic_has_no_further_condition() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "arithmetic");
    let request = Seat::patch("a").set(Seat::fields().taken, 1).request(&table).unwrap();
    assert_eq!(request.condition_expression(), Some("#n1 = :v1"));
    assert_eq!(requests.count(), 0);
}
