//! The ways of making a call, each as its users would.

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

/// A case on the canned transport, tried once.
///
/// # Panics
/// If the call does not read or write what the others do.
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

/// A case on the canned transport, with an answer that has no items in it.
#[must_use]
pub fn empty(case: Case, way: Way) -> Operation {
    called(case, way, &canned::client(case.empty_answer()))
}

/// A case on any client.
///
/// # Panics
/// If the way makes no call of its own.
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

/// What is read while `run` runs.
pub fn seen(run: impl FnOnce() -> usize) -> Vec<String> {
    SEEN.set(Some(Vec::new()));
    run();
    SEEN.take().unwrap_or_default()
}

/// Something that was read.
pub trait Read {
    /// The same text for the same item, whatever struct it is in.
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

/// What was read is used for nothing; the compiler must not know. It is dropped here, in every way alike.
fn used<T: Read>(items: Vec<T>) -> usize {
    SEEN.with_borrow_mut(|seen| {
        if let Some(seen) = seen {
            seen.extend(items.iter().map(T::shown));
        }
    });
    black_box(&items).len()
}
