//! Batches whose requests fail: nothing is lost, and the reported rest is exactly what the engine lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as _;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity::{BatchAnswer, Error, Retries, Unprocessed};
use dynamo_entity_tests::faults::{Fault, Faults, RequestInfo, on_chosen_wire};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run_paused;
use futures::{StreamExt as _, stream};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::Instant;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id:03>", sk = "PROFILE")]
struct User {
    id: u32,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<id:03>", sk = "CARD")]
struct Card {
    id: u32,
    text: String,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Card)]
struct Text {
    text: String,
}

#[derive(Table)]
#[table(entities(User, Card))]
struct App;

fn user(id: u32, name: &str) -> User {
    User {
        id,
        name: name.to_owned(),
    }
}

fn card(id: u32) -> Card {
    Card {
        id,
        text: format!("card {id}"),
    }
}

/// Makes an engine with an empty table, and a handle to the table without faults.
async fn engine() -> (Engine, Table<App>) {
    let engine = Engine::memory().unwrap();
    let table = Table::new(engine.client(), "app");
    table.create().send().await.unwrap();
    (engine, table)
}

/// Makes a handle to the table whose requests meet `faults`.
fn faulty(engine: &Engine, faults: &Faults, sdk_retries: bool) -> Table<App> {
    let config = config(engine, faults, sdk_retries);
    on_chosen_wire(Table::new(Client::from_conf(config.build()), "app"))
}

/// Makes a handle to the table whose requests meet `faults`. No request takes longer than five seconds.
fn impatient(engine: &Engine, faults: &Faults, sdk_retries: bool) -> Table<App> {
    let timeouts = TimeoutConfig::builder()
        .operation_timeout(Duration::from_secs(5))
        .build();
    let config = config(engine, faults, sdk_retries).timeout_config(timeouts);
    Table::new(Client::from_conf(config.build()), "app")
}

fn config(engine: &Engine, faults: &Faults, sdk_retries: bool) -> Builder {
    let config = faults.config(engine);
    if sdk_retries {
        config
    } else {
        config.retry_config(RetryConfig::disabled())
    }
}

/// Returns the names of the stored users, by id.
async fn stored(engine: &Engine) -> BTreeMap<u32, String> {
    let mut names = BTreeMap::new();
    let mut pages = engine.client().scan().table_name("app").into_paginator().items().send();
    while let Some(item) = pages.next().await {
        let item = item.unwrap();
        if item["_type"].as_s().unwrap() == "User" {
            let id = item["id"].as_n().unwrap().parse().unwrap();
            names.insert(id, item["name"].as_s().unwrap().clone());
        }
    }
    names
}

// ---- one fault at a time

#[tokio::test(start_paused = true)]
async fn hazard_8_unprocessed_items_are_retried_until_all_are_written() {
    let (engine, _) = engine().await;
    let plan = vec![
        Fault::Process(10),
        Fault::unprocessed(),
        Fault::throttle(),
        Fault::ProcessLast(1),
    ];
    let faults = Faults::new(plan);
    let table = faulty(&engine, &faults, false);
    let batch = table
        .batch_write()
        .in_flight(1)
        .put_all((0..30).map(|id| user(id, "new")));
    let written = batch.send().await.unwrap();
    let sizes: Vec<_> = faults.requests().iter().map(|(request, _)| request.entries).collect();
    assert_eq!(sizes, [25, 15, 15, 15, 14, 5]);
    assert_eq!((written.items, written.requests), (30, 6));
    assert_eq!(stored(&engine).await.len(), 30);
}

#[tokio::test(start_paused = true)]
async fn hazard_8_unprocessed_keys_are_retried() {
    let (engine, clean) = engine().await;
    Card::batch_put((0..120).map(card)).send(&clean).await.unwrap();
    let plan = vec![
        Fault::ProcessLast(7),
        Fault::unprocessed(),
        Fault::Refuse("ThrottlingException"),
        Fault::Process(90),
    ];
    let faults = Faults::new(plan);
    let table = faulty(&engine, &faults, false);
    let read = table.batch_get(Card::batch_get((0..120).rev())).in_flight(1);
    let found = read.send().await.unwrap();
    assert!(found.into_iter().eq((0..120).rev().map(|id| Some(card(id)))));
    let sizes: Vec<_> = faults.requests().iter().map(|(request, _)| request.entries).collect();
    assert_eq!(sizes, [100, 93, 93, 93, 3, 20]);
}

