//! The ways of making a call, each written as its users would write it.

pub mod engine;
pub mod floor;
pub mod hand;
pub mod modyne;
pub mod ours;
pub mod sdk;

use std::cell::RefCell;
use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use tokio::runtime::Runtime;

use crate::canned;
use crate::card::{Card, PlainCard};
use crate::case::{Case, Way};
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
        Way::Sdk => {
            let (client, recorded) = canned::recording_client(case.answer());
            runtime.block_on(hand::operation(case, &client)());
            sdk::operation(case, recorded.body())
        }
        _ => called(case, way, &canned::client(case.answer())),
    };
    let items = runtime.block_on(operation());
    assert_eq!(items, case.items() as usize, "{} by {}", case.name(), way.name());
    operation
}

/// Makes a case on the canned transport with a response without items.
#[must_use]
pub fn empty(case: Case, way: Way) -> Operation {
    called(case, way, &canned::client(case.empty_answer()))
}

/// Makes a case on any client.
///
/// # Panics
/// If the way makes no call.
#[must_use]
pub fn called(case: Case, way: Way, client: &Client) -> Operation {
    match way {
        Way::Hand => hand::operation(case, client),
        Way::Modyne => modyne::operation(case, client),
        Way::Ours => ours::operation(case, client),
        Way::Floor | Way::Sdk => unreachable!("makes no call of its own"),
    }
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
    SEEN.with_borrow_mut(|seen| {
        if let Some(seen) = seen {
            seen.extend(items.iter().map(T::shown));
        }
    });
    black_box(&items).len()
}
