//! The same operations on both ways leave the same requests.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use aws_sdk_dynamodb::config::{AppName, Credentials, Region};
use dynamo_entity::{SdkReason, Wire};
use dynamo_entity_tests::answering::answering_client;
use dynamo_entity_tests::signature::verify;

use super::*;

/// Sends each operation that has items.
async fn every_operation(table: &Table<Library>) {
    let f = Book::fields();
    Book::put(book(1)).send(table).await.unwrap();
    Book::create(book(2)).send(table).await.unwrap();
    Book::get(("a", 1)).send(table).await.unwrap().unwrap();
    Book::patch(("a", 1)).set(f.loans, 7).send(table).await.unwrap();
    Book::upsert(book(3)).send(table).await.unwrap();
    Book::query().by_author("author 1").all(table).await.unwrap();
    Book::scan().all(table).await.unwrap();
    let written = table.batch_write().put_all((4..9).map(book));
    written.send().await.unwrap();
    Book::batch_get((1..9).map(|id| ("a", id))).send(table).await.unwrap();
    Book::delete(("a", 4)).send(table).await.unwrap();
}

/// Removes what is different in each request.
fn comparable(seen: Vec<Seen>) -> Vec<Seen> {
    let comparable = |mut seen: Seen| {
        for name in ["x-amz-date", "amz-sdk-invocation-id"] {
            let value = seen.headers.insert(name.into(), String::new());
            assert!(value.is_some_and(|value| !value.is_empty()), "{name} of {seen:?}");
        }
        let authorization = seen.headers.get_mut("authorization").unwrap();
        authorization.truncate(authorization.find("Signature=").unwrap());
        if let Some(token) = seen.body.get_mut("ClientRequestToken") {
            *token = Value::Null;
        }
        seen.clock = 0;
        seen
    };
    seen.into_iter().map(comparable).collect()
}

#[tokio::test]
async fn requests_are_the_sdks() {
    for token in [None, Some("token".repeat(100))] {
        let credentials = || Credentials::new("id", "secret", token.clone(), None, "test");
        let both = [false, true].map(|through_sdk| {
            let engine = Engine::memory().unwrap();
            let config = engine.config().region(Region::from_static("eu-central-1"));
            let config = config.credentials_provider(credentials());
            let (client, log) = logged(config, |request| verify(request, "secret").unwrap());
            let table = Table::<Library>::new(client, "books");
            (if through_sdk { table.through_sdk() } else { table }, log)
        });
        let mut seen = Vec::new();
        for (table, log) in &both {
            table.create().send().await.unwrap();
            learn(table).await;
            log.take();
            every_operation(table).await;
            seen.push(log.take());
        }
        let [lean, sdk] = <[_; 2]>::try_from(seen).unwrap();
        assert!(lean.iter().all(Seen::is_lean), "{lean:#?}");
        assert!(!sdk.iter().any(Seen::is_lean));
        let operations: BTreeSet<_> = lean.iter().map(|seen| seen.operation.clone()).collect();
        assert_eq!(operations.len(), 8, "{operations:?}");
        assert_eq!(comparable(lean), comparable(sdk));
    }
}

/// A client's configuration, and its name in messages.
type Configuration = (&'static str, fn(Builder) -> Builder);

const CONFIGURATIONS: [Configuration; 9] = [
    ("region", |config| config.region(Region::from_static("eu-central-1"))),
    ("gov", |config| config.region(Region::from_static("us-gov-west-1"))),
    ("china", |config| config.region(Region::from_static("cn-north-1"))),
    ("FIPS", |config| config.use_fips(true)),
    ("dual-stack", |config| config.use_dual_stack(true)),
    ("account", |config| config.credentials_provider(of_account())),
    ("port", |config| config.endpoint_url("http://localhost:8000")),
    ("path", |config| {
        config.endpoint_url("http://localhost:8000/proxy/a-b_c.d~e")
    }),
    ("name", |config| config.app_name(AppName::new("books").unwrap())),
];

fn of_account() -> Credentials {
    Credentials::builder()
        .access_key_id("id")
        .secret_access_key("secret")
        .session_token("token")
        .account_id("123456789012")
        .provider_name("test")
        .build()
}

/// A client that sends nothing, with a log of its requests.
fn silent(change: fn(Builder) -> Builder) -> (Client, Log) {
    let config = answering_client(200, "{}").config().to_builder();
    let config = config.credentials_provider(Credentials::new("id", "secret", None, None, "test"));
    logged(change(config), |request| verify(request, "secret").unwrap())
}

/// The endpoint depends on the configuration, and on the account if the table's name is an ARN.
#[tokio::test]
async fn requests_are_the_sdks_whatever_the_configuration() {
    let arn = "arn:aws:dynamodb:us-east-1:123456789012:table/books";
    let mut uris = BTreeSet::new();
    for (name, change) in CONFIGURATIONS {
        for table in ["books", arn] {
            let mut seen = Vec::new();
            for through_sdk in [false, true] {
                let (client, log) = silent(change);
                let table = Table::<Library>::new(client, table);
                let table = if through_sdk { table.through_sdk() } else { table };
                learn(&table).await;
                log.take();
                Book::put(book(1)).send(&table).await.unwrap();
                Book::delete(("a", 1)).send(&table).await.unwrap();
                let requests = log.take();
                assert!(requests.iter().all(|seen| seen.is_lean() != through_sdk), "{name}");
                uris.extend(requests.iter().map(|seen| seen.uri.clone()));
                seen.push(comparable(requests));
            }
            assert_eq!(seen[0], seen[1], "{name}");
        }
    }
    assert!(uris.len() >= 9, "{uris:#?}");
}

/// An endpoint with a header of its own, which is not known.
#[derive(Debug)]
struct Strange;

impl ResolveEndpoint for Strange {
    fn resolve_endpoint<'a>(&'a self, _: &'a Params) -> EndpointFuture<'a> {
        let endpoint = Endpoint::builder().url("https://example.com").header("x-strange", "1");
        EndpointFuture::ready(Ok(endpoint.build()))
    }
}

#[tokio::test]
async fn requests_with_something_unknown_are_the_sdks_own() {
    let (client, log) = silent(|config| config.endpoint_resolver(Strange));
    let table = Table::<Library>::new(client, "books");
    assert_eq!(table.wire(), Wire::Lean);
    for id in 0..6 {
        Book::put(book(id)).send(&table).await.unwrap();
        let seen = log.take();
        assert!(!seen[0].is_lean());
        assert_eq!(seen[0].headers["x-strange"], "1");
    }
    assert_eq!(table.wire(), Wire::Sdk(SdkReason::UnknownRequest));
}

#[tokio::test]
async fn a_client_that_adds_to_the_sdks_metrics_sends_through_the_sdk() {
    let (client, log) = silent(|config| config.emit_input_attributes(["TableName"]));
    let table = Table::<Library>::new(client, "books");
    for id in 0..6 {
        Book::put(book(id)).send(&table).await.unwrap();
        assert!(!log.take()[0].is_lean());
    }
    assert_eq!(table.wire(), Wire::Sdk(SdkReason::UnknownRequest));
}
