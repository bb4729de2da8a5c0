//! A client that counts what leaves it, on any engine.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_smithy_runtime_api::box_error::BoxError;
use dynamo_entity::local::Engine;

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
#[must_use]
pub fn counting(client: &Client) -> (Client, Requests) {
    let requests = Requests::default();
    let config = client.config().to_builder().interceptor(Counting(requests.clone()));
    (Client::from_conf(config.build()), requests)
}

#[derive(Debug)]
struct Counting(Requests);

impl Intercept for Counting {
    fn name(&self) -> &'static str {
        "Counting"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let target = context.request().headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        let mut requests = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        requests.push(operation);
        Ok(())
    }
}
