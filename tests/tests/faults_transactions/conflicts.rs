//! Conflicts and other reasons for a canceled transaction, which are retried under the budget if a retry can help.

use std::collections::BTreeSet;
use std::time::Duration;

use dynamo_entity::prelude::*;
use dynamo_entity::{Cancellation, Retries};
use dynamo_entity_tests::faults::{Fault, Faults, Reason};
use tokio::time::Instant;

use crate::{App, CONFLICT, Counter, THROTTLED, cancel, conflicts, counter, counters, faulty};

#[tokio::test(start_paused = true)]
async fn conflicts_are_retried_under_the_budget_and_only_if_asked() {
    let (engine, table) = counters().await;
    let fields = Counter::fields();
    let both = |table: &Table<App>| {
        let transaction = table.transact_write();
        let transaction = transaction.add(Counter::patch("a").add(fields.count, 1));
        transaction.add(Counter::patch("b").add(fields.count, 1))
    };

    let faults = Faults::new(vec![conflicts(2)]);
    let once = both(&faulty(&engine, &faults)).retries(Retries::NONE);
    let error = once.send().await.unwrap_err();
    assert!(error.is_conflict() && error.is_transaction_canceled(), "{error}");
    assert!(error.cancellations().unwrap().iter().all(Cancellation::is_conflict));
    assert_eq!(faults.count(), 1);

    // One conflict is enough to cancel. Each attempt sends the same request with the same token.
    let mixed_with_none = Fault::Cancel(vec![Reason::code("None"), Reason::code(CONFLICT)]);
    let faults = Faults::new(vec![conflicts(2), mixed_with_none, Fault::AnswerLost]);
    let budget = Retries::default().attempts(3);
    both(&faulty(&engine, &faults)).retries(budget).send().await.unwrap();
    let bodies: BTreeSet<_> = faults
        .requests()
        .iter()
        .map(|(request, _)| request.body.to_string())
        .collect();
    assert_eq!(
        (faults.count(), bodies.len()),
        (4, 1),
        "two conflicts, and an answer lost and sent again by the SDK"
    );
    assert_eq!(
        (counter(&table, "a").await.count, counter(&table, "b").await.count),
        (1, 1)
    );

    for attempts in [1, 2, 5] {
        let faults = Faults::by(|request| cancel(request, |_| CONFLICT));
        let budget = Retries::default().attempts(attempts);
        let error = both(&faulty(&engine, &faults))
            .retries(budget)
            .send()
            .await
            .unwrap_err();
        assert!(error.is_conflict());
        assert_eq!(faults.count(), attempts as usize);
    }
    let faults = Faults::by(|request| cancel(request, |_| CONFLICT));
    let (started, time) = (Instant::now(), Duration::from_secs(7));
    let budget = Retries::default().attempts(u32::MAX).time(time);
    both(&faulty(&engine, &faults))
        .retries(budget)
        .send()
        .await
        .unwrap_err();
    assert!(started.elapsed() < time && faults.count() > 2);
    assert_eq!(counter(&table, "a").await.count, 1);
}

#[tokio::test(start_paused = true)]
async fn a_cancellation_for_more_than_conflicts_is_not_retried() {
    let (engine, _) = counters().await;
    let fields = Counter::fields();
    let cases = [
        [CONFLICT, "ConditionalCheckFailed"],
        [THROTTLED, CONFLICT],
        [THROTTLED, "None"],
        ["None", "Unheard"],
    ];
    for codes in cases {
        let faults = Faults::new(vec![Fault::Cancel(codes.map(Reason::code).to_vec())]);
        let transaction = faulty(&engine, &faults).transact_write();
        let transaction = transaction.add(Counter::patch("a").add(fields.count, 1));
        let transaction = transaction.add(Counter::patch("b").add(fields.count, 1));
        let error = transaction.retries(Retries::default()).send().await.unwrap_err();
        assert_eq!(faults.count(), 1, "{error}");
        assert!(!error.is_conflict(), "{error}");
        assert_eq!(error.is_throttled(), codes == [THROTTLED, "None"], "{error}");
        let found: Vec<_> = error
            .cancellations()
            .unwrap()
            .iter()
            .map(|reason| reason.code().unwrap_or("None"))
            .collect();
        assert_eq!(found, codes);
    }
}

