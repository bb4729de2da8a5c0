//! Every failure has a kind: what DynamoDB refuses, what never reaches it, and each operation of a canceled transaction.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeSerializationInterceptorContextRef;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept};
use aws_sdk_dynamodb::error::BoxError;
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity::{Error, ErrorKind};
use dynamo_entity_tests::faults::{Fault, Faults, Reason};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    #[default(0)]
    visits: u32,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

const NAME: &str = "kinds";

async fn engine() -> Engine {
    let engine = Engine::memory().unwrap();
    let table = Table::<App>::new(engine.client(), NAME);
    table.create().send().await.unwrap();
    engine
}

/// Returns the errors of a read and of a write that meet `fault`.
async fn errors(engine: &Engine, fault: Fault) -> [Error; 2] {
    let faults = Faults::by(move |_| fault.clone());
    let table = Table::<App>::new(faults.client_without_retries(engine), NAME);
    [
        User::get("1").send(&table).await.unwrap_err(),
        User::put(User::builder().id("1")).send(&table).await.unwrap_err(),
    ]
}

#[tokio::test(start_paused = true)]
async fn what_dynamodb_refuses_has_a_kind() {
    let engine = engine().await;
    let refused = [
        ("ProvisionedThroughputExceededException", ErrorKind::Throttled),
        ("ThrottlingException", ErrorKind::Throttled),
        ("RequestLimitExceeded", ErrorKind::Throttled),
        ("TransactionConflictException", ErrorKind::Conflict),
        ("ReplicatedWriteConflictException", ErrorKind::Conflict),
        ("ValidationException", ErrorKind::Rejected),
        (
            "ItemCollectionSizeLimitExceededException",
            ErrorKind::ItemCollectionTooLarge,
        ),
        ("ResourceNotFoundException", ErrorKind::TableNotFound),
        ("AccessDeniedException", ErrorKind::AccessDenied),
        ("UnrecognizedClientException", ErrorKind::AccessDenied),
        ("ExpiredTokenException", ErrorKind::AccessDenied),
        ("SomethingNew", ErrorKind::Service),
    ];
    for (code, kind) in refused {
        for error in errors(&engine, Fault::Refuse(code)).await {
            assert_eq!((error.kind(), error.code()), (kind, Some(code)), "{error}");
            assert_eq!(error.is_throttled(), kind == ErrorKind::Throttled, "{error}");
            assert_eq!(error.is_conflict(), kind == ErrorKind::Conflict, "{error}");
        }
    }
    for error in errors(&engine, Fault::InternalServerError).await {
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Service, Some("InternalServerError"))
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_without_an_answer_has_a_kind() {
    let engine = engine().await;
    for (fault, kind) in [
        (Fault::Reset, ErrorKind::Dispatch),
        (Fault::AnswerLost, ErrorKind::Dispatch),
        (Fault::AnswerCut, ErrorKind::Response),
    ] {
        for error in errors(&engine, fault.clone()).await {
            assert_eq!((error.kind(), error.code()), (kind, None), "{fault:?}: {error}");
            assert!(!error.is_timeout() && !error.is_invalid_input());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_missing_answer_is_a_timeout() {
    let engine = engine().await;
    let second = Duration::from_secs(1);
    let timeouts = [
        TimeoutConfig::builder().operation_timeout(second),
        TimeoutConfig::builder().operation_attempt_timeout(second),
    ];
    for timeouts in timeouts {
        let faults = Faults::by(|_| Fault::Hang);
        let config = faults.config(&engine).retry_config(RetryConfig::disabled());
        let client = Client::from_conf(config.timeout_config(timeouts.build()).build());
        let table = Table::<App>::new(client, NAME);
        let error = User::get("1").send(&table).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Timeout, None), "{error}");
        assert!(error.is_timeout());
    }
}

/// Refuses every request before it is serialized.
#[derive(Debug)]
struct Refuse;

impl Intercept for Refuse {
    fn name(&self) -> &'static str {
        "Refuse"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &aws_sdk_dynamodb::config::RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        Err("refused by the client".into())
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_made_has_a_kind() {
    let engine = engine().await;
    let client = Client::from_conf(engine.config().interceptor(Refuse).build());
    let table = Table::<App>::new(client, NAME);
    let error = User::get("1").send(&table).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Construction, "{error}");
}

#[tokio::test(start_paused = true)]
async fn each_operation_of_a_canceled_transaction_has_a_kind() {
    let engine = engine().await;
    let reasons = [
        ("None", None),
        ("ConditionalCheckFailed", Some(ErrorKind::NotFound)),
        ("TransactionConflict", Some(ErrorKind::Conflict)),
        ("ThrottlingError", Some(ErrorKind::Throttled)),
        ("ProvisionedThroughputExceeded", Some(ErrorKind::Throttled)),
        ("ValidationError", Some(ErrorKind::Rejected)),
        (
            "ItemCollectionSizeLimitExceeded",
            Some(ErrorKind::ItemCollectionTooLarge),
        ),
        ("SomethingNew", Some(ErrorKind::Service)),
    ];
    let faults = Faults::new(vec![Fault::Cancel(
        reasons.iter().map(|(code, _)| Reason::code(code)).collect(),
    )]);
    let table = Table::<App>::new(faults.client_without_retries(&engine), NAME);
    let mut transaction = table.transact_write();
    for place in 0..reasons.len() {
        transaction = transaction.add(User::patch(place.to_string()).set(User::fields().visits, 1_u32));
    }
    let error = transaction.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionCanceled);
    let kinds: Vec<_> = error.cancellations().unwrap().iter().map(|one| one.kind()).collect();
    assert_eq!(kinds, reasons.map(|(_, kind)| kind));
}

#[tokio::test(start_paused = true)]
async fn throttling_names_the_limit_and_the_table_or_index() {
    const TABLE: &str = "arn:aws:dynamodb:eu-central-1:123456789012:table/app";
    const INDEX: &str = "arn:aws:dynamodb:eu-central-1:123456789012:table/app/index/gsi1";
    let engine = engine().await;
    let reasons = vec![
        ("TableWriteProvisionedThroughputExceeded", TABLE),
        ("IndexWriteKeyRangeThroughputExceeded", INDEX),
    ];
    for code in [
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "RequestLimitExceeded",
    ] {
        for error in errors(&engine, Fault::Throttle(code, reasons.clone())).await {
            assert!(error.is_throttled());
            let throttling = error.throttling();
            let found: Vec<_> = throttling.iter().map(|one| (one.reason(), one.resource())).collect();
            assert_eq!(found, reasons, "{code}");
            let places: Vec<_> = throttling.iter().map(|one| (one.table(), one.index())).collect();
            assert_eq!(places, [(Some("app"), None), (Some("app"), Some("gsi1"))]);
        }
    }
    for error in errors(&engine, Fault::throttle()).await {
        assert!(error.is_throttled() && error.throttling().is_empty());
    }
    for error in errors(&engine, Fault::Refuse("ResourceNotFoundException")).await {
        assert!(error.throttling().is_empty());
    }
}
