//! Some of the cases on the embedded engine, which reads and writes its database.

use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use tokio::runtime::Runtime;

use super::called;
use crate::card::{Card, cards};
use crate::case::{Case, Way};
use crate::connection::Connection;
use crate::subject::Operation;

pub const CASES: [Case; 4] = [Case::GetItem, Case::Query(100), Case::PutItem, Case::UpdateItem];

/// Connects to a new engine that contains the cards of a case.
///
/// # Panics
/// If the engine fails.
#[must_use]
pub fn connect(case: Case, runtime: &Runtime) -> Connection {
    let engine = Engine::memory().expect("an engine");
    runtime.block_on(async {
        let connection = Connection::new(engine.client()).await;
        let table = &connection.through_sdk;
        table.create().send().await.expect("the engine takes the table");
        for card in cards(case.items()) {
            Card::put(card).send(table).await.expect("the engine takes the card");
        }
        connection
    })
}

/// Makes a case on a new engine that contains the cards, and runs it once.
///
/// # Panics
/// If the engine or the call fails.
#[must_use]
pub fn operation(case: Case, way: Way, runtime: &Runtime) -> Operation {
    let operation = called(case, way, &connect(case, runtime));
    assert_eq!(runtime.block_on(operation()), case.items() as usize);
    operation
}
