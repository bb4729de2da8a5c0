//! Some of the cases on the embedded engine, which reads and writes its database.

use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use tokio::runtime::Runtime;

use super::called;
use crate::card::{Bench, Card, TABLE, cards};
use crate::case::{Case, Way};
use crate::subject::Operation;

pub const CASES: [Case; 3] = [Case::GetItem, Case::Query(100), Case::PutItem];

/// Makes a case on a new engine that contains the cards, and runs it once.
///
/// # Panics
/// If the engine or the call fails.
#[must_use]
pub fn operation(case: Case, way: Way, runtime: &Runtime) -> Operation {
    let engine = Engine::memory().expect("an engine");
    let table = Table::<Bench>::new(engine.client(), TABLE);
    runtime.block_on(async {
        table.create().send().await.expect("the engine takes the table");
        for card in cards(case.items()) {
            Card::put(card).send(&table).await.expect("the engine takes the card");
        }
    });
    let operation = called(case, way, &engine.client());
    assert_eq!(runtime.block_on(operation()), case.items() as usize);
    operation
}
