//! Reads of many pages whose requests fail: a read returns the stored items or an error, and continuing from the last cursor
//! loses and repeats nothing.

use std::collections::HashMap;
use std::fmt::Debug;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity::{Error, ItemStream, QueryStep, Sending};
use dynamo_entity_tests::faults::{Fault, Faults, RequestInfo, on_chosen_wire};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run_paused;
use futures::TryStreamExt;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde::{Deserialize, Serialize};

/// The sort key distinguishes notes from marks. The index holds only keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Entity, Serialize, Deserialize)]
#[entity(pk = "BOX#<place>", sk = "NOTE#<id:03>")]
#[gsi(
    name = "ranked",
    index = "gsi1",
    pk = "RANK",
    sk = "NOTE#<rank:02>#<id:03>",
    projection = "keys_only"
)]
struct Note {
    place: u32,
    id: u32,
    rank: u32,
    good: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Entity, Serialize, Deserialize)]
#[entity(pk = "BOX#<place>", sk = "MARK#<id:03>")]
struct Mark {
    place: u32,
    id: u32,
}

/// Not a member of the collections. Its sort key `<name>` can lie among those of notes and marks.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "BOX#<place>", sk = "<name>")]
struct Stray {
    place: u32,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Collection)]
enum Any {
    Note(Note),
    Mark(Mark),
}

#[derive(Debug, PartialEq, Collection)]
struct Whole {
    notes: Vec<Note>,
    marks: Vec<Mark>,
}

#[derive(Table)]
#[table(entities(Note, Mark, Stray))]
struct App;

// ---- stored items

/// The stored notes, one of each id, and the number of marks in box 1.
#[derive(Debug, Clone)]
struct Stored {
    notes: Vec<(u32, bool)>,
    marks: u32,
}

fn stored(most: usize) -> impl Strategy<Value = Stored> {
    (vec((0..5_u32, any::<bool>()), 0..most), 0..12_u32).prop_map(|(notes, marks)| Stored { notes, marks })
}

impl Stored {
    /// Returns the notes in the order of their ids.
    fn notes(&self) -> Vec<Note> {
        let place = 1;
        let note = |(id, (rank, good)): (u32, &(u32, bool))| Note {
            place,
            id,
            rank: *rank,
            good: *good,
        };
        (0..).zip(&self.notes).map(note).collect()
    }

    fn marks(&self) -> Vec<Mark> {
        (0..self.marks).map(|id| Mark { place: 1, id }).collect()
    }

    async fn engine(&self) -> (Engine, Table<App>) {
        let engine = Engine::memory().unwrap();
        let table = Table::<App>::new(engine.client(), "app");
        table.create().send().await.unwrap();
        let strays = ["MARK", "MARK#a", "NOTE!", "NOTE#a", "Z"].map(|name| Stray {
            place: 1,
            name: name.to_owned(),
        });
        let batch = table.batch_write().put_all(self.notes()).put_all(self.marks());
        batch.put_all(strays).send().await.unwrap();
        (engine, table)
    }
}

// ---- faults of requests

/// A sequence of faults, the fault that follows the last, and the retries of the SDK.
#[derive(Debug, Clone)]
struct Schedule {
    faults: Vec<Fault>,
    then: Fault,
    sdk_retries: bool,
    attempt_timeouts: bool,
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        8 => Just(Fault::None),
        3 => Just(Fault::throttle()),
        1 => Just(Fault::Refuse("ThrottlingException")),
        1 => Just(Fault::Refuse("RequestLimitExceeded")),
        2 => Just(Fault::InternalServerError),
        2 => Just(Fault::Reset),
        2 => Just(Fault::AnswerLost),
        1 => Just(Fault::Hang),
        1 => (1..3000_u64).prop_map(|pause| Fault::Slow(Duration::from_millis(pause))),
    ]
}

/// Faults of batches also serve other reads.
fn fault_of_batch() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => fault(),
        1 => (0..60_usize).prop_map(Fault::Process),
        1 => (0..60_usize).prop_map(Fault::ProcessLast),
    ]
}

