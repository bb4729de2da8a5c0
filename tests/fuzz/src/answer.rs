//! The target `answer`: a whole response to a read, through a client and a table, in place and through attribute values.
//!
//! The first byte of an input selects the read and its entity; the rest is the body of the response.

use std::fmt::{Debug, Display};

use dynamo_entity::prelude::*;
use dynamo_entity::{Error, Page, Table};
use tokio::runtime::{Builder, Runtime};

use crate::canned::{self, Next};
use crate::grammar::{self, Json, Oddities, Oddity};
use crate::model::{App, Loose, Thing, loose_looks, thing_looks};
use crate::verdict::{self, Looks};

/// The reads, by the lowest three bits of the first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    Get,
    Query,
    Scan,
    Batch,
    Transaction,
    Count,
}

impl Read {
    fn of(byte: u8) -> Self {
        match byte & 7 {
            0 => Read::Get,
            2 => Read::Batch,
            3 => Read::Transaction,
            4 => Read::Scan,
            5 => Read::Count,
            _ => Read::Query,
        }
    }

    /// The names of the objects that contain the items.
    fn place_of_items(self) -> &'static [&'static str] {
        match self {
            Read::Get => &["Item"],
            Read::Query | Read::Scan | Read::Count => &["Items"],
            Read::Batch => &["Responses", "table"],
            Read::Transaction => &["Responses", "Item"],
        }
    }

    /// Whether the read decodes this place of its response. `of_item` decides about places in an item.
    fn looks(self, place: &[String], of_item: fn(&[String]) -> Looks) -> Looks {
        let place_of_items = self.place_of_items();
        if let Some((start, attribute)) = place.split_at_checked(place_of_items.len())
            && start == place_of_items
        {
            return if self == Read::Count {
                Looks::Never
            } else {
                of_item(attribute)
            };
        }
        let Some((member, rest)) = place.split_first() else {
            return Looks::Always;
        };
        match (self, member.as_str()) {
            (Read::Query | Read::Scan | Read::Count, "Count" | "ScannedCount" | "LastEvaluatedKey") => Looks::Always,
            (Read::Query | Read::Scan | Read::Count | Read::Batch, "ConsumedCapacity") => match rest {
                [name, ..] if !["TableName", "CapacityUnits"].contains(&name.as_str()) => Looks::Never,
                _ => Looks::Always,
            },
            (Read::Batch, "UnprocessedKeys") => match rest {
                [_, name, ..] if name != "Keys" => Looks::Never,
                _ => Looks::Always,
            },
            (_, member) if place_of_items.starts_with(&[member]) => Looks::Perhaps,
            _ => Looks::Never,
        }
    }
}

/// A runtime with paused time, and tables with given responses.
struct Bench {
    runtime: Runtime,
    direct: Table<App>,
    through_attribute_values: Table<App>,
    next: Next,
}

impl Bench {
    fn new() -> Self {
        let (client, next) = canned::client();
        let direct = Table::<App>::new(client, "table");
        let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
        Bench {
            runtime: runtime.expect("a runtime without I/O can be built"),
            through_attribute_values: direct.clone().through_attribute_values(),
            direct,
            next,
        }
    }
}

thread_local! {
    static BENCH: Bench = Bench::new();
}

