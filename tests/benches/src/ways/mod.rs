//! The ways of making a call, each written as its users would write it.

pub mod engine;
pub mod floor;
pub mod hand;
pub mod modyne;
pub mod ours;
pub mod sdk;

use std::cell::RefCell;
use std::hint::black_box;

use bytes::Bytes;
use tokio::runtime::Runtime;

use crate::canned;
use crate::card::{Card, PlainCard};
use crate::case::{Case, Way};
use crate::connection::Connection;
use crate::sheet::{PlainSheet, Sheet};
use crate::subject::Operation;

/// Makes a case on the canned transport, and runs it once.
///
/// # Panics
/// If the call does not read or write the same as the other ways.
#[must_use]
pub fn canned(case: Case, way: Way, runtime: &Runtime) -> Operation {
    let operation = match way {
        Way::Floor => floor::operation(case),
        Way::Sdk => sdk::operation(case, sent_by_hand(case, runtime), canned::config(case.empty_answer())),
        _ => called(case, way, &connect(case.answer(), runtime)),
    };
    let items = runtime.block_on(operation());
    assert_eq!(items, case.items() as usize, "{} by {}", case.name(), way.name());
    operation
}

/// Makes a case on the canned transport with a response without items.
#[must_use]
pub fn empty(case: Case, way: Way, runtime: &Runtime) -> Operation {
    called(case, way, &connect(case.empty_answer(), runtime))
}

/// Makes a case on any connection.
///
/// # Panics
/// If the way makes no call.
#[must_use]
pub fn called(case: Case, way: Way, connection: &Connection) -> Operation {
    match way {
        Way::Hand => hand::operation(case, &connection.client),
        Way::Modyne => modyne::operation(case, &connection.client),
        Way::Ours => ours::operation(case, &connection.lean),
        Way::ThroughSdk => ours::operation(case, &connection.through_sdk),
        Way::Floor | Way::Sdk => unreachable!("makes no call of its own"),
    }
}

/// Connects to the canned transport.
#[must_use]
pub fn connect(answer: Bytes, runtime: &Runtime) -> Connection {
    runtime.block_on(Connection::new(canned::client(answer)))
}

/// Returns the body of the request that the call by hand sends.
#[must_use]
pub fn sent_by_hand(case: Case, runtime: &Runtime) -> Bytes {
    let (client, recorded) = canned::recording_client(case.answer());
    runtime.block_on(hand::operation(case, &client)());
    recorded.body()
}

thread_local! {
    static SEEN: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Returns the items that are read while `run` runs.
pub fn seen(run: impl FnOnce() -> usize) -> Vec<String> {
    SEEN.set(Some(Vec::new()));
    run();
    SEEN.take().unwrap_or_default()
}

/// An item that was read.
pub trait Read {
    /// Returns the text of the item, which is the same for every struct.
    fn shown(&self) -> String;
}

impl Read for PlainCard {
    fn shown(&self) -> String {
        format!("{self:?}")
    }
}

impl Read for Card {
    fn shown(&self) -> String {
        PlainCard::from(self).shown()
    }
}

impl Read for PlainSheet {
    fn shown(&self) -> String {
        format!("{self:?}")
    }
}

impl Read for Sheet {
    fn shown(&self) -> String {
        PlainSheet::from(self).shown()
    }
}

/// Drops the items that were read, in the same way for all ways, and hides from the compiler that they are unused.
fn used<T: Read>(items: Vec<T>) -> usize {
    items.iter().for_each(see);
    black_box(&items).len()
}

/// Takes note of an item that was read, and hides from the compiler that it is unused.
pub fn see<T: Read>(item: &T) {
    SEEN.with_borrow_mut(|seen| {
        if let Some(seen) = seen {
            seen.push(item.shown());
        }
    });
    black_box(item);
}