fn schedule(fault: impl Strategy<Value = Fault>) -> impl Strategy<Value = Schedule> {
    let then = prop_oneof![
        8 => Just(Fault::None),
        1 => Just(Fault::throttle()),
        1 => Just(Fault::InternalServerError),
        1 => Just(Fault::Hang),
    ];
    let schedule = (vec(fault, 0..16), then, any::<bool>(), any::<bool>());
    schedule.prop_map(|(faults, then, sdk_retries, attempt_timeouts)| Schedule {
        faults,
        then,
        sdk_retries,
        attempt_timeouts,
    })
}

/// A connection to the engine on which the faults of a schedule happen.
struct Way {
    table: Table<App>,
    clean: Table<App>,
    faults: Faults,
    /// The number of attempts that the SDK makes for one request.
    attempts: usize,
    attempt_timeouts: bool,
    /// Whether requests are sent one after the other and retried only by the SDK.
    one_by_one: bool,
}

impl Schedule {
    fn hangs(&self) -> bool {
        self.then == Fault::Hang || self.faults.contains(&Fault::Hang)
    }

    fn way(&self, engine: &Engine, clean: Table<App>, one_by_one: bool) -> Way {
        let (mut faults, then) = (self.faults.clone().into_iter(), self.then.clone());
        let faults = Faults::by(move |_| faults.next().unwrap_or_else(|| then.clone()));
        let mut config = faults.config(engine);
        // A client with these timeouts sends through the SDK.
        if self.attempt_timeouts || self.hangs() {
            let mut timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(30));
            if self.attempt_timeouts {
                timeouts = timeouts.operation_attempt_timeout(Duration::from_secs(1));
            }
            config = config.timeout_config(timeouts.build());
        }
        if !self.sdk_retries {
            config = config.retry_config(RetryConfig::disabled());
        }
        Way {
            table: on_chosen_wire(Table::new(Client::from_conf(config.build()), "app")),
            clean,
            faults,
            attempts: if self.sdk_retries { 3 } else { 1 },
            attempt_timeouts: self.attempt_timeouts,
            one_by_one,
        }
    }
}

impl Way {
    fn is_failure(&self, fault: &Fault) -> bool {
        match fault {
            Fault::None | Fault::Process(_) | Fault::ProcessLast(_) => false,
            Fault::Slow(pause) => self.attempt_timeouts && *pause >= Duration::from_secs(1),
            _ => true,
        }
    }

    /// Checks that a call returned everything or the error of one of its requests, and kept to the budget. Restarts the
    /// count of requests for the next call.
    fn judge<T>(&self, outcome: Result<T, Error>) -> Option<T> {
        let requests = self.faults.requests();
        self.faults.forget();
        let mut sent: HashMap<String, usize> = HashMap::new();
        for (request, _) in &requests {
            let is_batch = request.operation == "BatchGetItem";
            // Unprocessed keys of a batch are sent ten times, each time through the SDK.
            let budget = if is_batch { 10 * self.attempts } else { self.attempts };
            let times = sent.entry(request.body.to_string()).or_default();
            *times += 1;
            assert!(*times <= budget, "sent {times} times: {}", request.body);
        }
        let error = match outcome {
            Ok(given) => return Some(given),
            Err(error) => error,
        };
        assert!(error.entity().is_some(), "{error}");
        assert!(
            std::error::Error::source(&error).is_some() || error.is_throttled(),
            "{error}"
        );
        let wrong = [error.is_decode(), error.is_invalid_cursor(), error.is_invalid_input()];
        assert_eq!(wrong, [false; 3], "{error}");
        if self.one_by_one {
            self.check_given_up(&requests);
        } else {
            assert!(requests.iter().any(|(_, fault)| *fault != Fault::None), "{error}");
        }
        None
    }

    /// Checks that the last request failed in every attempt of the SDK, or hung until its timeout.
    fn check_given_up(&self, requests: &[(RequestInfo, Fault)]) {
        let last = &requests.last().unwrap().1;
        let failures = requests
            .iter()
            .rev()
            .take_while(|(_, fault)| self.is_failure(fault))
            .count();
        let hung = *last == Fault::Hang && !self.attempt_timeouts;
        assert!(failures >= self.attempts || hung, "given up after {requests:?}");
    }
}

// ---- reads

type OfTable<T> = Box<dyn Fn(&Table<App>) -> T>;
type OfCursor<T> = Box<dyn Fn(&Table<App>, Option<Cursor>) -> T>;