/// Answers a read with the bytes after the first, and reads them in both ways.
///
/// # Panics
/// If the two results differ, or if the error of an item does not name the item.
pub fn answer(bytes: &[u8]) {
    let Some((first, body)) = bytes.split_first() else {
        return;
    };
    BENCH.with(|bench| {
        let read = Read::of(*first);
        macro_rules! both {
            ($entity:ident, $looks:ident) => {{
                let outcomes = [&bench.direct, &bench.through_attribute_values].map(|table| {
                    bench.next.is(body);
                    bench.runtime.block_on(async {
                        match read {
                            Read::Get => $entity::get(("o", 1))
                                .send(table)
                                .await
                                .map(|item| (vec![item], String::new())),
                            Read::Query => $entity::query().primary("o").send(table).await.map(page),
                            Read::Scan => $entity::scan().send(table).await.map(page),
                            Read::Batch => {
                                let items = $entity::batch_get([("o", 1), ("o", 2)]).send(table).await;
                                items.map(|items| (items, String::new()))
                            }
                            Read::Transaction => {
                                let reads = vec![$entity::get(("o", 1)), $entity::get(("o", 2))];
                                let items = table.transact_get(reads).send().await;
                                items.map(|items| (items, String::new()))
                            }
                            Read::Count => {
                                let count = $entity::query().primary("o").count(table).await;
                                count.map(|count| (Vec::new(), count.to_string()))
                            }
                        }
                    })
                });
                let [ours, theirs] = outcomes;
                check(read, body, &ours, &theirs, $looks);
            }};
        }
        if first & 8 == 0 {
            both!(Thing, thing_looks);
        } else {
            both!(Loose, loose_looks);
        }
    });
}

/// Reads the response to a `GetItem` in place, through a table.
///
/// # Errors
/// The errors of `send`.
pub fn read_thing(body: &[u8]) -> Result<Option<Thing>, Error> {
    BENCH.with(|bench| {
        bench.next.is(body);
        bench.runtime.block_on(Thing::get(("o", 1)).send(&bench.direct))
    })
}

/// Reads the response to a `GetItem` as a `Loose`.
///
/// # Errors
/// Like those of `send`.
pub fn read_loose(body: &[u8]) -> Result<Option<Loose>, Error> {
    BENCH.with(|bench| {
        bench.next.is(body);
        bench.runtime.block_on(Loose::get(("o", 1)).send(&bench.direct))
    })
}

/// Converts a page to the common form of all reads.
fn page<T>(page: Page<T>) -> (Vec<Option<T>>, String) {
    let rest = format!("{:?} {} {:?}", page.cursor, page.scanned_count, page.consumed_capacity);
    (page.items.into_iter().map(Some).collect(), rest)
}

/// Holds what a read made of a body against what the oracle made of it.
pub(crate) fn check<T: Debug + PartialEq>(
    read: Read,
    body: &[u8],
    ours: &Result<T, Error>,
    theirs: &Result<T, impl Debug + Display>,
    looks: fn(&[String]) -> Looks,
) {
    let mut oddities = Oddities::default();
    let text = std::str::from_utf8(body);
    let json = text.ok().and_then(|text| grammar::read(text, &mut oddities));
    let items = json.as_ref().map(|json| look_at_answer(read, json, &mut oddities));
    let what = format!("{read:?}");
    let Some(items) = items else {
        // An empty body is a response without members.
        assert!(
            ours.is_err() || body.is_empty(),
            "{what}: what is no JSON is read: {ours:?}"
        );
        assert!(
            theirs.is_err()
                || body.is_empty()
                || [Oddity::Text, Oddity::Control]
                    .into_iter()
                    .any(|oddity| oddities.contains(oddity)),
            "{what}: {theirs:?}"
        );
        return;
    };
    // An item without a type belongs to no entity and is skipped.
    let skips = items.iter().any(|item| item.string("_type").is_none());
    verdict::same(&what, ours, theirs, &oddities, |place| match read.looks(place, looks) {
        Looks::Always if skips => Looks::Perhaps,
        looks => looks,
    });
    if let Err(error) = ours
        && error.is_decode()
        && oddities.is_empty()
    {
        let text = error.to_string();
        let named = items.iter().any(|item| {
            let mut keys = ["pk", "sk"].map(|name| item.string(name).unwrap_or("(")).into_iter();
            keys.all(|key| text.contains(key))
        });
        assert!(named, "{what}: the error does not name an item: {text}");
    }
}

