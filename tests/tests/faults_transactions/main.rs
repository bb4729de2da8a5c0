//! Transactions on a connection that throttles, resets, cancels and loses responses: nothing is applied twice or reported as
//! applied wrongly, and budgets hold. The state of the embedded engine shows what happened; time is paused.

mod conflicts;
mod random;

use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::faults::{Fault, Faults, Reason, RequestInfo};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "COUNTER#<id>", sk = "COUNTER")]
struct Counter {
    id: String,
    #[default(0)]
    count: u64,
    #[default]
    seen: Vec<u32>,
}

#[derive(Table)]
#[table(entities(Counter))]
struct App;

const NAME: &str = "faults";
const CONFLICT: &str = "TransactionConflict";
const THROTTLED: &str = "ThrottlingError";

/// Makes an engine with the table and two counters, `a` and `b`, and a handle without faults.
async fn counters() -> (Engine, Table<App>) {
    let engine = Engine::memory().unwrap();
    let table = Table::<App>::new(engine.client(), NAME);
    table.create().send().await.unwrap();
    for id in ["a", "b"] {
        Counter::put(Counter::builder().id(id)).send(&table).await.unwrap();
    }
    (engine, table)
}

async fn counter(table: &Table<App>, id: &str) -> Counter {
    Counter::get(id).send(table).await.unwrap().unwrap()
}

fn faulty(engine: &Engine, faults: &Faults) -> Table<App> {
    faults.table(engine, NAME)
}

/// Makes a cancellation in which `of` gives the code of the operation at each position.
fn cancel(request: &RequestInfo, of: impl Fn(usize) -> &'static str) -> Fault {
    Fault::Cancel(
        (0..request.entries)
            .map(|position| Reason::code(of(position)))
            .collect(),
    )
}

fn conflicts(operations: usize) -> Fault {
    Fault::Cancel(vec![Reason::code(CONFLICT); operations])
}

#[tokio::test(start_paused = true)]
async fn hazard_a_lost_answer_applies_a_plain_add_twice_and_a_transaction_once() {
    let (engine, table) = counters().await;
    let fields = Counter::fields();
    let add = || Counter::patch("a").add(fields.count, 1);
    let lossy = || faulty(&engine, &Faults::new(vec![Fault::AnswerLost]));

    add().send(&lossy()).await.unwrap();
    assert_eq!(
        counter(&table, "a").await.count,
        2,
        "the SDK's client sent it again, and could not know better"
    );

    add().once().send(&lossy()).await.unwrap();
    assert_eq!(counter(&table, "a").await.count, 3);
    lossy().transact_write().add(add()).send().await.unwrap();
    assert_eq!(counter(&table, "a").await.count, 4);

    // An append to a list behaves in the same way.
    let append = || Counter::patch("b").append(fields.seen, [1_u32]);
    append().send(&lossy()).await.unwrap();
    append().once().send(&lossy()).await.unwrap();
    assert_eq!(counter(&table, "b").await.seen, [1, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_lost_response_is_recovered_with_the_token() {
    let (engine, table) = counters().await;
    let faults = Faults::new(vec![Fault::AnswerLost, Fault::Reset, Fault::Reset]);
    let faulty = faulty(&engine, &faults);
    let add = || {
        Counter::patch("a")
            .add(Counter::fields().count, 1)
            .once()
            .token("order-17")
    };
    let error = add().send(&faulty).await.unwrap_err();
    assert_eq!(
        (error.code(), error.entity(), error.key()),
        (None, Some("Counter"), Some("COUNTER#a / COUNTER"))
    );
    assert_eq!(faults.count(), 3);
    add().send(&faulty).await.unwrap();
    assert_eq!(counter(&table, "a").await.count, 1);
}