/// A read with all its terminal methods.
struct Read<T> {
    page: OfCursor<Sending<Page<T>>>,
    all: OfTable<Sending<Vec<T>>>,
    stream: OfTable<ItemStream<T>>,
    count: OfTable<Sending<u64>>,
    take: Option<usize>,
}

/// Queries, scans and collections have no common trait for their terminal methods.
macro_rules! read {
    ($read:expr, $take:expr) => {{
        let read = $read;
        let take: Option<usize> = $take;
        let (page, all, stream, count) = (read.clone(), read.clone(), read.clone(), read);
        Read {
            page: Box::new(move |table, cursor| {
                let page = page.clone().start_at(cursor);
                match take {
                    Some(take) => page.take(take).send(table),
                    None => page.send(table),
                }
            }),
            all: Box::new(move |table| all.clone().all(table)),
            stream: Box::new(move |table| stream.clone().stream(table)),
            count: Box::new(move |table| count.clone().count(table)),
            take,
        }
    }};
}

#[derive(Debug, Clone, Copy)]
enum End {
    All,
    Stream,
    Pages,
    Count,
}

/// Chooses pages most often, because only they continue after an error.
fn end() -> impl Strategy<Value = End> {
    select(&[End::All, End::Stream, End::Count, End::Pages, End::Pages, End::Pages][..])
}

impl<T: Clone + Debug + PartialEq + Send + 'static> Read<T> {
    async fn check(&self, end: End, way: &Way, expected: &[T]) {
        match end {
            End::All => {
                if let Some(all) = way.judge((self.all)(&way.table).await) {
                    assert_eq!(all, expected);
                }
            }
            End::Count => {
                if let Some(count) = way.judge((self.count)(&way.table).await) {
                    assert_eq!(count, expected.len() as u64);
                }
            }
            End::Stream => {
                let mut given = Vec::new();
                let outcome = drain((self.stream)(&way.table), &mut given).await;
                match way.judge(outcome) {
                    Some(()) => assert_eq!(given, expected),
                    None => assert!(expected.starts_with(&given), "{given:?} of {expected:?}"),
                }
            }
            End::Pages => {
                let given = self.pages(way).await;
                assert_eq!(given, expected);
            }
        }
    }

    /// Reads page by page and continues from the last cursor after an error. If the errors do not end, the last attempt
    /// has no faults.
    async fn pages(&self, way: &Way) -> Vec<T> {
        let mut given = Vec::new();
        let mut cursor: Option<Cursor> = None;
        let mut errors = 0;
        loop {
            let table = if errors < 4 { &way.table } else { &way.clean };
            let Some(page) = way.judge((self.page)(table, cursor.clone()).await) else {
                errors += 1;
                continue;
            };
            assert_eq!(page.count, page.items.len() as u64);
            if let Some(take) = self.take {
                assert!(page.items.len() == take || (page.cursor.is_none() && page.items.len() < take));
            }
            given.extend(page.items);
            match page.cursor {
                Some(next) => cursor = Some(next.to_string().parse().unwrap()),
                None => return given,
            }
        }
    }
}

/// Reads a stream to its end or its error, and checks that it has ended.
async fn drain<T: Send + 'static>(mut stream: ItemStream<T>, given: &mut Vec<T>) -> Result<(), Error> {
    loop {
        match stream.try_next().await {
            Ok(Some(item)) => given.push(item),
            Ok(None) => return Ok(()),
            Err(error) => {
                assert!(
                    stream.try_next().await.unwrap().is_none(),
                    "a stream ends with its error"
                );
                return Err(error);
            }
        }
    }
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort();
    items
}

/// Checks that `given` is a sub-multiset of `whole`.
fn is_part_of<T: Ord>(given: Vec<T>, whole: &[T]) -> bool {
    let given = sorted(given);
    given.windows(2).all(|pair| pair[0] != pair[1]) && given.iter().all(|item| whole.binary_search(item).is_ok())
}

// ---- random schedules

