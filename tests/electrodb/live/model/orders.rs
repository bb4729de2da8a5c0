//! An order and an invoice: isolated keys in sub-collections, a numeric key, a local index, all types of attributes, a
//! label, a padded number, and attributes with another name.

use std::collections::BTreeSet;

use dynamo_entity::JsNumber;
use dynamo_entity::prelude::*;
use fastrand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Loaded, Model, Read, Shop, Update, ordered};
use crate::Live;
use crate::text::{any, delimited, fold, name, number, unique};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "Shop", entity = "Order", version = "1"), pk = ["tenant_id"], sk = ["order_id"])]
#[gsi(name = "by_customer", index = "gsi1", pk = ["customer_id"], sk = ["status", "placed_at"], collection = ["account", "trade"])]
#[gsi(name = "by_total", index = "gsi2", pk = ["status"], sk(composite = ["total"], cast = "number"))]
#[lsi(name = "recent", index = "lsi1", sk = ["placed_at"])]
pub(crate) struct Order {
    tenant_id: String,
    order_id: String,
    pub(crate) customer_id: String,
    status: String,
    placed_at: String,
    total: JsNumber,
    pub(crate) paid: bool,
    note: Option<String>,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) scores: BTreeSet<i64>,
    pub(crate) lines: Vec<Line>,
    address: Option<Address>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) quantity: i64,
    pub(crate) price: f64,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub(crate) struct Address {
    street: String,
    zip: u32,
    floors: Vec<i64>,
}

const STATUS: [&str; 5] = ["Open", "open", "OPENED", "Σhipped", "Paid"];

fn date(rng: &mut Rng) -> String {
    format!(
        "2026-{:02}-{:02}T{:02}:00:00Z",
        rng.u8(1..13),
        rng.u8(1..29),
        rng.u8(..24)
    )
}

impl Order {
    /// Makes an order whose values contain the delimiter of its key.
    pub(crate) fn delimited(rng: &mut Rng, number: usize) -> Self {
        Order {
            tenant_id: ["a#b", "A", "$_"][rng.usize(..3)].to_owned(),
            order_id: format!("{}{number}", delimited(rng)),
            customer_id: ["c", "C#status_x", ""][rng.usize(..3)].to_owned(),
            status: delimited(rng),
            // A bound of a range must not be empty.
            placed_at: format!("{}z", delimited(rng)),
            ..Order::random(rng, number)
        }
    }
}