/// Notes the oddities of the response to this read, and returns its items.
fn look_at_answer<'j>(read: Read, answer: &'j Json, oddities: &mut Oddities) -> Vec<&'j Json> {
    let mut items = Vec::new();
    let Json::Object(members) = answer else {
        oddities.note(Oddity::Malformed);
        return items;
    };
    for (name, value) in members {
        match (read, name.as_str(), value) {
            (_, _, Json::Null) => {}
            (_, "ConsumedCapacity", value) => look_at_capacity(value, oddities),
            (Read::Get, "Item", item) => items.push(item),
            (Read::Query | Read::Scan | Read::Count, "Count" | "ScannedCount", count) if !is_count(count) => {
                oddities.note(Oddity::Summary);
            }
            (Read::Query | Read::Scan | Read::Count, "Items", Json::List(elements)) => items.extend(elements),
            (Read::Query | Read::Scan | Read::Count, "LastEvaluatedKey", key) => {
                oddities.at(name, |oddities| grammar::look_at_key(key, oddities));
            }
            (Read::Batch, "Responses", Json::Object(tables)) => {
                for (name, rows) in tables {
                    if name != "table" {
                        oddities.note(Oddity::Table);
                    }
                    match rows {
                        Json::List(rows) => items.extend(rows),
                        other => grammar::look_at_item(other, oddities),
                    }
                }
            }
            (Read::Batch, "UnprocessedKeys", Json::Object(tables)) => look_at_unprocessed(tables, oddities),
            (Read::Transaction, "Responses", Json::List(responses)) => {
                for response in responses {
                    match response {
                        Json::Object(members) => {
                            let of_item = members
                                .iter()
                                .filter(|(name, value)| name == "Item" && *value != Json::Null);
                            items.extend(of_item.map(|(_, item)| item));
                        }
                        other => grammar::look_at_item(other, oddities),
                    }
                }
            }
            (Read::Query | Read::Scan | Read::Count, "Items", _)
            | (Read::Batch, "Responses" | "UnprocessedKeys", _)
            | (Read::Transaction, "Responses", _) => {
                oddities.note(Oddity::Malformed);
            }
            _ => {}
        }
    }
    let mut of_items = Oddities::within(read.place_of_items());
    items.iter().for_each(|item| grammar::look_at_item(item, &mut of_items));
    oddities.extend(of_items);
    items
}

/// Whether this is an integer in any notation.
fn is_count(json: &Json) -> bool {
    let range = f64::from(i32::MIN)..=f64::from(i32::MAX);
    matches!(json, Json::Number(text) if text.parse().is_ok_and(|count: f64| count.fract() == 0.0 && range.contains(&count)))
}

/// Whether the SDK may refuse members that the library does not read.
fn look_at_capacity(value: &Json, oddities: &mut Oddities) {
    let is_total = |json: &Json| {
        let Json::Object(members) = json else { return false };
        members.iter().all(|(name, value)| match (name.as_str(), value) {
            ("TableName", Json::Text(_)) => true,
            ("CapacityUnits", Json::Number(units)) => units.parse().is_ok_and(f64::is_finite),
            ("CapacityUnits", Json::Text(units)) => ["Infinity", "-Infinity", "NaN"].contains(&units.as_str()),
            _ => false,
        })
    };
    let is_well_formed = match value {
        Json::List(each) => each.iter().all(is_total),
        one => is_total(one),
    };
    // Batches and transactions have a list of capacities.
    if !is_well_formed || matches!(value, Json::List(_)) {
        oddities.note(Oddity::Summary);
    }
}

fn look_at_unprocessed(tables: &[(String, Json)], oddities: &mut Oddities) {
    for (name, left) in tables {
        if name != "table" {
            oddities.note(Oddity::Table);
        }
        match left {
            Json::Object(members) => {
                for (name, value) in members {
                    match (name.as_str(), value) {
                        ("Keys", Json::List(keys)) => keys.iter().for_each(|key| grammar::look_at_key(key, oddities)),
                        _ => {
                            oddities.note(Oddity::Summary);
                        }
                    }
                }
            }
            other => grammar::look_at_item(other, oddities),
        }
    }
}
