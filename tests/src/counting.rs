//! A client that counts what leaves it, on any engine.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use dynamo_entity::local::Engine;

use crate::transport::{looked_at, operation};

/// The requests that have left a client, those that the SDK repeated included.
#[derive(Clone, Debug, Default)]
pub struct Requests(Arc<Mutex<Vec<String>>>);

impl Requests {
    /// How many there are since the client was made.
    #[must_use]
    pub fn count(&self) -> usize {
        self.operations().len()
    }

    /// The operation of each: `BatchWriteItem`.
    #[must_use]
    pub fn operations(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A client of a new, empty embedded engine, and the requests that leave it.
///
/// # Panics
/// When the engine cannot be opened.
#[must_use]
pub fn counting_client() -> (Client, Requests) {
    counting(&Engine::memory().expect("the embedded engine opens in memory").client())
}

/// A client of the same engine as `client`, and the requests that leave it.
///
/// # Panics
/// As [`looked_at`].
#[must_use]
pub fn counting(client: &Client) -> (Client, Requests) {
    let requests = Requests::default();
    let counted = requests.clone();
    let client = looked_at(client, move |request| {
        let mut requests = counted.0.lock().unwrap_or_else(PoisonError::into_inner);
        requests.push(operation(request));
    });
    (client, requests)
}
