//! Collections and sub-collections, isolated and clustered.

use dynamo_entity::prelude::*;
use serde_json::{Value, json};

use crate::model::{Customer, Incident, Invoice, Model, Order, Task};
use crate::phases::{Items, compare_lists};
use crate::text::{NAMES, fold};
use crate::{Live, wire};

#[derive(Debug, Collection)]
#[collection(query = "by_customer")]
struct Account {
    orders: Vec<Order>,
    invoices: Vec<Invoice>,
    customer: Option<Customer>,
}

#[derive(Debug, Collection)]
#[collection(query = "by_customer")]
struct Trade {
    orders: Vec<Order>,
    invoices: Vec<Invoice>,
}

#[derive(Debug, Collection)]
#[collection(query = "assigned")]
struct Assignments {
    tasks: Vec<Task>,
    incidents: Vec<Incident>,
}

pub(crate) async fn accounts(
    live: &mut Live,
    orders: &Items<Order>,
    invoices: &Items<Invoice>,
    customers: &Items<Customer>,
) {
    for name in NAMES {
        let is = |id: &str| fold(id) == fold(name);
        let orders = || orders.values().filter(|order| is(&order.customer_id));
        let invoices = || invoices.values().filter(|invoice| is(&invoice.customer_id));
        let customers = || customers.values().filter(|customer| is(&customer.customer_id));

        let ours = Account::query(name)
            .all(&live.shop)
            .await
            .expect("our collection is read");
        same("our account", &list(&ours.orders), orders());
        same("our account", &list(&ours.invoices), invoices());
        same("our account", &list(ours.customer.as_slice()), customers());
        let ours = Trade::query(name)
            .all(&live.shop)
            .await
            .expect("our collection is read");
        same("our trade", &list(&ours.orders), orders());
        same("our trade", &list(&ours.invoices), invoices());

        let key = json!({"customerId": name});
        let theirs = live.node.call("collection", json!({"name": "account", "key": key}));
        same("their account", members(&theirs, Order::NAME), orders());
        same("their account", members(&theirs, Invoice::NAME), invoices());
        same("their account", members(&theirs, Customer::NAME), customers());
        let theirs = live.node.call("collection", json!({"name": "trade", "key": key}));
        same("their trade", members(&theirs, Order::NAME), orders());
        same("their trade", members(&theirs, Invoice::NAME), invoices());
    }
}

pub(crate) async fn assignments(live: &mut Live, tasks: &Items<Task>, incidents: &Items<Incident>) {
    for name in NAMES {
        let is = |id: &str| fold(id) == fold(name);
        let tasks = || tasks.values().filter(|task| is(&task.employee));
        let incidents = || incidents.values().filter(|incident| is(&incident.employee));
        let ours = Assignments::query(name)
            .all(&live.shop)
            .await
            .expect("our collection is read");
        same("our assignments", &list(&ours.tasks), tasks());
        same("our assignments", &list(&ours.incidents), incidents());

        let key = json!({"employee": name});
        let theirs = live.node.call("collection", json!({"name": "assignments", "key": key}));
        same("their assignments", members(&theirs, Task::NAME), tasks());
        same("their assignments", members(&theirs, Incident::NAME), incidents());

        // A shared part narrows a clustered collection. ElectroDB treats its value as a prefix.
        let prefix = format!("$assignments#project_{}", fold("Alpha"));
        let ours = Assignments::query(name)
            .begins_with(prefix)
            .all(&live.shop)
            .await
            .expect("our collection is read");
        let begins = |project: &str| fold(project).starts_with("alpha");
        same(
            "our assignments to Alpha",
            &list(&ours.tasks),
            tasks().filter(|task| begins(&task.assignment)),
        );
        same(
            "our assignments to Alpha",
            &list(&ours.incidents),
            incidents().filter(|it| begins(&it.assignment)),
        );
        let key = json!({"employee": name, "project": "Alpha"});
        let theirs = live.node.call("collection", json!({"name": "assignments", "key": key}));
        same(
            "their assignments to Alpha",
            members(&theirs, Task::NAME),
            tasks().filter(|task| begins(&task.assignment)),
        );
        same(
            "their assignments to Alpha",
            members(&theirs, Incident::NAME),
            incidents().filter(|it| begins(&it.assignment)),
        );
    }
}

fn same<'e, E: Model>(what: &str, found: &[Value], expected: impl Iterator<Item = &'e E>) {
    let expected: Vec<Value> = expected.map(wire::of).collect();
    compare_lists::<E>(&format!("{what}, {}", E::NAME), found, &expected);
}

fn list<E: Model>(items: &[E]) -> Vec<Value> {
    items.iter().map(wire::of).collect()
}

fn members<'v>(answer: &'v Value, name: &str) -> &'v [Value] {
    answer[name].as_array().map(Vec::as_slice).unwrap_or_default()
}
