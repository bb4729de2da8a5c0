//! Queries and scans of orders.

use std::collections::BTreeSet;

use dynamo_entity::Query;
use dynamo_entity::prelude::*;
use serde_json::json;

use crate::golden::{differs, same, table};
use crate::order::{Order, Shop, Status};
use crate::recorded::{new_table, recorded_query, store};

/// The condition `attribute_exists(status)`: ElectroDB also writes truncated keys, for orders without a status. Here these
/// orders are not in the index.
const WITH_STATUS: &str = "attribute_exists(status)";

#[tokio::test]
async fn partitions_and_parts() {
    let table = table::<Shop>().await;
    let query = Order::query;
    let name = "query: table index, pk only -> begins_with prefix incl. first label";
    same(name, &query().primary("Acme").request(&table).unwrap());
    let whole = query().primary("Acme").order_id().eq("O-1");
    same(
        "query: table index, full key -> equality",
        &whole.request(&table).unwrap(),
    );
    let open = || query().by_customer("C9").status().eq(Status::Open);
    same(
        "query: gsi, partial sk -> begins_with incl. next label",
        &open().request(&table).unwrap(),
    );
    same(
        "query: begins on last composite",
        &open().placed_at().begins_with("2024-05").request(&table).unwrap(),
    );

    // An empty prefix matches all statuses.
    let name = "query: begins with nothing supplied -> entity prefix without trailing label";
    differs(name, &query().by_customer("C9").request(&table).unwrap(), |recorded| {
        recorded["KeyConditionExpression"] =
            json!(r##"(gsi1pk = "$shop#customerid_c9" AND begins_with(gsi1sk, "$customeractivity#order_1#status_"))"##);
        recorded["FilterExpression"] = json!(WITH_STATUS);
    });
}

/// A query names its index; ElectroDB's `find` and `match` choose the index by the given attributes.
#[tokio::test]
async fn chosen_indexes() {
    let table = table::<Shop>().await;
    let f = Order::fields();
    let of_customer = || Order::query().by_customer("C9");
    differs(
        "find: gsi chosen, extra attributes ignored",
        &of_customer().request(&table).unwrap(),
        |recorded| {
            recorded["FilterExpression"] = json!(WITH_STATUS);
        },
    );
    let matched = of_customer().filter(f.customer_id.eq("C9")).filter(f.note.eq("n"));
    differs(
        "match: gsi chosen, every attribute also filtered",
        &matched.request(&table).unwrap(),
        |recorded| {
            recorded["FilterExpression"] = json!(format!(r#"(customerId = "C9" AND note = "n" AND {WITH_STATUS})"#));
        },
    );
}

#[tokio::test]
async fn scans() {
    let table = table::<Shop>().await;
    let f = Order::fields();
    let own = r#"__edb_e__ = "Order" AND __edb_v__ = "1""#;
    differs(
        "scan: with filter",
        &Order::scan().filter(f.total.gt(5)).request(&table).unwrap(),
        |recorded| {
            // The identifiers decide whether an item with an order's keys is an order.
            recorded["FilterExpression"] = json!(format!("({own} AND total > 5)"));
        },
    );
    // Other items are never read as an `Order`.
    differs(
        "scan: ignoreOwnership",
        &Order::scan().request(&table).unwrap(),
        |recorded| {
            recorded["FilterExpression"] = json!(format!("({own})"));
        },
    );
}

const STATUSES: [(Status, &str); 3] = [
    (Status::Open, "open"),
    (Status::Paid, "paid"),
    (Status::Shipped, "shipped"),
];
const DATES: [&str; 9] = [
    "2023-12",
    "2024",
    "2024-01",
    "2024-05",
    "2024-05-03",
    "2024-06",
    "2024-06-30",
    "2024-07",
    "2025",
];

/// Makes a table with orders as ElectroDB stores them, among items of others.
async fn orders() -> Table<Shop> {
    let table = new_table::<Shop>().await;
    for (status, _) in STATUSES {
        for date in DATES {
            let order = Order {
                customer_id: Some("C9".into()),
                status: Some(status),
                placed_at: Some(date.into()),
                ..Order::of(&format!("{status:?} {date}"))
            };
            Order::put(order).send(&table).await.unwrap();
        }
    }
    for (at, sort_key) in [
        "$customeractivity#invoice_1#no_1",
        "$customeractivity#order_10#status_open#placedat_2024-05",
        "$customeractivity#order_2#status_open#placedat_2024-05",
        "$customeractivity#visit_1",
    ]
    .into_iter()
    .enumerate()
    {
        let other = json!({"pk": "other", "sk": at.to_string(), "gsi1pk": "$shop#customerid_c9", "gsi1sk": sort_key,
            "__edb_e__": "Other", "__edb_v__": "1"});
        store(&table, &other).await;
    }
    table
}

async fn found(table: &Table<Shop>, query: Query<Order>) -> BTreeSet<String> {
    let key = |order: Order| {
        let (status, date) = (order.status.unwrap(), order.placed_at.unwrap());
        let (_, status) = STATUSES.into_iter().find(|(found, _)| *found == status).unwrap();
        format!("$customeractivity#order_1#status_{status}#placedat_{date}")
    };
    query.all(table).await.unwrap().into_iter().map(key).collect()
}

fn keys(status: &str, wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let dates = DATES.into_iter().filter(|date| wanted(date));
    dates
        .map(|date| format!("$customeractivity#order_1#status_{status}#placedat_{date}"))
        .collect()
}

/// A range stays within its part: it is closed on both sides.
#[tokio::test]
async fn ranges() {
    let table = orders().await;
    let recorded = |name| recorded_query(&table, name, "Order", "gsi1sk");
    let open = || Order::query().by_customer("C9").status().eq(Status::Open).placed_at();

    let after = found(&table, open().gt("2024-05")).await;
    assert_eq!(after, keys("open", |date| date > "2024-05"));
    assert_eq!(recorded("query: gt compare:attributes").await, after);
    assert_eq!(
        recorded("query: gt compare:v2").await,
        keys("open", |date| date >= "2024-06")
    );

    let between = found(&table, open().between("2024-01", "2024-06")).await;
    assert_eq!(between, keys("open", |date| ("2024-01"..="2024-06").contains(&date)));
    assert_eq!(recorded("query: between compare:attributes").await, between);
    assert_eq!(recorded("query: between compare:v2").await, between);
}

/// `<=` on a part in the middle of a key: ElectroDB compares whole keys with a prefix, so orders with exactly this status
/// are not in its range.
#[tokio::test]
async fn ranges_in_the_middle() {
    let table = orders().await;
    let recorded = |name| recorded_query(&table, name, "Order", "gsi1sk");
    let status = || Order::query().by_customer("C9").status();
    assert_eq!(found(&table, status().lt(Status::Open)).await, BTreeSet::new());
    assert_eq!(recorded("query: lt on first composite").await, BTreeSet::new());
    assert_eq!(found(&table, status().lte(Status::Open)).await, keys("open", |_| true));
    assert_eq!(recorded("query: lte on first composite").await, BTreeSet::new());
    assert_eq!(
        found(&table, status().gt(Status::Paid)).await,
        keys("shipped", |_| true)
    );
}
