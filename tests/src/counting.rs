//! A client that counts its requests, on any engine.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use dynamo_entity::local::Engine;

use crate::transport::{looked_at, operation};

/// The requests of a client, including the SDK's retries.
#[derive(Clone, Debug, Default)]
pub struct Requests(Arc<Mutex<Vec<String>>>);

impl Requests {
    /// Returns the number of requests since the client was made.
    #[must_use]
    pub fn count(&self) -> usize {
        self.operations().len()
    }

    /// Returns the operation of each request, such as `BatchWriteItem`.
    #[must_use]
    pub fn operations(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Makes a client of a new, empty embedded engine, and the count of its requests.
///
/// # Panics
/// If the engine cannot be opened.
#[must_use]
pub fn counting_client() -> (Client, Requests) {
    counting(&Engine::memory().expect("the embedded engine opens in memory").client())
}

/// Makes a client of the same engine as `client`, and the count of its requests.
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
