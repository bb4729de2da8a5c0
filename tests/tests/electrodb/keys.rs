//! The keys that are written.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::client;
use serde::{Deserialize, Serialize};

use crate::golden::{params, plain};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "Shop", entity = "Order", version = "1"), pk = ["tenant_id"], sk = ["order_id"])]
#[gsi(name = "by_customer", index = "gsi1", pk = ["customer_id"], sk = ["status", "placed_at"], collection = "customerActivity")]
struct Order {
    tenant_id: String,
    order_id: String,
    customer_id: Option<String>,
    status: Option<String>,
    placed_at: Option<String>,
    note: Option<String>,
}

#[derive(Table)]
#[table(entities(Order), electrodb)]
struct Shop;

#[tokio::test]
async fn order() {
    let table = Table::<Shop>::new(client().await, "tbl");
    let put = Order::put(Order {
        tenant_id: "Acme".into(),
        order_id: "O-1".into(),
        customer_id: None,
        status: None,
        placed_at: None,
        note: None,
    })
    .condition(Order::fields().note.not_exists());
    let request = put.request(&table).unwrap();
    assert_eq!(plain(request.item().unwrap()), params("put: with condition")["Item"]);
}
