//! The live test with ElectroDB: this program and one in Node share tables, and must not differ.
//!
//! ```sh
//! tests/electrodb/run.sh          # as in the gate
//! tests/electrodb/run.sh 20000 7  # number of items of each entity, and the seed
//! ```
//!
//! Every model is written twice, in `model` and in `../node/schema.js`. This program decides the operations, and Node
//! performs its part on command (`node`). The first difference ends the test and names the item and the attribute.

mod changes;
mod collections;
mod delimiters;
mod model;
mod node;
mod numbers;
mod phases;
mod raw;
mod text;
mod wire;

use dynamo_entity::Table;
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use fastrand::Rng;

use model::{Customer, Incident, Invoice, Keyed, Order, Reading, Session, Shop, Task};
use node::Node;

/// The default number of items of each entity.
const ITEMS: usize = 250;
const SEED: u64 = 5;

/// Both sides and their shared tables.
struct Live {
    node: Node,
    shop: Table<Shop>,
    keyed: Table<Keyed>,
    rng: Rng,
    items: usize,
}

#[tokio::main]
async fn main() {
    assert!(
        endpoint().is_some(),
        "Node needs an engine that it can reach; run this by tests/electrodb/run.sh"
    );
    let mut arguments = std::env::args().skip(1);
    let node = arguments.next().expect("the first argument is the program for Node");
    let mut number = |default: u64| {
        let argument = arguments.next();
        argument.map_or(default, |text| text.parse().expect("a number"))
    };
    let items = usize::try_from(number(ITEMS as u64)).expect("a number of items");
    let seed = number(SEED);
    println!("{items} items of each entity, seed {seed}");

    let mut live = Live {
        node: Node::start(&node),
        shop: Table::new(client().await, unique_table_name("electrodb")).electrodb_cursors(),
        keyed: Table::new(client().await, unique_table_name("electrodb-keyed")).electrodb_cursors(),
        rng: Rng::with_seed(seed),
        items,
    };
    live.shop.create().send().await.expect("the table is created");
    live.keyed.create().send().await.expect("the table is created");
    live.node.open(live.shop.name(), live.keyed.name());

    numbers::run(&mut live);
    numbers::words(&mut live);
    let mut orders = phases::run::<Order>(&mut live).await;
    let invoices = phases::run::<Invoice>(&mut live).await;
    let customers = phases::run::<Customer>(&mut live).await;
    let tasks = phases::run::<Task>(&mut live).await;
    let incidents = phases::run::<Incident>(&mut live).await;
    phases::run::<Reading>(&mut live).await;
    phases::run::<Session>(&mut live).await;
    changes::run(&mut live, &mut orders).await;
    collections::accounts(&mut live, &orders, &invoices, &customers).await;
    collections::assignments(&mut live, &tasks, &incidents).await;
    delimiters::run(&mut live).await;
    println!("nothing differs");
}