proptest! {
    #![proptest_config(cases(230))]

    #[test]
    fn no_item_of_a_query_is_lost_or_given_twice_under_any_faults(
        schedule in schedule(fault()),
        stored in stored(40),
        (end, limit, take) in (end(), 1..12_u32, option::of(1..15_usize)),
        (descending, good_only) in any::<(bool, bool)>(),
    ) {
        run_paused(move || async move {
            let (engine, clean) = stored.engine().await;
            let way = schedule.way(&engine, clean, true);
            let mut expected = stored.notes();
            let mut query = Note::query().primary(1_u32).limit(limit).into_query();
            if good_only {
                expected.retain(|note| note.good);
                query = query.filter(Note::fields().good.eq(true));
            }
            if descending {
                expected.reverse();
                query = query.descending();
            }
            read!(query.clone(), take).check(end, &way, &expected).await;
            let first = way.judge(query.first(&way.table).await);
            assert!(first.is_none_or(|first| first.as_ref() == expected.first()));
        });
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_member_of_a_collection_is_lost_or_given_twice_under_any_faults(
        schedule in schedule(fault()),
        stored in stored(25),
        (end, limit, take) in (end(), 1..12_u32, option::of(1..15_usize)),
        (descending, whole) in any::<(bool, bool)>(),
    ) {
        run_paused(move || async move {
            let (engine, clean) = stored.engine().await;
            let way = schedule.way(&engine, clean, true);
            if whole {
                let query = Whole::query(1_u32).limit(limit);
                if let Some(whole) = way.judge(query.clone().all(&way.table).await) {
                    assert_eq!(whole, Whole { notes: stored.notes(), marks: stored.marks() });
                }
                let count = way.judge(query.count(&way.table).await);
                assert!(count.is_none_or(|count| count == stored.notes.len() as u64 + u64::from(stored.marks)));
                return;
            }
            // `MARK#` sorts before `NOTE#`.
            let marks = stored.marks().into_iter().map(Any::Mark);
            let mut expected: Vec<Any> = marks.chain(stored.notes().into_iter().map(Any::Note)).collect();
            let mut query = Any::query(1_u32).limit(limit);
            if descending {
                expected.reverse();
                query = query.descending();
            }
            read!(query, take).check(end, &way, &expected).await;
        });
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn no_item_that_is_hydrated_is_lost_or_given_twice_under_any_faults(
        schedule in schedule(fault_of_batch()),
        stored in stored(130),
        (end, limit, take) in (end(), option::of(1..60_u32), option::of(1..60_usize)),
        (descending, consistent) in any::<(bool, bool)>(),
    ) {
        run_paused(move || async move {
            let (engine, clean) = stored.engine().await;
            let way = schedule.way(&engine, clean, false);
            let mut expected = stored.notes();
            expected.sort_by_key(|note| (note.rank, note.id));
            let mut query = Note::query().ranked().hydrate().into_query();
            if let Some(limit) = limit {
                query = query.limit(limit);
            }
            if consistent {
                query = query.consistent();
            }
            if descending {
                expected.reverse();
                query = query.descending();
            }
            read!(query, take).check(end, &way, &expected).await;
        });
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_item_of_any_segment_is_lost_or_given_twice_under_any_faults(
        schedule in schedule(fault()),
        stored in stored(40),
        (end, limit, take) in (end(), 1..12_u32, option::of(1..15_usize)),
        (segments, good_only) in (1..5_u32, any::<bool>()),
    ) {
        run_paused(move || async move {
            let (engine, clean) = stored.engine().await;
            let mut expected = stored.notes();
            let mut scan = Note::scan().limit(limit);
            if good_only {
                expected.retain(|note| note.good);
                scan = scan.filter(Note::fields().good.eq(true));
            }
            if let End::Pages = end {
                let way = schedule.way(&engine, clean, true);
                let mut given = Vec::new();
                for segment in 0..segments {
                    given.extend(read!(scan.clone().segment(segment, segments), take).pages(&way).await);
                }
                assert_eq!(sorted(given), expected);
                return;
            }
            let way = schedule.way(&engine, clean, false);
            let scan = scan.segments(segments);
            match end {
                End::Count => {
                    let count = way.judge(scan.count(&way.table).await);
                    assert!(count.is_none_or(|count| count == expected.len() as u64));
                }
                End::All => {
                    let all = way.judge(scan.all(&way.table).await);
                    assert!(all.is_none_or(|all| sorted(all) == expected));
                }
                End::Stream | End::Pages => {
                    let mut given = Vec::new();
                    let outcome = drain(scan.stream(&way.table), &mut given).await;
                    match way.judge(outcome) {
                        Some(()) => assert_eq!(sorted(given), expected),
                        None => assert!(is_part_of(given, &expected)),
                    }
                }
            }
        });
    }
}