#[tokio::test(start_paused = true)]
async fn each_code_has_its_predicate() {
    let (engine, _) = counters().await;
    let codes = [
        CONFLICT,
        THROTTLED,
        "ProvisionedThroughputExceeded",
        "ValidationError",
        "ItemCollectionSizeLimitExceeded",
    ];
    for code in codes {
        let faults = Faults::new(vec![Fault::Cancel(vec![Reason::code(code)])]);
        let add = Counter::patch("a").add(Counter::fields().count, 1);
        let error = faulty(&engine, &faults)
            .transact_write()
            .add(add)
            .retries(Retries::NONE)
            .send()
            .await
            .unwrap_err();
        let [reason] = error.cancellations().unwrap() else {
            panic!("one operation: {error}");
        };
        let is = [
            reason.is_conflict(),
            reason.is_throttled(),
            reason.is_validation(),
            reason.is_too_large(),
        ];
        let wanted = [
            code == CONFLICT,
            code == codes[1] || code == codes[2],
            code == codes[3],
            code == codes[4],
        ];
        assert_eq!(is, wanted, "{code}");
        assert!(!reason.is_ok() && !reason.is_condition_failed() && reason.code() == Some(code));
    }

    // The number of reasons must equal the number of operations; otherwise a reason cannot be assigned to its operation.
    let faults = Faults::new(vec![conflicts(2)]);
    let error = faulty(&engine, &faults)
        .transact_write()
        .add(Counter::remove("a"))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_transaction_canceled() && error.cancellations().is_none() && !error.is_conflict());
}

#[tokio::test(start_paused = true)]
async fn a_single_write_conflicts_with_a_transaction_and_once_fails_like_one() {
    let (engine, table) = counters().await;
    let add = || Counter::patch("a").add(Counter::fields().count, 1);
    let faults = Faults::new(vec![Fault::Refuse("TransactionConflictException")]);
    let error = add().send(&faulty(&engine, &faults)).await.unwrap_err();
    assert!(error.is_conflict() && !error.is_transaction_canceled(), "{error}");

    // Retried by default, but not with `Retries::NONE`.
    let faults = Faults::new(vec![conflicts(1), conflicts(1)]);
    add().once().send(&faulty(&engine, &faults)).await.unwrap();
    assert_eq!((faults.count(), counter(&table, "a").await.count), (3, 1));
    for (code, plan) in [
        ("TransactionConflictException", CONFLICT),
        ("ThrottlingException", THROTTLED),
        ("ValidationException", "ValidationError"),
    ] {
        let faults = Faults::new(vec![Fault::Cancel(vec![Reason::code(plan)])]);
        let operation = add().once().retries(Retries::NONE);
        let error = operation.send(&faulty(&engine, &faults)).await.unwrap_err();
        assert_eq!((error.code(), error.key()), (Some(code), Some("COUNTER#a / COUNTER")));
        assert_eq!(
            (error.is_conflict(), error.is_throttled()),
            (plan == CONFLICT, plan == THROTTLED)
        );
        assert_eq!(faults.count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn reads_conflict_with_writes() {
    let (engine, _) = counters().await;
    let reads = || (Counter::get("a"), Counter::get("b"));
    let faults = Faults::new(vec![conflicts(2), conflicts(2)]);
    let table = faulty(&engine, &faults);
    let once = table.transact_get(reads()).retries(Retries::NONE);
    let error = once.send().await.unwrap_err();
    assert_eq!(error.cancellations().unwrap()[1].key(), Some("COUNTER#b / COUNTER"));
    assert!(error.is_conflict());
    let (a, b) = table
        .transact_get(reads())
        .retries(Retries::default())
        .send()
        .await
        .unwrap();
    assert!(a.is_some() && b.is_some());
    assert_eq!(faults.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_transaction_in_progress_is_retried_with_its_token() {
    let (engine, table) = counters().await;
    let add = || Counter::patch("a").add(Counter::fields().count, 1);
    let in_progress = || Fault::Refuse("TransactionInProgressException");
    // The SDK's client makes three attempts; further retries are the crate's.
    let faults = Faults::new(vec![in_progress(), in_progress(), in_progress(), in_progress()]);
    add().once().send(&faulty(&engine, &faults)).await.unwrap();
    assert_eq!((faults.count(), counter(&table, "a").await.count), (5, 1));

    let faults = Faults::by(move |_| in_progress());
    let error = faulty(&engine, &faults)
        .transact_write()
        .add(add())
        .retries(Retries::NONE)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_transaction_in_progress() && !error.is_conflict(), "{error}");
    assert_eq!(faults.count(), 3);
}