impl Model for Order {
    const NAME: &'static str = "Order";
    const KEY: &'static [&'static str] = &["tenantId", "orderId"];
    type Table = Shop;

    fn table(live: &Live) -> &Table<Shop> {
        &live.shop
    }

    fn random(rng: &mut Rng, number: usize) -> Self {
        let order = Order {
            tenant_id: name(rng),
            order_id: unique(rng, number),
            customer_id: String::new(),
            status: String::new(),
            placed_at: String::new(),
            total: JsNumber(0.0),
            paid: false,
            note: None,
            tags: BTreeSet::new(),
            scores: BTreeSet::new(),
            lines: Vec::new(),
            address: None,
        };
        Order {
            total: JsNumber(crate::text::number(rng)),
            ..order.changed(rng)
        }
    }

    fn changed(&self, rng: &mut Rng) -> Self {
        Order {
            tenant_id: self.tenant_id.clone(),
            order_id: self.order_id.clone(),
            customer_id: name(rng),
            status: STATUS[rng.usize(..STATUS.len())].to_owned(),
            placed_at: date(rng),
            // An ElectroDB update to 0 leaves a numeric index key unchanged.
            total: JsNumber(Some(number(rng)).filter(|number| *number != 0.0).unwrap_or(0.25)),
            paid: rng.bool(),
            note: rng.bool().then(|| any(rng)),
            tags: (0..rng.usize(..4)).map(|_| name(rng)).collect(),
            scores: (0..rng.usize(..4)).map(|_| rng.i64(-50..50)).collect(),
            lines: (0..rng.usize(..3))
                .map(|_| Line {
                    sku: any(rng),
                    quantity: rng.i64(-9..9),
                    price: number(rng),
                })
                .collect(),
            address: rng.bool().then(|| Address {
                street: any(rng),
                zip: rng.u32(..99999),
                floors: (0..rng.usize(..3)).map(|_| rng.i64(-3..40)).collect(),
            }),
        }
    }

    fn identity(&self) -> String {
        fold(&format!("{}#{}", self.tenant_id, self.order_id))
    }

    fn edit_to(&self, to: &Self) -> Update<Self, Loaded> {
        let f = Order::fields();
        (self.edit())
            .set(f.customer_id, to.customer_id.clone())
            .set(f.status, to.status.clone())
            .set(f.placed_at, to.placed_at.clone())
            .set(f.total, to.total)
            .set(f.paid, to.paid)
            .set(f.note, to.note.clone())
            .set(f.tags, to.tags.clone())
            .set(f.scores, to.scores.clone())
            .set(f.lines, to.lines.clone())
            .set(f.address, to.address.clone())
    }

    fn reads(&self, other: &Self) -> Vec<Read<Self>> {
        let (tenant, customer, status) = (fold(&self.tenant_id), fold(&self.customer_id), fold(&self.status));
        let own = |tenant: &str| {
            let tenant = tenant.to_owned();
            move |order: &Order| fold(&order.tenant_id) == tenant
        };
        let tenant_key = json!({"tenantId": self.tenant_id});
        let (first, last) = ordered(fold(&self.order_id), fold(&other.order_id));
        let (from, to) = ordered(fold(&self.placed_at), fold(&other.placed_at));
        let (low, high) = ordered(self.total, other.total);
        let letter: String = self.order_id.chars().take(1).collect();
        let by_customer = || Order::query().by_customer(self.customer_id.clone());
        let of_customer = {
            let customer = customer.clone();
            move |order: &Order| fold(&order.customer_id) == customer
        };
        let of_status = {
            let status = status.clone();
            move |order: &Order| fold(&order.status) == status
        };
        let customer_key = json!({"customerId": self.customer_id});
        let both_key = json!({"customerId": self.customer_id, "status": self.status});
        let status_key = json!({"status": self.status});
        vec![
            Read::new(
                "primary",
                &tenant_key,
                Order::query().primary(self.tenant_id.clone()),
                own(&tenant),
            ),
            Read::new(
                "primary",
                &tenant_key,
                Order::query()
                    .primary(self.tenant_id.clone())
                    .order_id()
                    .begins_with(letter.clone()),
                {
                    let (own, letter) = (own(&tenant), fold(&letter));
                    move |order| own(order) && fold(&order.order_id).starts_with(&letter)
                },
            )
            .sorted(&json!(["begins", {"orderId": letter}])),
            Read::new(
                "primary",
                &tenant_key,
                Order::query()
                    .primary(self.tenant_id.clone())
                    .order_id()
                    .between(first.clone(), last.clone()),
                {
                    let (own, first, last) = (own(&tenant), first.clone(), last.clone());
                    move |order| {
                        own(order) && (first.as_str()..=last.as_str()).contains(&fold(&order.order_id).as_str())
                    }
                },
            )
            .sorted(&json!(["between", {"orderId": first}, {"orderId": last}])),
            Read::new(
                "primary",
                &tenant_key,
                Order::query()
                    .primary(self.tenant_id.clone())
                    .order_id()
                    .gt(self.order_id.clone()),
                {
                    let (own, first) = (own(&tenant), fold(&self.order_id));
                    move |order| own(order) && fold(&order.order_id) > first
                },
            )
            .sorted(&json!(["gt", {"orderId": self.order_id}])),
            Read::new("by_customer", &customer_key, by_customer(), of_customer.clone()),
            Read::new(
                "by_customer",
                &both_key,
                by_customer().status().eq(self.status.clone()),
                {
                    let (of_customer, of_status) = (of_customer.clone(), of_status.clone());
                    move |order| of_customer(order) && of_status(order)
                },
            ),
            Read::new(
                "by_customer",
                &customer_key,
                by_customer().status().begins_with("OP"),
                {
                    let of_customer = of_customer.clone();
                    move |order| of_customer(order) && fold(&order.status).starts_with("op")
                },
            )
            .sorted(&json!(["begins", {"status": "OP"}])),
            Read::new(
                "by_customer",
                &both_key,
                by_customer()
                    .status()
                    .eq(self.status.clone())
                    .placed_at()
                    .between(from.clone(), to.clone()),
                {
                    let (of_status, from, to) = (of_status.clone(), from.clone(), to.clone());
                    move |order| {
                        of_customer(order) && of_status(order) && (&from..=&to).contains(&&fold(&order.placed_at))
                    }
                },
            )
            .sorted(&json!(["between", {"placedAt": from}, {"placedAt": to}])),
            Read::new(
                "by_total",
                &status_key,
                Order::query().by_total(self.status.clone()),
                of_status.clone(),
            ),
            Read::new(
                "by_total",
                &status_key,
                Order::query().by_total(self.status.clone()).total().gte(self.total),
                {
                    let (of_status, total) = (of_status.clone(), self.total);
                    move |order| of_status(order) && order.total >= total
                },
            )
            .sorted(&json!(["gte", {"total": self.total}])),
            Read::new(
                "by_total",
                &status_key,
                Order::query().by_total(self.status.clone()).total().between(low, high),
                move |order| of_status(order) && order.total >= low && order.total <= high,
            )
            .sorted(&json!(["between", {"total": low}, {"total": high}])),
            Read::new(
                "recent",
                &tenant_key,
                Order::query()
                    .recent(self.tenant_id.clone())
                    .placed_at()
                    .lte(self.placed_at.clone()),
                {
                    let (own, placed_at) = (own(&tenant), fold(&self.placed_at));
                    move |order| own(order) && fold(&order.placed_at) <= placed_at
                },
            )
            .sorted(&json!(["lte", {"placedAt": self.placed_at}])),
        ]
    }
}

