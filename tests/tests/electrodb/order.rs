//! `Order`, the entity of most of the cases.

use std::collections::BTreeSet;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "Shop", entity = "Order", version = "1"), pk = ["tenant_id"], sk = ["order_id"])]
#[gsi(name = "by_customer", index = "gsi1", pk = ["customer_id"], sk = ["status", "placed_at"], collection = "customerActivity")]
pub struct Order {
    pub tenant_id: String,
    pub order_id: String,
    pub customer_id: Option<String>,
    pub status: Option<Status>,
    pub placed_at: Option<String>,
    pub total: Option<i64>,
    pub note: Option<String>,
    pub tags: Option<BTreeSet<String>>,
    pub scores: Option<BTreeSet<i64>>,
    pub lines: Option<Vec<Line>>,
    pub address: Option<Address>,
    pub meta: Option<serde_json::Value>,
    pub archived: Option<bool>,
    #[serde(rename = "sn")]
    pub short_name: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Open,
    Paid,
    Shipped,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub qty: i64,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub struct Address {
    pub city: Option<String>,
    pub zip: Option<String>,
    pub geo: Option<Geo>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub struct Geo {
    pub lat: Option<i64>,
}

#[derive(Table)]
#[table(entities(Order), electrodb)]
pub struct Shop;

impl Order {
    /// Makes an order from its key.
    pub fn of(order_id: &str) -> Self {
        Order {
            tenant_id: "Acme".into(),
            order_id: order_id.into(),
            customer_id: None,
            status: None,
            placed_at: None,
            total: None,
            note: None,
            tags: None,
            scores: None,
            lines: None,
            address: None,
            meta: None,
            archived: None,
            short_name: None,
        }
    }
}

pub const KEY: (&str, &str) = ("Acme", "O-1");
