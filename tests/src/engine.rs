//! The engine a test runs on: the embedded one, or any other whose endpoint is in `DYNAMO_ENTITY_ENDPOINT`.
//!
//! ```sh
//! cargo test --workspace
//! tests/engines/ministack.sh cargo test --workspace --test engine
//! ```

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use dynamo_entity::local::Engine;
use uuid::Uuid;

/// Holds the endpoint of a running engine, such as `http://127.0.0.1:4566`.
pub const ENDPOINT_VARIABLE: &str = "DYNAMO_ENTITY_ENDPOINT";

/// The endpoint the tests were pointed at, if any.
#[must_use]
pub fn endpoint() -> Option<String> {
    std::env::var(ENDPOINT_VARIABLE)
        .ok()
        .filter(|endpoint| !endpoint.is_empty())
}

/// A client of the engine under test.
///
/// The embedded engine is new and empty at each call; one behind an endpoint is shared by all tests, which
/// therefore take their table names from [`unique_table_name`].
///
/// # Panics
/// When the embedded engine cannot be opened.
// Async, although neither engine needs it: a test that awaits its client does not change with the engine.
#[allow(clippy::unused_async)]
pub async fn client() -> Client {
    match endpoint() {
        Some(endpoint) => remote(endpoint),
        None => Engine::memory().expect("the embedded engine opens in memory").client(),
    }
}

fn remote(endpoint: String) -> Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .endpoint_url(endpoint)
        // The configuration names its transport, so that a test can put something around it.
        .http_client(
            Builder::new()
                .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
                .build_https(),
        )
        .credentials_provider(Credentials::new("test", "test", None, None, "tests"))
        .build();
    Client::from_conf(config)
}

/// `orders-6e0b…`: a table name that no other test has, in this run or an earlier one.
#[must_use]
pub fn unique_table_name(base: &str) -> String {
    format!("{base}-{}", Uuid::new_v4().simple())
}