/// Two attributes have other names in ElectroDB's model than in the table; a label is the name in the model.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "Shop", entity = "invoice", version = "1"), pk = ["customer_id"], sk = ["number"])]
#[gsi(name = "by_customer", index = "gsi1", pk = ["customer_id"], sk = ["issued", "number"], collection = ["account", "trade"])]
pub(crate) struct Invoice {
    pub(crate) customer_id: String,
    #[entity(label = "no", padding(length = 8, char = "0"))]
    number: u32,
    #[serde(rename = "issued_at")]
    #[entity(label = "issued")]
    issued: String,
    #[serde(rename = "amt")]
    amount: f64,
}

impl Model for Invoice {
    const NAME: &'static str = "invoice";
    const RENAMED: &'static [(&'static str, &'static str)] = &[("issued", "issued_at"), ("amount", "amt")];
    const KEY: &'static [&'static str] = &["customerId", "number"];
    type Table = Shop;

    fn table(live: &Live) -> &Table<Shop> {
        &live.shop
    }

    fn random(rng: &mut Rng, number: usize) -> Self {
        Invoice {
            customer_id: name(rng),
            // Some are as long as the padding, and all differ.
            number: u32::try_from(number).unwrap_or_default() + [0, 100_000, 90_000_000][number % 3],
            issued: date(rng),
            amount: crate::text::number(rng),
        }
    }

    fn changed(&self, rng: &mut Rng) -> Self {
        Invoice {
            issued: date(rng),
            amount: number(rng),
            ..self.clone()
        }
    }

    fn identity(&self) -> String {
        fold(&format!("{}#{}", self.customer_id, self.number))
    }

    fn edit_to(&self, to: &Self) -> Update<Self, Loaded> {
        let f = Invoice::fields();
        self.edit().set(f.issued, to.issued.clone()).set(f.amount, to.amount)
    }

    fn reads(&self, other: &Self) -> Vec<Read<Self>> {
        let of_customer = {
            let customer = fold(&self.customer_id);
            move |invoice: &Invoice| fold(&invoice.customer_id) == customer
        };
        let (low, high) = ordered(self.number, other.number);
        let key = json!({"customerId": self.customer_id});
        let primary = || Invoice::query().primary(self.customer_id.clone());
        let by_customer = || Invoice::query().by_customer(self.customer_id.clone());
        vec![
            Read::new("primary", &key, primary(), of_customer.clone()),
            Read::new("primary", &key, primary().number().between(low, high), {
                let of_customer = of_customer.clone();
                move |invoice| of_customer(invoice) && (low..=high).contains(&invoice.number)
            })
            .sorted(&json!(["between", {"number": low}, {"number": high}])),
            Read::new("primary", &key, primary().number().lt(high), {
                let of_customer = of_customer.clone();
                move |invoice| of_customer(invoice) && invoice.number < high
            })
            .sorted(&json!(["lt", {"number": high}])),
            Read::new("by_customer", &key, by_customer(), of_customer.clone()),
            Read::new("by_customer", &key, by_customer().issued().begins_with("2026-0"), {
                let of_customer = of_customer.clone();
                move |invoice| of_customer(invoice) && invoice.issued.starts_with("2026-0")
            })
            .sorted(&json!(["begins", {"issued": "2026-0"}])),
            Read::new(
                "by_customer",
                &json!({"customerId": self.customer_id, "issued": self.issued, "number": self.number}),
                by_customer().issued().eq(self.issued.clone()).number().eq(self.number),
                {
                    let (issued, number) = (fold(&self.issued), self.number);
                    move |invoice| of_customer(invoice) && fold(&invoice.issued) == issued && invoice.number == number
                },
            ),
        ]
    }
}
