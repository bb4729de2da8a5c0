//! Answers that are not a success are the SDK's to judge: its attempts, its errors, its budget of retries.

use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamo_entity::{ErrorKind, Wire};
use dynamo_entity_tests::faults::{Fault, Faults};

use super::*;

/// Runs the same program on both ways, with the same faults, and returns what both saw.
async fn on_both_ways<T: std::fmt::Debug + PartialEq>(
    faults: impl Fn() -> Vec<Fault>,
    program: impl AsyncFn(&Table<Library>) -> T,
) -> (T, Vec<String>) {
    let mut results = Vec::new();
    for through_sdk in [false, true] {
        let engine = Engine::memory().unwrap();
        Table::<Library>::new(engine.client(), "books")
            .create()
            .send()
            .await
            .unwrap();
        let faults = after_the_first(faults());
        let (client, log) = logged(faults.config(&engine), |_| ());
        let table = Table::<Library>::new(client, "books");
        let table = if through_sdk { table.through_sdk() } else { table };
        learn(&table).await;
        log.take();
        let result = program(&table).await;
        let seen = log.take();
        assert!(seen.first().is_some_and(|seen| seen.is_lean() != through_sdk));
        let attempts: Vec<String> = seen
            .iter()
            .map(|seen| seen.headers["amz-sdk-request"].clone())
            .collect();
        // Every attempt has the same body.
        assert!(seen.iter().all(|other| other.body == seen[0].body), "{seen:#?}");
        results.push((result, without_ttl(attempts)));
    }
    let sdk = results.pop().unwrap();
    let lean = results.pop().unwrap();
    assert_eq!(lean, sdk);
    lean
}

/// These faults, after a request from which a table learns its route.
fn after_the_first(faults: Vec<Fault>) -> Faults {
    Faults::new([vec![Fault::None], faults].concat())
}

/// Removes the deadline, which depends on the time.
fn without_ttl(attempts: Vec<String>) -> Vec<String> {
    let without = |attempt: String| match attempt.split_once("; attempt") {
        Some((_, rest)) => format!("attempt{rest}"),
        None => attempt,
    };
    attempts.into_iter().map(without).collect()
}

async fn put(table: &Table<Library>) -> Result<(), (ErrorKind, String)> {
    let put = Book::put(book(1)).send(table).await;
    put.map(|_| ()).map_err(|error| (error.kind(), error.to_string()))
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_fails_is_the_sdks_first() {
    let three = ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"];
    for fault in [
        Fault::throttle(),
        Fault::InternalServerError,
        Fault::Reset,
        Fault::AnswerLost,
        Fault::AnswerCut,
    ] {
        let (result, attempts) = on_both_ways(|| vec![fault.clone()], put).await;
        assert_eq!(
            (result, attempts.as_slice()),
            (Ok(()), three.map(str::to_owned).get(..2).unwrap()),
            "{fault:?}"
        );
        let (result, attempts) = on_both_ways(|| vec![fault.clone(); 3], put).await;
        assert!(result.is_err());
        assert_eq!(attempts, three, "{fault:?}");
    }
    let (result, attempts) = on_both_ways(|| vec![Fault::Refuse("ValidationException")], put).await;
    assert!(result.is_err());
    assert_eq!(attempts, three[..1]);
}

#[tokio::test]
async fn errors_are_the_sdks() {
    let twice = async |table: &Table<Library>| {
        let error = Book::create(book(2)).return_old().send(table).await.unwrap_err();
        (error.kind(), error.to_string(), error.existing::<Book>().unwrap())
    };
    for through_sdk in [false, true] {
        let (table, log) = table(|config| config).await;
        let table = if through_sdk { table.through_sdk() } else { table };
        Book::put(book(2)).send(&table).await.unwrap();
        let (kind, _, existing) = twice(&table).await;
        assert_eq!((kind, existing), (ErrorKind::AlreadyExists, Some(book(2))));
        assert_eq!(log.take().len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_without_retries_sends_once() {
    let engine = Engine::memory().unwrap();
    Table::<Library>::new(engine.client(), "books")
        .create()
        .send()
        .await
        .unwrap();
    let faults = after_the_first(vec![Fault::throttle()]);
    let config = faults.config(&engine).retry_config(RetryConfig::disabled());
    let (client, log) = logged(config, |_| ());
    let table = Table::<Library>::new(client, "books");
    learn(&table).await;
    log.take();
    assert!(put(&table).await.is_err());
    assert_eq!(log.take().len(), 1);
}

/// The SDK's budget of retries shrinks with each retry and grows with each success of the SDK's own.
#[tokio::test(start_paused = true)]
async fn after_a_retry_the_sdk_sends_until_its_budget_is_full() {
    let engine = Engine::memory().unwrap();
    Table::<Library>::new(engine.client(), "books")
        .create()
        .send()
        .await
        .unwrap();
    let faults = after_the_first(vec![Fault::None, Fault::throttle()]);
    let (client, log) = logged(faults.config(&engine), |_| ());
    let table = Table::<Library>::new(client, "books");
    learn(&table).await;
    log.take();
    let mut lean = Vec::new();
    for _ in 0..40 {
        put(&table).await.unwrap();
        lean.push(log.take().iter().all(Seen::is_lean));
    }
    assert!(lean[0] && !lean[1], "{lean:?}");
    let through_sdk = lean.iter().skip(1).take_while(|is_lean| !**is_lean).count();
    assert!((5..=20).contains(&through_sdk), "{lean:?}");
    assert!(lean.iter().skip(1 + through_sdk).all(|is_lean| *is_lean), "{lean:?}");
    assert_eq!(table.wire(), Wire::Lean);
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_leaves_nothing_behind() {
    let engine = Engine::memory().unwrap();
    Table::<Library>::new(engine.client(), "books")
        .create()
        .send()
        .await
        .unwrap();
    let faults = after_the_first(vec![Fault::Hang]);
    let (client, log) = logged(faults.config(&engine), |_| ());
    let table = Table::<Library>::new(client, "books");
    learn(&table).await;
    log.take();
    let hanging = Book::put(book(1)).send(&table);
    let timeout = tokio::time::timeout(std::time::Duration::from_secs(1), hanging).await;
    assert!(timeout.is_err());
    put(&table).await.unwrap();
    let seen = log.take();
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(Seen::is_lean));
}
