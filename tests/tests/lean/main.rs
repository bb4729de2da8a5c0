//! Requests that leave without the SDK's orchestrator are the SDK's: the same URIs, headers, bodies, signatures, attempts and
//! errors. Where they could not be, the SDK sends them.

mod alike;
mod clock;
mod credentials;
mod eligible;
mod lambda;
mod replays;
mod sockets;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_smithy_async::time::TimeSource;
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::transport::{looked_at, operation};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SHELF#<shelf>", sk = "BOOK#<id:03>")]
#[gsi(name = "by_author", index = "gsi1", pk = "AUTHOR#<author>", sk = "<id:03>")]
pub(crate) struct Book {
    pub(crate) shelf: String,
    pub(crate) id: u32,
    pub(crate) author: String,
    #[default(0)]
    pub(crate) loans: u32,
}

#[derive(Table)]
#[table(entities(Book))]
pub(crate) struct Library;

pub(crate) fn book(id: u32) -> Book {
    Book {
        shelf: "a".into(),
        id,
        author: format!("author {}", id % 2),
        loans: id,
    }
}

/// A request that left the client.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub(crate) operation: String,
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Value,
    /// How often the client asked for the time since the request before.
    pub(crate) clock: usize,
}

impl Seen {
    /// The SDK asks for the time at eight and more stages of a request. A learnt route asks once, and the cache of credentials
    /// once, or three times if they expired.
    pub(crate) fn is_lean(&self) -> bool {
        self.clock <= 4
    }

    fn of(request: &HttpRequest, clock: usize) -> Self {
        Seen {
            operation: operation(request),
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            headers: (request.headers().iter())
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: serde_json::from_slice(request.body().bytes().unwrap()).unwrap(),
            clock,
        }
    }
}

/// The system's time, and how often it was asked for.
#[derive(Debug, Clone, Default)]
struct CountedTime(Arc<AtomicUsize>);

impl TimeSource for CountedTime {
    fn now(&self) -> SystemTime {
        self.0.fetch_add(1, Ordering::Relaxed);
        SystemTime::now()
    }
}

/// The requests that left a client, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log {
    seen: Arc<Mutex<Vec<Seen>>>,
    time: CountedTime,
}

impl Log {
    /// Takes the requests so far.
    pub(crate) fn take(&self) -> Vec<Seen> {
        self.time.0.store(0, Ordering::Relaxed);
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}

/// A client of this configuration whose requests are logged, and checked by `check` as they leave.
pub(crate) fn logged(config: Builder, check: impl Fn(&HttpRequest) + Send + Sync + 'static) -> (Client, Log) {
    let log = Log::default();
    let client = Client::from_conf(config.time_source(log.time.clone()).build());
    let Log { seen, time } = log.clone();
    let client = looked_at(&client, move |request| {
        check(request);
        let clock = time.0.swap(0, Ordering::Relaxed);
        seen.lock().unwrap().push(Seen::of(request, clock));
    });
    (client, log)
}

/// A table in a new embedded engine, which has learnt its route, and the requests that leave it.
pub(crate) async fn table(change: impl FnOnce(Builder) -> Builder) -> (Table<Library>, Log) {
    let engine = Engine::memory().unwrap();
    let plain = Table::<Library>::new(engine.client(), "books");
    plain.create().send().await.unwrap();
    let (client, log) = logged(change(engine.config()), |_| ());
    let table = Table::new(client, "books");
    learn(&table).await;
    log.take();
    (table, log)
}

/// Sends a request, which goes through the SDK if the table has no route yet.
pub(crate) async fn learn(table: &Table<Library>) {
    Book::get(("none", 0)).send(table).await.unwrap();
}
