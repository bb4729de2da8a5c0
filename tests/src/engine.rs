//! The engine of a test: the embedded engine, or the engine at the endpoint in `DYNAMO_ENTITY_ENDPOINT`.
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

/// The variable with the endpoint of a running engine, such as `http://127.0.0.1:4566`.
pub const ENDPOINT_VARIABLE: &str = "DYNAMO_ENTITY_ENDPOINT";

/// Returns the endpoint of the running engine, if there is one.
#[must_use]
pub fn endpoint() -> Option<String> {
    std::env::var(ENDPOINT_VARIABLE)
        .ok()
        .filter(|endpoint| !endpoint.is_empty())
}

/// Makes a client of the engine under test.
///
/// The embedded engine is new and empty for each call. An engine at an endpoint is shared by all tests, which therefore take
/// their table names from [`unique_table_name`].
///
/// # Panics
/// If the embedded engine cannot be opened.
// The function is async so that tests do not change if an engine needs it.
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
        // The configuration names its transport, so that a test can wrap it.
        .http_client(
            Builder::new()
                .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
                .build_https(),
        )
        .credentials_provider(Credentials::new("test", "test", None, None, "tests"))
        .build();
    Client::from_conf(config)
}

/// Makes a table name, such as `orders-6e0b…`, that no other test in this or an earlier run has.
#[must_use]
pub fn unique_table_name(base: &str) -> String {
    format!("{base}-{}", Uuid::new_v4().simple())
}
