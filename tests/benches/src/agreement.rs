//! Checks, before anything is measured, that all ways read the same items and write the same items.

use bytes::Bytes;
use dynamo_entity::prelude::*;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::canned;
use crate::card::{Card, POINTS, card, card_id, cards};
use crate::case::{Case, SHEETS, Way, stored_card};
use crate::connection::Connection;
use crate::million::{self, Flow};
use crate::sheet::{Sheet, sheet};
use crate::socket;
use crate::ways::ours::key;
use crate::ways::{self, Read as _, engine, floor};

/// # Panics
/// If one way differs from the others.
pub fn check(runtime: &Runtime) {
    for case in Case::ALL {
        if case.reads() {
            check_read(case, runtime);
        } else if case.puts() {
            check_written(case, runtime);
        } else {
            check_updated(runtime);
        }
        check_routes(case, runtime);
    }
    for flow in Flow::ALL {
        check_flow(flow, runtime);
    }
}

/// Every way reads the same items.
fn check_read(case: Case, runtime: &Runtime) {
    for way in Way::ALL.into_iter().filter(|way| *way != Way::Sdk) {
        let operation = ways::canned(case, way, runtime);
        let items = sorted(ways::seen(|| runtime.block_on(operation())));
        assert_eq!(items, expected(case), "read by {way:?}: {case:?}");
    }
    if case == Case::GetItem {
        for way in Way::CALLS {
            let operation = socket::operation(16, way, runtime);
            let mut items = ways::seen(|| runtime.block_on(operation()));
            items.dedup();
            assert_eq!(items, expected(case), "read over a socket by {way:?}");
        }
    }
}

/// Every way writes the same items.
fn check_written(case: Case, runtime: &Runtime) {
    let items = stored(&cards(case.items()));
    for way in Way::CALLS {
        let bodies = sent(case, way, runtime);
        assert_eq!(written(&bodies), items, "written by {way:?}: {case:?}");
    }
    let floor = floor::write(case, &cards(case.items())).expect("JSON");
    assert_eq!(written(&[floor.into()]), items, "written by the floor: {case:?}");
}

/// Every way changes the stored item in the same way, and the floor writes the library's request.
fn check_updated(runtime: &Runtime) {
    let case = Case::UpdateItem;
    let updated = Card {
        points: POINTS,
        ..card(0)
    };
    for way in Way::CALLS {
        let connection = engine::connect(case, runtime);
        runtime.block_on(ways::called(case, way, &connection)());
        let get = Card::get(key(card_id(0))).send(&connection.through_sdk);
        let stored = runtime.block_on(get).expect("the engine answers");
        assert_eq!(stored.as_ref(), Some(&updated), "updated by {way:?}");
    }
    let json = |body: &[u8]| serde_json::from_slice::<Value>(body).expect("the body is JSON");
    let ours = sent(case, Way::Ours, runtime).pop().unwrap_or_default();
    let floor = floor::write(case, &[]).expect("JSON");
    assert_eq!(json(&floor), json(&ours), "the floor's update (left) and ours");
}

/// Only the requests of [`Way::Ours`] leave on the connector that the client had before, past the SDK.
fn check_routes(case: Case, runtime: &Runtime) {
    for way in Way::CALLS {
        let (client, recorded) = canned::recording_client(case.answer());
        let connection = runtime.block_on(Connection::new(client));
        let before = recorded.connectors();
        runtime.block_on(ways::called(case, way, &connection)());
        let made = recorded.connectors() - before;
        assert_eq!(made, usize::from(way != Way::Ours), "connectors of {case:?} by {way:?}");
    }
}

/// A few pages of the items that are otherwise written and read by the million.
fn check_flow(flow: Flow, runtime: &Runtime) {
    const ITEMS: u32 = 3 * million::ITEMS_OF_A_PAGE;
    let cards: Vec<_> = (0..3).flat_map(|_| cards(million::ITEMS_OF_A_PAGE)).collect();
    for way in Flow::WAYS {
        match flow {
            Flow::Scan => {
                let connection = flow.connect(ITEMS, runtime);
                let items = ways::seen(|| runtime.block_on(million::run(flow, way, &connection, ITEMS)));
                let expected: Vec<_> = cards.iter().map(Card::shown).collect();
                assert_eq!(items, expected, "scanned by {way:?}");
            }
            Flow::Write => {
                let (client, recorded) = canned::recording_client(Case::BatchWriteItem.answer());
                let connection = runtime.block_on(Connection::new(client));
                let items = runtime.block_on(million::run(flow, way, &connection, ITEMS));
                assert_eq!(items, cards.len(), "written by {way:?}");
                assert_eq!(written(&recorded.bodies()), stored(&cards), "written by {way:?}");
            }
        }
    }
}

/// Returns the bodies of the requests of a call.
fn sent(case: Case, way: Way, runtime: &Runtime) -> Vec<Bytes> {
    let (client, recorded) = canned::recording_client(case.answer());
    let connection = runtime.block_on(Connection::new(client));
    runtime.block_on(ways::called(case, way, &connection)());
    recorded.bodies()
}

fn sorted(mut items: Vec<String>) -> Vec<String> {
    items.sort();
    items
}

/// Returns the items that are read, sorted by text.
fn expected(case: Case) -> Vec<String> {
    sorted(match case {
        Case::QuerySheets => (0..SHEETS).map(|number| Sheet::shown(&sheet(number))).collect(),
        _ => cards(case.items()).iter().map(Card::shown).collect(),
    })
}

/// Returns the items of requests.
fn written(bodies: &[Bytes]) -> Vec<Value> {
    let mut items = Vec::new();
    for body in bodies {
        collect(serde_json::from_slice(body).expect("the body is JSON"), &mut items);
    }
    items
}

fn stored(cards: &[Card]) -> Vec<Value> {
    cards.iter().map(stored_card).collect()
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
