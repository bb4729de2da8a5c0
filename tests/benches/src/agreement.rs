//! Checks, before anything is measured, that all ways read the same items and write the same items.

use serde_json::Value;
use tokio::runtime::Runtime;

use crate::card::{Card, cards};
use crate::case::{Case, SHEETS, Way};
use crate::sheet::{Sheet, sheet};
use crate::ways::{self, Read as _, floor};
use crate::{canned, wire::CardWrite};

/// # Panics
/// If one way differs from the others.
pub fn check(runtime: &Runtime) {
    for case in Case::ALL {
        for way in Way::ALL {
            let called = matches!(way, Way::Hand | Way::Modyne | Way::Ours);
            if case.reads() && (called || way == Way::Floor) {
                let operation = ways::canned(case, way, runtime);
                let mut items = ways::seen(|| runtime.block_on(operation()));
                items.sort();
                assert_eq!(items, expected(case), "read by {way:?}: {case:?}");
            }
            if !case.reads() && called {
                let (client, recorded) = canned::recording_client(case.answer());
                runtime.block_on(ways::called(case, way, &client)());
                assert_eq!(written(&recorded.body()), stored(case), "written by {way:?}: {case:?}");
            }
            if !case.reads() && way == Way::Floor {
                let body = floor::write(case, &cards(case.items())).expect("JSON");
                assert_eq!(written(&body), stored(case), "written by {way:?}: {case:?}");
            }
        }
    }
}

/// Returns the items that are read, sorted by text.
fn expected(case: Case) -> Vec<String> {
    let mut items: Vec<_> = match case {
        Case::QuerySheets => (0..SHEETS).map(|number| Sheet::shown(&sheet(number))).collect(),
        _ => cards(case.items()).iter().map(Card::shown).collect(),
    };
    items.sort();
    items
}

/// Returns the items of a request.
fn written(body: &[u8]) -> Vec<Value> {
    let mut items = Vec::new();
    collect(serde_json::from_slice(body).expect("the body is JSON"), &mut items);
    items
}

fn stored(case: Case) -> Vec<Value> {
    let item = |card| serde_json::to_value(CardWrite::from(card)).expect("JSON");
    cards(case.items()).iter().map(item).collect()
}

/// Collects every member named `Item`, at any depth.
fn collect(value: Value, items: &mut Vec<Value>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if name == "Item" {
                    items.push(value);
                } else {
                    collect(value, items);
                }
            }
        }
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, items)),
        _ => {}
    }
}
