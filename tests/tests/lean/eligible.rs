//! Which way a table's requests take, and why.

use std::time::Duration;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{Builder, Credentials, Intercept};
use dynamo_entity::{SdkReason, Wire};

use super::*;

/// An interceptor that does nothing.
#[derive(Debug)]
struct Idle;

impl Intercept for Idle {
    fn name(&self) -> &'static str {
        "idle"
    }
}

async fn wire(change: impl FnOnce(Builder) -> Builder) -> (Wire, bool) {
    let (table, log) = table(change).await;
    let wire = table.wire();
    Book::put(book(1)).send(&table).await.unwrap();
    Book::get(("a", 1)).send(&table).await.unwrap();
    let seen = log.take();
    assert_eq!(seen.len(), 2);
    assert_eq!(table.wire(), wire, "the requests change nothing");
    (wire, seen.iter().all(Seen::is_lean))
}

#[tokio::test]
async fn plain_clients_are_lean_after_their_first_request() {
    assert_eq!(wire(|config| config).await, (Wire::Lean, true));
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .read_timeout(Duration::from_secs(2))
        .build();
    assert_eq!(wire(|config| config.timeout_config(timeouts)).await, (Wire::Lean, true));
    assert_eq!(
        wire(|config| config.retry_config(RetryConfig::disabled())).await,
        (Wire::Lean, true)
    );
    let token = Credentials::new("id", "secret", Some("token".into()), None, "test");
    assert_eq!(
        wire(|config| config.credentials_provider(token)).await,
        (Wire::Lean, true)
    );
}

#[tokio::test]
async fn everything_else_goes_through_the_sdk() {
    let minute = Duration::from_secs(60);
    let operation = TimeoutConfig::builder().operation_timeout(minute).build();
    let attempt = TimeoutConfig::builder().operation_attempt_timeout(minute).build();
    for (got, reason) in [
        (wire(|config| config.interceptor(Idle)).await, SdkReason::Interceptors),
        (
            wire(|config| config.retry_config(RetryConfig::adaptive())).await,
            SdkReason::AdaptiveRetries,
        ),
        (
            wire(|config| config.timeout_config(operation)).await,
            SdkReason::OperationTimeout,
        ),
        (
            wire(|config| config.timeout_config(attempt)).await,
            SdkReason::OperationTimeout,
        ),
    ] {
        assert_eq!(got, (Wire::Sdk(reason), false));
    }
}

#[tokio::test]
async fn a_table_can_be_told_to_use_the_sdk() {
    let (table, log) = table(|config| config).await;
    for (table, reason) in [
        (table.clone().through_sdk(), SdkReason::Chosen),
        (table.clone().through_attribute_values(), SdkReason::AttributeValues),
        (table.clone().observe(|_| ()), SdkReason::AttributeValues),
    ] {
        assert_eq!(table.wire(), Wire::Sdk(reason));
        assert_eq!(table.wire().to_string(), format!("through the SDK, because {reason}"));
        Book::put(book(1)).send(&table).await.unwrap();
        assert!(!log.take().iter().any(Seen::is_lean));
    }
    assert_eq!(table.wire().to_string(), "past the SDK, on the client's own connector");
}