#[tokio::test(start_paused = true)]
async fn hazard_8_writes_unprocessed_after_all_retries_are_returned_typed() {
    let (engine, clean) = engine().await;
    Card::batch_put((0..40).map(card)).send(&clean).await.unwrap();
    let faults = Faults::by(|request| {
        if request.number == 0 {
            Fault::Process(20)
        } else {
            Fault::unprocessed()
        }
    });
    let table = faulty(&engine, &faults, false);
    let error = table
        .batch_write()
        .put_all((0..30).map(|id| user(id, "new")))
        .delete_all::<Card>(0..2)
        .in_flight(1)
        .retries(Retries::default().attempts(3))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(
        error.to_string(),
        "DynamoDB left work unprocessed until the retries were exhausted; \
         12 of 32 writes may not have been done; `unprocessed` has them"
    );
    let unprocessed = error.into_unprocessed().unwrap();
    assert_eq!(unprocessed.len(), 12);
    assert_eq!(
        unprocessed.puts::<User>().unwrap(),
        (20..30).map(|id| user(id, "new")).collect::<Vec<_>>()
    );
    assert!(unprocessed.puts::<Card>().unwrap().is_empty() && unprocessed.deletes::<User>().is_empty());
    assert_eq!(unprocessed.keys().nth(10), Some(("Card", "CARD#000 / CARD".to_owned())));
    let deletes = unprocessed.deletes::<Card>();
    assert_eq!(deletes.len(), 2);

    // One is sent alone, the rest together.
    deletes.into_iter().next().unwrap().send(&clean).await.unwrap();
    assert_eq!(Card::get(0).send(&clean).await.unwrap(), None);
    let written = clean.batch_write().again(unprocessed).send().await.unwrap();
    assert_eq!(written.items, 12);
    assert_eq!(stored(&engine).await.len(), 30);
    assert_eq!(Card::get(1).send(&clean).await.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn a_failed_request_ends_the_batch_and_requests_in_flight_finish() {
    let (engine, _) = engine().await;
    let faults = Faults::by(|request| match request.number {
        1 => Fault::InternalServerError,
        _ => Fault::Slow(Duration::from_secs(1)),
    });
    let table = faulty(&engine, &faults, false);
    let batch = table
        .batch_write()
        .in_flight(3)
        .put_all((0..200).map(|id| user(id, "new")));
    let error = batch.send().await.unwrap_err();
    assert_eq!(error.code(), Some("InternalServerError"));
    let source = error.source().unwrap().to_string();
    assert!(source.contains("service error"), "{source}");
    assert_eq!(faults.count(), 3, "none is sent after the failure");
    let left: Vec<u32> = error
        .unprocessed()
        .unwrap()
        .puts::<User>()
        .unwrap()
        .iter()
        .map(|user| user.id)
        .collect();
    assert!(left.into_iter().eq((25..50).chain(75..200)));
    assert_eq!(stored(&engine).await.len(), 50);
}

#[tokio::test(start_paused = true)]
async fn items_already_read_are_kept_when_a_later_request_fails() {
    let (engine, clean) = engine().await;
    Card::batch_put((0..150).map(card)).send(&clean).await.unwrap();
    User::put(user(1, "ada")).send(&clean).await.unwrap();
    let faults = Faults::new(vec![Fault::Process(60), Fault::InternalServerError]);
    let table = faulty(&engine, &faults, false);
    let reads = (
        User::batch_get([1, 2]),
        Card::batch_get((0..150).chain([0])),
        Card::batch_get([149, 3]).project::<Text>(),
    );
    let error = table.batch_get(reads).in_flight(1).send().await.unwrap_err();
    assert_eq!(error.code(), Some("InternalServerError"));
    let text = error.to_string();
    assert!(
        text.ends_with("; 94 of 155 keys were not read; `unread` has the keys and the items that were read"),
        "{text}"
    );
    let unread = error.into_unread().unwrap();
    assert_eq!(unread.len(), 94);
    assert_eq!(
        unread.answers::<User>().unwrap(),
        [BatchAnswer::Item(user(1, "ada")), BatchAnswer::Absent]
    );
    let answers = unread.answers::<Card>().unwrap();
    assert_eq!(answers[57], BatchAnswer::Item(card(57)));
    assert_eq!(answers[58], BatchAnswer::Unread);
    assert_eq!(
        answers[150],
        BatchAnswer::Item(card(0)),
        "each place of a key has its item"
    );
    assert_eq!(
        unread.answers::<Text>().unwrap(),
        [BatchAnswer::Unread, BatchAnswer::Unread]
    );
    let rest = unread.keys::<Card>().send(&clean).await.unwrap();
    let expected = (58..150).chain([149, 3]).map(|id| Some(card(id)));
    assert!(rest.into_iter().eq(expected));
    assert!(unread.keys::<User>().send(&clean).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn no_more_requests_are_in_flight_than_allowed() {
    let (engine, _) = engine().await;
    for (in_flight, expected) in [(1, 1), (3, 3), (100, 8)] {
        let faults = Faults::by(|_| Fault::Slow(Duration::from_secs(1)));
        let table = faulty(&engine, &faults, false);
        let users = || (0..200).map(|id| user(id, "new"));
        let started = Instant::now();
        table
            .batch_write()
            .in_flight(in_flight)
            .put_all(users())
            .send()
            .await
            .unwrap();
        assert_eq!(faults.most_under_way(), expected);
        let waves = 8_u64.div_ceil(expected as u64);
        assert_eq!(started.elapsed().as_secs(), waves, "{in_flight}");
        faults.forget();
        table
            .batch_write()
            .in_flight(in_flight)
            .put_stream(stream::iter(users()))
            .send()
            .await
            .unwrap();
        assert_eq!(faults.most_under_way(), expected);
        faults.forget();
        let read = table.batch_get(User::batch_get(0..800)).in_flight(in_flight);
        read.send().await.unwrap();
        assert_eq!(faults.most_under_way(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_for_an_invalid_write_or_an_empty_batch() {
    let (engine, _) = engine().await;
    let faults = Faults::new(Vec::new());
    let table = faulty(&engine, &faults, true);
    let large = user(9, &"x".repeat(400 * 1024));
    let error = User::batch_put((0..60).map(|id| user(id, "new")).chain([large]))
        .send(&table)
        .await
        .unwrap_err();
    assert_eq!(error.key(), Some("USER#009 / PROFILE"));
    assert!(error.is_invalid_input() && error.unprocessed().is_none());
    assert!(
        error.into_unprocessed().unwrap_err().is_invalid_input(),
        "the error is not lost"
    );
    table.batch_write().send().await.unwrap();
    User::batch_delete(0..0).send(&table).await.unwrap();
    assert!(User::batch_get(0..0).send(&table).await.unwrap().is_empty());
    table
        .batch_write()
        .put_stream(stream::empty::<User>())
        .send()
        .await
        .unwrap();
    assert_eq!(faults.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_not_pulled_further_than_requests_are_sent() {
    let (engine, _) = engine().await;
    let faults = Faults::by(|request| if request.number < 2 { Fault::None } else { Fault::Hang });
    let table = impatient(&engine, &faults, false);
    let mut users = stream::iter((0..10_000).map(|id| user(id, "new")));
    let error = table
        .batch_write()
        .in_flight(2)
        .put_stream(&mut users)
        .send()
        .await
        .unwrap_err();
    let pulled = 10_000 - u32::try_from(users.count().await).unwrap();
    assert!(pulled <= 25 * 5 + 1, "two done, two under way, one waiting: {pulled}");
    assert_eq!(stored(&engine).await.len(), 50);
    let left = error.unprocessed().unwrap().puts::<User>().unwrap();
    assert!(left.iter().map(|user| user.id).eq(50..pulled));
}

// ---- random schedules

/// A sequence of faults, and the fault that follows the last.
#[derive(Debug, Clone)]
struct Schedule {
    faults: Vec<Fault>,
    then: Fault,
    sdk_retries: bool,
    in_flight: usize,
    attempts: u32,
    seconds: u64,
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        6 => Just(Fault::None),
        3 => (0..30_usize).prop_map(Fault::Process),
        3 => (0..30_usize).prop_map(Fault::ProcessLast),
        2 => Just(Fault::unprocessed()),
        2 => Just(Fault::throttle()),
        1 => Just(Fault::Refuse("ThrottlingException")),
        1 => Just(Fault::Refuse("RequestLimitExceeded")),
        1 => Just(Fault::InternalServerError),
        1 => Just(Fault::Reset),
        1 => Just(Fault::AnswerLost),
        1 => Just(Fault::Hang),
        2 => (1..3000_u64).prop_map(|pause| Fault::Slow(Duration::from_millis(pause))),
    ]
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let then = prop_oneof![
        6 => Just(Fault::None),
        1 => Just(Fault::unprocessed()),
        1 => Just(Fault::throttle()),
        1 => Just(Fault::Process(1)),
    ];
    (
        vec(fault(), 0..12),
        then,
        any::<bool>(),
        0..5_usize,
        1..7_u32,
        0..40_u64,
    )
        .prop_map(|(faults, then, sdk_retries, in_flight, attempts, seconds)| Schedule {
            faults,
            then,
            sdk_retries,
            in_flight,
            attempts,
            seconds,
        })
}

impl Schedule {
    fn table(&self, engine: &Engine, faults: &Faults) -> Table<App> {
        if self.faults.contains(&Fault::Hang) {
            impatient(engine, faults, self.sdk_retries)
        } else {
            faulty(engine, faults, self.sdk_retries)
        }
    }

    fn faults(&self) -> Faults {
        let (mut faults, then) = (self.faults.clone().into_iter(), self.then.clone());
        Faults::by(move |_| faults.next().unwrap_or_else(|| then.clone()))
    }

    fn retries(&self) -> Retries {
        Retries::default()
            .attempts(self.attempts)
            .time(Duration::from_secs(self.seconds))
    }

    /// Checks that no key is sent more often without progress than the budget allows, and none after the budget's time.
    fn check_budget(&self, requests: &[(RequestInfo, Fault)], started: Instant) {
        if self.sdk_retries {
            // The SDK has its own budget of retries.
            return;
        }
        let mut idle: BTreeMap<String, u32> = BTreeMap::new();
        for (request, fault) in requests {
            let keys = keys(request);
            let is_retry = keys.iter().any(|key| idle.contains_key(key));
            let elapsed = request.at - started;
            assert!(
                !is_retry || elapsed <= Duration::from_secs(self.seconds),
                "sent again after {elapsed:?}"
            );
            let progress = !processed(request, fault).is_empty();
            for key in keys {
                let idle = idle.entry(key).or_default();
                *idle = if progress { 0 } else { *idle + 1 };
                assert!(*idle <= self.attempts, "{fault:?}");
            }
        }
    }
}

/// Returns the keys of a batch, in order.
fn keys(request: &RequestInfo) -> Vec<String> {
    let entries = &request.body["RequestItems"]["app"];
    let entries = entries.as_array().or_else(|| entries["Keys"].as_array()).unwrap();
    let pk = |entry: &Value| {
        let inner = [&entry["PutRequest"]["Item"], &entry["DeleteRequest"]["Key"], entry];
        let pk = inner.into_iter().find_map(|item| item["pk"]["S"].as_str());
        pk.unwrap().to_owned()
    };
    entries.iter().map(pk).collect()
}

/// Returns the keys that the engine was asked for and whose response arrived.
fn processed(request: &RequestInfo, fault: &Fault) -> Vec<String> {
    let keys = keys(request);
    match fault {
        Fault::None | Fault::Slow(_) => keys,
        Fault::Process(first) => keys.into_iter().take(*first).collect(),
        Fault::ProcessLast(last) => keys[keys.len().saturating_sub(*last)..].to_vec(),
        _ => Vec::new(),
    }
}

/// Returns the keys of writes that were applied but whose response was lost.
fn secretly_applied(requests: &[(RequestInfo, Fault)]) -> BTreeSet<String> {
    let lost = requests.iter().filter(|(_, fault)| *fault == Fault::AnswerLost);
    lost.flat_map(|(request, _)| keys(request)).collect()
}

fn pk(id: u32) -> String {
    format!("USER#{id:03}")
}

/// The intended result of a write: the user's name, or `None` for a deletion.
type Wanted = BTreeMap<u32, Option<String>>;

/// Returns the unprocessed writes of an error, in the same form.
fn given_back(unprocessed: &Unprocessed, table: &Table<App>) -> Wanted {
    let puts = unprocessed
        .puts::<User>()
        .unwrap()
        .into_iter()
        .map(|user| (user.id, Some(user.name)));
    let deleted = unprocessed.deletes::<User>().into_iter().map(|delete| {
        let request = delete.request(table).unwrap();
        let pk = request.key().unwrap()["pk"].as_s().unwrap().clone();
        (pk.strip_prefix("USER#").unwrap().parse().unwrap(), None)
    });
    let all: Wanted = puts.chain(deleted).collect();
    assert_eq!(all.len(), unprocessed.len());
    all
}

/// Checks that processed writes are stored and unprocessed ones are not. A write whose response was lost may be stored.
fn check_written(
    table: &Table<App>,
    old: &BTreeMap<u32, String>,
    wanted: &Wanted,
    now: &BTreeMap<u32, String>,
    error: Option<&Error>,
    requests: &[(RequestInfo, Fault)],
) {
    let left = error
        .map(|error| given_back(error.unprocessed().unwrap(), table))
        .unwrap_or_default();
    let secretly = secretly_applied(requests);
    for (id, new) in wanted {
        let (old, now) = (old.get(id), now.get(id));
        if !left.contains_key(id) {
            assert_eq!(now, new.as_ref(), "{id} is lost");
        } else if now != old {
            assert!(secretly.contains(&pk(*id)), "{id} is written and said to be left");
            assert_eq!(now, new.as_ref());
        }
    }
    for (id, new) in &left {
        assert_eq!(wanted.get(id), Some(new), "{id} came back as something else");
    }
    if let Some(error) = error {
        assert!(!left.is_empty());
        assert!(error.source().is_some() || error.is_throttled(), "{error}");
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn hazard_8_no_write_is_lost_under_any_faults(
        schedule in schedule(),
        writes in vec(any::<bool>(), 0..90),
    ) {
        run_paused(move || async move {
            let (engine, clean) = engine().await;
            let half = u32::try_from(writes.len() / 2).unwrap();
            User::batch_put((0..half).map(|id| user(id, "old"))).send(&clean).await.unwrap();
            let old = stored(&engine).await;

            let faults = schedule.faults();
            let table = schedule.table(&engine, &faults);
            let started = Instant::now();
            let mut batch = table.batch_write().in_flight(schedule.in_flight.max(1)).retries(schedule.retries());
            let mut wanted = Wanted::new();
            for (id, put) in (0..).zip(writes) {
                batch = if put { batch.put(user(id, "new")) } else { batch.delete::<User>(id) };
                wanted.insert(id, put.then(|| "new".to_owned()));
            }
            let written = batch.send().await;
            schedule.check_budget(&faults.requests(), started);
            let now = stored(&engine).await;
            check_written(&clean, &old, &wanted, &now, written.as_ref().err(), &faults.requests());
            match written {
                Ok(written) => assert_eq!(written.items, wanted.len()),
                Err(error) => {
                    let unprocessed = error.into_unprocessed().unwrap();
                    clean.batch_write().again(unprocessed).send().await.unwrap();
                    check_written(&clean, &old, &wanted, &stored(&engine).await, None, &[]);
                }
            }
        });
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn hazard_8_no_delete_and_no_write_of_a_stream_is_lost_under_any_faults(
        schedule in schedule(),
        writes in vec(0..60_u32, 0..150),
        deletes in any::<bool>(),
    ) {
        run_paused(move || async move {
            let (engine, clean) = engine().await;
            User::batch_put((0..40).map(|id| user(id, "old"))).send(&clean).await.unwrap();
            let old = stored(&engine).await;

            let faults = schedule.faults();
            let table = schedule.table(&engine, &faults);
            let batch = table.batch_write().in_flight(schedule.in_flight.max(1)).retries(schedule.retries());
            let started = Instant::now();
            if deletes {
                // Every option of the budget has its default in at least one case.
                let written = match schedule.in_flight {
                    0 => User::batch_delete(writes.clone()).send(&table).await,
                    _ => batch.delete_all::<User>(writes.clone()).send().await,
                };
                if schedule.in_flight > 0 {
                    schedule.check_budget(&faults.requests(), started);
                }
                let wanted = writes.into_iter().map(|id| (id, None)).collect();
                check_written(&clean, &old, &wanted, &stored(&engine).await, written.as_ref().err(), &faults.requests());
                return;
            }
            // Every write has a different value, so that the order is observable.
            let mut source = stream::iter(writes.clone()).enumerate().map(|(n, id)| user(id, &n.to_string()));
            let written = batch.put_stream(&mut source).send().await;
            let pulled = writes.len() - source.count().await;
            let now = stored(&engine).await;
            let secretly = secretly_applied(&faults.requests());
            let left = match &written {
                Ok(_) => Vec::new(),
                Err(error) => error.unprocessed().unwrap().puts::<User>().unwrap(),
            };
            let numbers: Vec<usize> = left.iter().map(|user| user.name.parse().unwrap()).collect();
            assert!(numbers.is_sorted() && numbers.last().is_none_or(|last| *last < pulled));
            assert!(written.is_err() || pulled == writes.len());
            for id in 0..60 {
                let own: Vec<usize> = (0..pulled).filter(|n| writes[*n] == id).collect();
                let first_left = own.iter().position(|n| numbers.contains(n));
                let now = now.get(&id).map(|name| name.parse::<usize>().map_err(|_| name.as_str()));
                let Some(last) = own.last() else {
                    assert_eq!(now, (id < 40).then_some(Err("old")), "{id} was not written");
                    continue;
                };
                if first_left.is_none() {
                    assert_eq!(now, Some(Ok(*last)), "{id} is lost or out of order");
                    continue;
                }
                // The last write of a key is also unprocessed; otherwise an earlier one would overwrite it when it is
                // retried.
                assert!(numbers.contains(last), "{id} came back out of order");
                if let Some(Ok(n)) = now && numbers.contains(&n) {
                    assert!(secretly.contains(&pk(id)), "{id} is written and said to be left");
                }
            }
            if let Err(error) = written {
                clean.batch_write().again(error.into_unprocessed().unwrap()).send().await.unwrap();
                let now = stored(&engine).await;
                let last = |id| (0..pulled).rev().find(|n| writes[*n] == id);
                assert!((0..60).all(|id| last(id).is_none_or(|last| now[&id] == last.to_string())));
            }
        });
    }
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn hazards_8_and_9_no_item_read_and_no_key_unread_is_lost_under_any_faults(
        schedule in schedule(),
        wanted in vec(0..150_u32, 0..260),
        consistent in any::<bool>(),
    ) {
        run_paused(move || async move {
            let (engine, clean) = engine().await;
            // Every third item is absent.
            let is_there = |id: u32| !id.is_multiple_of(3);
            let users = (0..150).filter(|id| is_there(*id)).map(|id| user(id, "here"));
            User::batch_put(users).send(&clean).await.unwrap();
            Card::batch_put([card(1)]).send(&clean).await.unwrap();

            let faults = schedule.faults();
            let table = schedule.table(&engine, &faults);
            let started = Instant::now();
            let reads = User::batch_get(wanted.clone());
            let reads = if consistent { reads.consistent() } else { reads };
            let read = table.batch_get((reads, Card::batch_get([1, 2])));
            let read = read.in_flight(schedule.in_flight.max(1)).retries(schedule.retries()).send().await;
            schedule.check_budget(&faults.requests(), started);

            let expected = |id: u32| is_there(id).then(|| user(id, "here"));
            let error = match read {
                Ok((users, cards)) => {
                    assert!(users.into_iter().eq(wanted.iter().map(|id| expected(*id))));
                    assert_eq!(cards, [Some(card(1)), None]);
                    return;
                }
                Err(error) => error,
            };
            assert!(error.source().is_some() || error.is_throttled(), "{error}");
            let unread = error.into_unread().unwrap();
            let requests = faults.requests();
            let answered: BTreeSet<String> =
                requests.iter().flat_map(|(request, fault)| processed(request, fault)).collect();
            let answers = unread.answers::<User>().unwrap();
            assert_eq!(answers.len(), wanted.len());
            for (id, answer) in wanted.iter().zip(&answers) {
                let known = match answer {
                    BatchAnswer::Item(user) => Some(Some(user.clone())),
                    BatchAnswer::Absent => Some(None),
                    BatchAnswer::Unreadable(item) => panic!("{item:?}"),
                    BatchAnswer::Unread => None,
                };
                assert_eq!(known.is_some(), answered.contains(&pk(*id)), "{id}");
                assert!(known.is_none_or(|known| known == expected(*id)), "{id}");
            }
            let cards = unread.answers::<Card>().unwrap();
            let of_both = answers.iter().filter(|answer| **answer == BatchAnswer::Unread).count()
                + cards.iter().filter(|answer| **answer == BatchAnswer::Unread).count();
            assert!(of_both == unread.len() && of_both > 0);

            // The items read before and now are all items, in order.
            let mut rest = unread.keys::<User>().send(&clean).await.unwrap().into_iter();
            let whole = answers.into_iter().map(|answer| match answer {
                BatchAnswer::Unread => rest.next().unwrap(),
                answer => answer.into_item(),
            });
            assert!(whole.eq(wanted.iter().map(|id| expected(*id))));
            assert_eq!(rest.next(), None);
        });
    }
}
