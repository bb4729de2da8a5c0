//! Random schedules of faults: each increment is applied at most once, and no response contradicts that.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use dynamo_entity::prelude::*;
use dynamo_entity::{Error, Result, Retries};
use dynamo_entity_tests::faults::{Fault, Faults, RequestInfo};
use futures::future::join_all;

use crate::{App, CONFLICT, Counter, THROTTLED, cancel, counter, counters, faulty};

fn reaches_the_engine(fault: &Fault) -> bool {
    matches!(fault, Fault::None | Fault::AnswerLost | Fault::Slow(_))
}

/// The number of times that a request reached the engine, by token.
fn served(faults: &Faults) -> BTreeMap<String, usize> {
    let mut served = BTreeMap::new();
    for (request, fault) in faults.requests() {
        if let Some(token) = request.body["ClientRequestToken"].as_str() {
            *served.entry(token.to_owned()).or_insert(0) += usize::from(reaches_the_engine(&fault));
        }
    }
    served
}

/// Chooses the fault of a request; one third of the requests have none.
///
/// DynamoDB remembers the tokens of completed transactions, so a repeated one is neither canceled nor in progress.
fn fault(random: &mut fastrand::Rng, done: &mut BTreeSet<String>, request: &RequestInfo) -> Fault {
    let token = request.body["ClientRequestToken"].as_str().unwrap_or_default();
    let fault = match random.u32(0..16) {
        0..2 => Fault::AnswerLost,
        2 => Fault::Reset,
        3 => Fault::throttle(),
        4 => Fault::InternalServerError,
        5..7 => cancel(request, |_| CONFLICT),
        7 => cancel(request, |position| if position == 0 { CONFLICT } else { "None" }),
        8 => cancel(request, |position| if position == 0 { THROTTLED } else { CONFLICT }),
        9 => Fault::Refuse("TransactionInProgressException"),
        10 => Fault::Slow(Duration::from_millis(random.u64(1..300))),
        _ => Fault::None,
    };
    let fault = match fault {
        Fault::Cancel(_) | Fault::Refuse("TransactionInProgressException") if done.contains(token) => Fault::None,
        fault => fault,
    };
    if reaches_the_engine(&fault) {
        done.insert(token.to_owned());
    }
    fault
}

#[tokio::test(start_paused = true)]
async fn in_random_schedules_nothing_is_applied_twice_or_lost() {
    let mut repeated = 0;
    let mut uncertain = 0;
    for seed in 0..720 {
        let (engine, table) = counters().await;
        let mut random = fastrand::Rng::with_seed(seed);
        let mut plan = random.fork();
        let mut known = BTreeSet::new();
        let faults = Faults::by(move |request| fault(&mut plan, &mut known, request));
        let faulty = faulty(&engine, &faults);
        let increments = (0..4_u32).map(|number| {
            let budget = Retries::default().attempts(random.u32(1..5));
            increment(&faulty, number, random.u32(0..3), format!("increment-{number}"), budget)
        });
        let outcomes = join_all(increments).await;

        let served = served(&faults);
        repeated += served.values().filter(|times| **times > 1).count();
        let (a, b) = (counter(&table, "a").await, counter(&table, "b").await);
        let mut seen = a.seen.clone();
        seen.sort_unstable();
        let applied: Vec<u32> = (0..4)
            .filter(|number| served[&format!("increment-{number}")] > 0)
            .collect();
        assert_eq!(seen, applied, "seed {seed}: each that reached the engine, once");
        assert_eq!(a.count, applied.len() as u64, "seed {seed}");
        let of_both: Vec<_> = outcomes
            .iter()
            .enumerate()
            .filter(|(_, (kind, _))| *kind == 2)
            .collect();
        let of_both = of_both
            .iter()
            .filter(|(number, _)| served[&format!("increment-{number}")] > 0)
            .count();
        assert_eq!(b.count, of_both as u64, "seed {seed}: both counters or none");

        let (mut succeeded, mut ambiguous) = (0, 0);
        for (number, (_, outcome)) in (0_u32..).zip(&outcomes) {
            match outcome {
                Ok(()) => {
                    succeeded += 1;
                    assert!(seen.contains(&number), "seed {seed}: {number} was not applied");
                }
                Err(error) if tells_that_nothing_was_done(error) => {
                    assert!(!seen.contains(&number), "seed {seed}: {number} was applied: {error}");
                }
                Err(_) => ambiguous += 1,
            }
        }
        assert!((succeeded..=succeeded + ambiguous).contains(&a.count), "seed {seed}");
        uncertain += ambiguous;
    }
    assert!(repeated > 150, "{repeated} were served more than once");
    assert!(uncertain > 0, "some ended without an answer");
}

/// Increments with an update with `once`, or with a transaction of one or two items.
async fn increment(table: &Table<App>, number: u32, kind: u32, token: String, budget: Retries) -> (u32, Result<()>) {
    let fields = Counter::fields();
    let update = Counter::patch("a").add(fields.count, 1).append(fields.seen, [number]);
    let outcome = match kind {
        0 => update.once().token(token).retries(budget).send(table).await,
        1 => {
            table
                .transact_write()
                .add(update)
                .token(token)
                .retries(budget)
                .send()
                .await
        }
        _ => {
            let both = table
                .transact_write()
                .add(update)
                .add(Counter::update("b").add(fields.count, 1));
            both.token(token).retries(budget).send().await
        }
    };
    (kind, outcome)
}

/// Whether the error proves that nothing was applied. A cancellation does; an error without a response does not.
fn tells_that_nothing_was_done(error: &Error) -> bool {
    error.is_transaction_canceled() || error.is_conflict() || error.code() == Some("ThrottlingException")
}
