//! A key must be given completely and cannot be changed.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "order", version = "1"), pk = ["tenant_id"], sk = ["order_id"])]
#[gsi(name = "by_customer", index = "gsi1", pk = ["customer_id"], sk = ["status", "placed_at"])]
#[gsi(name = "by_city", index = "gsi2", pk = ["country"], sk = ["city", "amount"], type = "composite")]
struct Order {
    tenant_id: String,
    order_id: String,
    customer_id: Option<String>,
    status: Option<String>,
    placed_at: Option<String>,
    country: Option<String>,
    city: Option<String>,
    amount: Option<i64>,
}

fn main() {
    let f = Order::fields();
    // Only one of two parts.
    let _ = Order::get("acme");
    let _ = Order::query().by_customer();
    // The key of an existing item.
    let _ = Order::patch(("acme", "1")).set(f.order_id, "2");
    let _ = Order::patch(("acme", "1")).remove(f.tenant_id);
    // Only one of two parts of an index key, in an update by key.
    let _ = Order::patch(("acme", "1")).set(f.status, "open");
    // A counter in a key.
    let _ = Order::patch(("acme", "1")).set_if_absent(f.customer_id, "c1");
    // Bounds with one part and with two parts.
    let _ = Order::query().by_city("NO").city().between(("A", 3), "B");
}
