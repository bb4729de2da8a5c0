//! Performs the same operations on four tables: lean, as JSON through the SDK, through attribute values, and with a client that
//! has an interceptor.
//! Compares the bodies of the requests, the outcomes and the items.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Intercept;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::Wire;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use dynamo_entity_tests::transport::{looked_at, operation};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Doc, Note, Place};

fn is_name(name: &str) -> bool {
    !name.is_empty()
}

/// An entity with a version, a unique field, a validated field, a list and a map.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<id>", sk = "ACCOUNT")]
pub(crate) struct Account {
    pub(crate) id: String,
    #[entity(unique)]
    pub(crate) email: String,
    #[entity(validate = is_name)]
    pub(crate) name: String,
    #[entity(version)]
    pub(crate) version: u64,
}

/// An entity that `update` can create.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "COUNTER#<name>", sk = "COUNTER")]
pub(crate) struct Counter {
    pub(crate) name: String,
    #[default(0)]
    pub(crate) count: i64,
    #[default]
    pub(crate) lines: Vec<Line>,
    #[default]
    pub(crate) labels: BTreeMap<String, String>,
    #[default]
    pub(crate) note: Option<String>,
}

/// An entity with a flattened map, in which names may be repeated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) text: String,
    #[serde(flatten)]
    pub(crate) others: BTreeMap<String, String>,
}

/// An entity with an attribute that no field has, and with a field as key attribute.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "<pk>", sk = "TAGGED")]
#[serde(tag = "kind")]
pub(crate) struct Tagged {
    pub(crate) pk: String,
    pub(crate) lines: Vec<Line>,
}

#[derive(Table)]
#[table(entities(Account, Counter, Tagged, Doc, Note, Place))]
pub(crate) struct Shape;

/// A request as it left the SDK.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sent {
    pub(crate) operation: String,
    pub(crate) length: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

impl Sent {
    pub(crate) fn body(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    /// Returns the request without its table name and time.
    fn comparable(&self, table: &str) -> (String, Value) {
        let text = String::from_utf8(self.bytes.clone()).unwrap();
        let mut body: Value = serde_json::from_str(&text.replace(table, "table")).unwrap();
        body.as_object_mut().unwrap().remove("ClientRequestToken");
        (self.operation.clone(), body)
    }
}

/// Records the requests of a client.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outgoing(Arc<Mutex<Vec<Sent>>>);

impl Outgoing {
    pub(crate) fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    pub(crate) fn of(&self, client: &Client) -> Client {
        let sent = Arc::clone(&self.0);
        looked_at(client, move |request| {
            sent.lock().unwrap().push(Sent {
                operation: operation(request),
                length: request.headers().get("content-length").map(str::to_owned),
                bytes: request.body().bytes().unwrap_or_default().to_vec(),
            });
        })
    }
}

/// An interceptor that changes nothing. A client that has one sees the SDK's types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LooksOn;

impl Intercept for LooksOn {
    fn name(&self) -> &'static str {
        "LooksOn"
    }
}

/// Returns the client with an interceptor.
pub(crate) fn intercepted(client: &Client) -> Client {
    Client::from_conf(client.config().to_builder().interceptor(LooksOn).build())
}

/// Four tables that receive the same operations.
#[derive(Debug)]
pub(crate) struct Ways {
    pub(crate) direct: Table<Shape>,
    pub(crate) through_sdk: Table<Shape>,
    pub(crate) typed: Table<Shape>,
    pub(crate) intercepted: Table<Shape>,
    pub(crate) outgoing: Outgoing,
}

/// The outcome of an operation, and the requests that it sent.
pub(crate) type Done = (Result<String, String>, Vec<Sent>);

impl Ways {
    pub(crate) async fn new() -> Self {
        let outgoing = Outgoing::default();
        let client = outgoing.of(&client().await);
        let table = |client: &Client| Table::<Shape>::new(client.clone(), unique_table_name("written"));
        let ways = Ways {
            direct: table(&client),
            through_sdk: table(&client).through_sdk(),
            typed: table(&client).through_attribute_values(),
            intercepted: table(&intercepted(&client)),
            outgoing,
        };
        for table in ways.tables() {
            table.create().send().await.unwrap();
        }
        ways.direct.warm_up().await.unwrap();
        assert_eq!(ways.direct.wire(), Wire::Lean);
        ways.outgoing.take();
        ways
    }

    pub(crate) fn tables(&self) -> [&Table<Shape>; 4] {
        [&self.direct, &self.through_sdk, &self.typed, &self.intercepted]
    }

    /// Compares the outcomes of an operation in each way, the requests that were sent and the stored items. Returns the
    /// requests, or the error.
    pub(crate) async fn compare(&self, done: Vec<Done>) -> Result<Vec<Sent>, String> {
        let mut known = None;
        for ((outcome, sent), table) in done.iter().zip(self.tables()) {
            for sent in sent {
                assert_eq!(sent.length, Some(sent.bytes.len().to_string()));
            }
            let sent: Vec<_> = sent.iter().map(|sent| sent.comparable(table.name())).collect();
            let seen = (outcome, sent, stored(table).await);
            assert_eq!(*known.get_or_insert_with(|| seen.clone()), seen);
        }
        let (outcome, sent) = done.into_iter().next().unwrap();
        outcome.map(|_| sent)
    }
}

/// Returns the items of a table by their keys.
pub(crate) async fn stored(table: &Table<Shape>) -> BTreeMap<String, HashMap<String, AttributeValue>> {
    let scan = table.client().scan().table_name(table.name()).consistent_read(true);
    let items = scan.into_paginator().items().send();
    let items = items.collect::<Result<Vec<_>, _>>().await.unwrap();
    let rows = items.into_iter().map(|mut item| {
        for value in item.values_mut() {
            if let AttributeValue::Ss(texts) | AttributeValue::Ns(texts) = value {
                texts.sort();
            }
        }
        (format!("{:?} / {:?}", item.get("pk"), item.get("sk")), item)
    });
    rows.collect()
}

/// Performs an operation in every way. Returns the requests of the JSON way, or the error of all.
macro_rules! every_way {
    ($ways:expr, |$to:ident| $write:expr) => {{
        let ways: &crate::ways::Ways = &$ways;
        ways.outgoing.take();
        let mut done = Vec::new();
        for table in ways.tables() {
            let $to: &Table<crate::ways::Shape> = table;
            let outcome = crate::outcome($write.await);
            done.push((outcome, ways.outgoing.take()));
        }
        ways.compare(done).await
    }};
}
pub(crate) use every_way;
