//! Batches on an engine: any number of items of several entities, with results in order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use dynamo_entity::prelude::*;
use dynamo_entity::{BatchWritten, Error, Progress};
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use futures::stream;
use proptest::collection::vec;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    name: String,
    #[default(1)]
    level: u32,
}

/// An entity without `Clone`, in the same partition as a user's profile.
#[derive(Debug, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "NOTE#<seq:05>")]
#[gsi(name = "by_text", index = "gsi1", pk = "TEXT#<text>", sk = "<user_id>#<seq:05>")]
struct Note {
    user_id: String,
    seq: u32,
    text: String,
}

/// An entity whose text can be six times larger in a request than in the table.
#[derive(Debug, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "BULK#<id:03>", sk = "BULK")]
struct Bulk {
    id: u32,
    text: String,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = User)]
struct Name {
    name: String,
}

#[derive(Table)]
#[table(entities(User, Note, Bulk))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("batch"));
    table.create().send().await.unwrap();
    table
}

fn user(number: usize) -> User {
    User {
        user_id: format!("u{number:04}"),
        name: format!("name {number}"),
        level: u32::try_from(number).unwrap(),
    }
}

fn id(number: usize) -> String {
    user(number).user_id
}

fn note(user_id: &str, seq: u32) -> Note {
    Note {
        user_id: user_id.to_owned(),
        seq,
        text: format!("note {seq}"),
    }
}

async fn stored(table: &Table<App>, ids: impl IntoIterator<Item = String>) -> Vec<Option<User>> {
    let mut found = Vec::new();
    for id in ids {
        found.push(User::get(id).send(table).await.unwrap());
    }
    found
}

#[tokio::test]
async fn batches_of_any_length_are_written_read_and_deleted() {
    for (length, writes, reads) in [
        (0, 0, 0),
        (1, 1, 1),
        (25, 1, 1),
        (26, 2, 1),
        (100, 4, 1),
        (101, 5, 2),
        (250, 10, 3),
    ] {
        let table = table().await;
        let written = User::batch_put((0..length).map(user)).send(&table).await.unwrap();
        assert_eq!((written.items, written.requests), (length, writes));
        assert!(written.consumed_capacity >= f64::from(u32::try_from(length).unwrap()));

        let read = User::batch_get((0..length).map(id));
        assert_eq!(read.requests(&table).unwrap().len(), reads);
        let found = read.send(&table).await.unwrap();
        assert_eq!(found, (0..length).map(|n| Some(user(n))).collect::<Vec<_>>());

        let deletes = User::batch_delete((0..length).map(id));
        assert_eq!(u64::try_from(deletes.requests(&table).unwrap().len()).unwrap(), writes);
        let deleted = deletes.send(&table).await.unwrap();
        assert_eq!((deleted.items, deleted.requests), (length, writes));
        let found = User::batch_get((0..length).map(id)).send(&table).await.unwrap();
        assert_eq!(found, vec![None; length]);
    }
}

#[tokio::test]
async fn hazard_9_results_are_in_the_order_of_the_keys_with_duplicates_and_absent_ones_in_place() {
    let table = table().await;
    User::batch_put((0..150).map(user)).send(&table).await.unwrap();
    // The keys are in descending order. Some items are absent, and every third key is repeated at the end.
    let wanted: Vec<usize> = (0..200).rev().chain((0..200).step_by(3)).collect();
    let found = User::batch_get(wanted.iter().map(|n| id(*n)));
    assert_eq!(found.requests(&table).unwrap().len(), 2);
    let found = found.consistent().send(&table).await.unwrap();
    let expected: Vec<_> = wanted.iter().map(|n| (*n < 150).then(|| user(*n))).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn an_entity_without_clone_fills_every_position_of_a_repeated_key() {
    let table = table().await;
    Note::batch_put([note("a", 1), note("a", 2)])
        .send(&table)
        .await
        .unwrap();
    let found = Note::batch_get([("a", 1), ("a", 3), ("a", 1)])
        .send(&table)
        .await
        .unwrap();
    assert_eq!(found, [Some(note("a", 1)), None, Some(note("a", 1))]);
    // Both a loaded entity and a key can be given.
    let found = Note::batch_get([&note("a", 2)]).send(&table).await.unwrap();
    assert_eq!(found, [Some(note("a", 2))]);
    let key = note("a", 2).key();
    Note::batch_delete([key]).send(&table).await.unwrap();
    assert_eq!(Note::get(("a", 2)).send(&table).await.unwrap(), None);
}

#[tokio::test]
async fn several_entities_share_requests() {
    let table = table().await;
    let written = table
        .batch_write()
        .put(User::builder().user_id("ada").name("Ada"))
        .put_all((0..30).map(|seq| note("ada", seq)))
        .put_all((0..9).map(user))
        .send()
        .await
        .unwrap();
    assert_eq!((written.items, written.requests), (40, 2));
    let index = Note::query().by_text("note 7").one(&table).await.unwrap();
    assert_eq!(index, note("ada", 7), "the keys of indexes are written too");

    let seqs = (0..31).rev().map(|seq| ("ada", seq));
    let reads = || {
        (
            User::batch_get(["ada".to_owned(), "nobody".to_owned(), id(3)]),
            Note::batch_get(seqs.clone()),
            User::batch_get(["ada"]),
        )
    };
    assert_eq!(
        table.batch_get(reads()).requests().unwrap().len(),
        1,
        "34 keys, one of them twice"
    );
    let (users, notes, again) = table.batch_get(reads()).send().await.unwrap();
    assert_eq!(users[0].as_ref().unwrap().name, "Ada");
    assert_eq!((users[1].as_ref(), users[2].as_ref()), (None, Some(&user(3))));
    assert_eq!(again[0], users[0]);
    assert_eq!(notes[0], None);
    assert!(notes[1..].iter().flatten().map(|note| note.seq).eq((0..30).rev()));

    let written = table
        .batch_write()
        .delete::<User>("ada")
        .delete::<User>(&user(3))
        .delete_all::<Note>(seqs.clone())
        .send()
        .await
        .unwrap();
    assert_eq!((written.items, written.requests), (33, 2));
    let (users, notes, _) = table.batch_get(reads()).send().await.unwrap();
    assert!(users.iter().all(Option::is_none) && notes.iter().all(Option::is_none));
}

#[tokio::test]
async fn consistent_and_projected_reads_are_separate_requests() {
    let table = table().await;
    User::batch_put((0..4).map(user)).send(&table).await.unwrap();
    let reads = (
        User::batch_get([id(0), id(9)]).project::<Name>(),
        User::batch_get([id(1)]).consistent(),
        (
            User::batch_get([id(0), id(1)]),
            User::batch_get([id(2)]).project::<Name>(),
        ),
    );
    let requests = table.batch_get(reads.clone()).requests().unwrap();
    let keys = |number: usize| {
        let keys = requests[number].request_items().unwrap().values().next().unwrap();
        (
            keys.keys().len(),
            keys.consistent_read(),
            keys.projection_expression().is_some(),
        )
    };
    assert_eq!(requests.len(), 3);
    assert_eq!(keys(0), (3, None, true));
    assert_eq!(keys(1), (1, Some(true), false));
    assert_eq!(keys(2), (2, None, false));

    let (names, strong, (eventual, more)) = table.batch_get(reads).send().await.unwrap();
    let name = |number: usize| {
        Some(Name {
            name: user(number).name,
        })
    };
    assert_eq!((names, more), (vec![name(0), None], vec![name(2)]));
    assert_eq!(strong, [Some(user(1))]);
    assert_eq!(eventual, [Some(user(0)), Some(user(1))]);
}

#[tokio::test]
async fn the_last_write_of_a_key_wins() {
    let table = table().await;
    User::put(user(3)).send(&table).await.unwrap();
    let renamed = |number: usize, name: &str| User {
        name: name.to_owned(),
        ..user(number)
    };
    let written = table
        .batch_write()
        .put_all((0..30).map(user))
        .put_all([renamed(1, "first"), renamed(1, "second")])
        .delete::<User>(id(2))
        .delete::<User>(id(4))
        .put(renamed(4, "again"))
        .send()
        .await
        .unwrap();
    assert_eq!((written.items, written.requests), (30, 2));
    let found = stored(&table, [1, 2, 3, 4].map(id)).await;
    assert_eq!(
        found,
        [
            Some(renamed(1, "second")),
            None,
            Some(user(3)),
            Some(renamed(4, "again"))
        ]
    );
}

#[tokio::test]
async fn an_item_that_cannot_be_written_is_named_and_nothing_is_sent() {
    let table = table().await;
    let too_large = User {
        name: "x".repeat(410 * 1024),
        ..user(7)
    };
    let error = table
        .batch_write()
        .put_all((0..60).map(user))
        .put(too_large)
        .put(user(61))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert!(
        error
            .to_string()
            .starts_with("`User` at USER#u0007 / PROFILE: the item has "),
        "{error}"
    );
    assert!(error.unprocessed().is_none());

    let no_key = User {
        user_id: String::new(),
        ..user(0)
    };
    let error = User::batch_put((0..60).map(user).chain([no_key]))
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_invalid_key() && error.entity() == Some("User"), "{error}");
    let error = User::batch_put([user(1)]).requests(&table);
    assert!(error.is_ok());
    let error = table
        .batch_write()
        .put(user(1))
        .delete::<User>("")
        .send()
        .await
        .unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    let error = User::batch_delete([id(1), String::new()])
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    let error = User::batch_get([id(1), String::new()]).send(&table).await.unwrap_err();
    assert!(error.is_invalid_key() && error.unread().is_none(), "{error}");
    let found = User::batch_get((0..70).map(id)).send(&table).await.unwrap();
    assert_eq!(found, vec![None; 70]);
}

#[tokio::test]
async fn requests_stay_within_16_mb_on_the_network() {
    let table = table().await;
    // 300 KB each in the table, and 1.8 MB in a request.
    let bulk = |id: u32| Bulk {
        id,
        text: "\u{1}".repeat(300 * 1024),
    };
    let written = Bulk::batch_put((0..20).map(bulk)).send(&table).await.unwrap();
    assert_eq!((written.items, written.requests), (20, 3), "at most eight to a request");
    let found = Bulk::batch_get(0..20).send(&table).await.unwrap();
    assert!(found.into_iter().eq((0..20).map(|id| Some(bulk(id)))));
}

#[tokio::test]
async fn keys_beyond_16_mb_of_a_response_are_requested_again() {
    let table = table().await;
    let bulk = |id: u32| Bulk {
        id,
        text: "x".repeat(300 * 1024),
    };
    Bulk::batch_put((0..60).map(bulk)).send(&table).await.unwrap();
    let requests = Arc::new(Mutex::new(Progress::default()));
    let last = Arc::clone(&requests);
    let read = table.batch_get(Bulk::batch_get((0..60).rev()));
    let read = read.on_progress(move |progress| *last.lock().unwrap() = *progress);
    let found = read.send().await.unwrap();
    assert!(found.into_iter().eq((0..60).rev().map(|id| Some(bulk(id)))));
    let progress = *requests.lock().unwrap();
    assert_eq!((progress.done, progress.total), (60, Some(60)));
    if endpoint().is_none() {
        // ministack does not truncate responses.
        assert_eq!(progress.requests, 2);
        assert!((1..60).contains(&progress.retried), "{progress:?}");
    }
}

#[tokio::test]
async fn hazard_16_an_item_of_another_type_is_a_decode_error() {
    let table = table().await;
    User::batch_put([user(1)]).send(&table).await.unwrap();
    let item = [
        ("pk", "USER#u0002"),
        ("sk", "PROFILE"),
        ("_type", "Ghost"),
        ("user_id", "u0002"),
    ];
    let put = table.client().put_item().table_name(table.name());
    let attributes = item.map(|(name, value)| {
        (
            name.to_owned(),
            aws_sdk_dynamodb::types::AttributeValue::S(value.into()),
        )
    });
    put.set_item(Some(attributes.into())).send().await.unwrap();
    let error = User::batch_get([id(1), id(2)]).send(&table).await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert_eq!(error.key(), Some("USER#u0002 / PROFILE"));
}

#[tokio::test]
async fn progress_is_reported_after_each_response() {
    let table = table().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&seen);
    let written: BatchWritten = table
        .batch_write()
        .put_all((0..60).map(user))
        .in_flight(1)
        .on_progress(move |progress| tell.lock().unwrap().push(*progress))
        .send()
        .await
        .unwrap();
    let seen = seen.lock().unwrap();
    let done: Vec<_> = seen.iter().map(|progress| (progress.done, progress.requests)).collect();
    assert_eq!(done, [(25, 1), (50, 2), (60, 3)]);
    assert!(
        seen.iter()
            .all(|progress| progress.total == Some(60) && progress.retried == 0)
    );
    let last = seen.last().unwrap().consumed_capacity;
    assert!((written.consumed_capacity - last).abs() < 1e-9 && last >= 60.0);
}

#[tokio::test]
async fn streams_are_written_and_deleted_as_they_come() {
    let table = table().await;
    let mut users = stream::iter((0..130).map(user));
    let batch = table.batch_write().put(note("n", 1)).in_flight(3);
    let written = batch.put_stream(&mut users).send().await.unwrap();
    assert_eq!((written.items, written.requests), (131, 6));
    let found = User::batch_get((0..131).map(id)).send(&table).await.unwrap();
    assert_eq!(found.iter().flatten().count(), 130);

    let ids = stream::iter((0..120).map(id));
    let written = table
        .batch_write()
        .delete::<Note>(("n", 1))
        .delete_stream::<User>(ids)
        .send()
        .await;
    assert_eq!(written.unwrap().items, 121);
    let found = User::batch_get((0..131).map(id)).send(&table).await.unwrap();
    let left: BTreeSet<_> = found.into_iter().flatten().map(|user| user.user_id).collect();
    assert_eq!(left, (120..130).map(id).collect());
    assert_eq!(Note::get(("n", 1)).send(&table).await.unwrap(), None);
}

#[tokio::test]
async fn a_stream_is_written_up_to_an_invalid_item() {
    use futures::StreamExt as _;

    let table = table().await;
    let users = (0..100).map(|n| match n {
        40 => User {
            user_id: String::new(),
            ..user(n)
        },
        n => user(n),
    });
    let mut users = stream::iter(users);
    let error = table.batch_write().put_stream(&mut users).send().await.unwrap_err();
    // The items before it were sent. The error names the key.
    assert!(!error.is_invalid_key() && error.unprocessed().is_none(), "{error}");
    let reason = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<Error>());
    assert!(reason.is_some_and(Error::is_invalid_key), "{error:?}");
    let found = User::batch_get((0..100).map(id)).send(&table).await.unwrap();
    assert_eq!(found.iter().flatten().count(), 40);
    assert_eq!(users.next().await, Some(user(41)), "what was not pulled is still there");
}

#[tokio::test]
async fn a_stream_keeps_the_order_of_writes_of_one_key() {
    let table = table().await;
    // Each key repeats after 26 writes: never twice in one request, but always in two requests that could be in flight
    // together.
    let writes = (0..520).map(|n| User {
        name: format!("write {n}"),
        ..user(n % 26)
    });
    let batch = table.batch_write().in_flight(16);
    let written = batch.put_stream(stream::iter(writes)).send().await.unwrap();
    assert_eq!(written.items, 520);
    for found in stored(&table, (0..26).map(id)).await.into_iter().flatten() {
        let number: usize = found.name.strip_prefix("write ").unwrap().parse().unwrap();
        assert!(number >= 494, "{found:?}");
    }
}

// ---- keys that are numbers

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "<data:B>", sk = "<at:N>")]
struct Sample {
    data: bytes::Bytes,
    at: f64,
    text: String,
}

#[derive(Table)]
#[table(entities(Sample))]
struct Samples;

#[tokio::test]
async fn number_and_binary_keys_are_matched_in_every_notation() {
    if endpoint().is_some() {
        // ministack finds no item by another notation of the same number, not even with GetItem.
        return;
    }
    let table = Table::<Samples>::new(client().await, unique_table_name("samples"));
    table.create().send().await.unwrap();
    let sample = |at: f64, text: &str| Sample {
        data: bytes::Bytes::from_static(&[0, 255]),
        at,
        text: text.to_owned(),
    };
    let numbers = [0.0, 1.0, -1.5, 100.0, 1e-7, 2.5e30];
    let writes = numbers
        .map(|at| sample(at, "old"))
        .into_iter()
        .chain([sample(-0.0, "new")]);
    let written = Sample::batch_put(writes).send(&table).await.unwrap();
    assert_eq!(written.items, numbers.len(), "zero has no sign");
    let keys = || [2.5e30, 1e-7, 100.0, -1.5, 7.0, 1.0, 0.0, -0.0].map(|at| (bytes::Bytes::from_static(&[0, 255]), at));
    let found = Sample::batch_get(keys()).send(&table).await.unwrap();
    let found: Vec<_> = found.into_iter().map(|sample| sample.map(|sample| sample.at)).collect();
    let expected = [
        Some(2.5e30),
        Some(1e-7),
        Some(100.0),
        Some(-1.5),
        None,
        Some(1.0),
        Some(0.0),
        Some(0.0),
    ];
    assert_eq!(found, expected);
    let deleted = Sample::batch_delete(keys()).send(&table).await.unwrap();
    assert_eq!(deleted.items, 7);
}

// ---- against a map as oracle

#[derive(Debug, Clone)]
enum Action {
    Put(u8, u8),
    Delete(u8),
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        3 => (0..40_u8, any::<u8>()).prop_map(|(key, value)| Action::Put(key, value)),
        1 => (0..40_u8).prop_map(Action::Delete),
    ]
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn batches_behave_like_a_map(
        batches in vec((vec(action(), 0..90), 1..6_usize), 1..4),
        wanted in vec(0..44_u8, 0..130),
    ) {
        run(move || async move {
            let table = table().await;
            let mut model = BTreeMap::new();
            for (actions, in_flight) in batches {
                let mut batch = table.batch_write().in_flight(in_flight);
                let mut keys = BTreeSet::new();
                for action in actions {
                    match action {
                        Action::Put(key, value) => {
                            let put = User { level: value.into(), ..user(key.into()) };
                            batch = batch.put(put.clone());
                            model.insert(key, put);
                            keys.insert(key);
                        }
                        Action::Delete(key) => {
                            batch = batch.delete::<User>(id(key.into()));
                            model.remove(&key);
                            keys.insert(key);
                        }
                    }
                }
                let written = batch.send().await.unwrap();
                assert_eq!(written.items, keys.len());
                let found = User::batch_get(wanted.iter().map(|key| id((*key).into()))).send(&table).await.unwrap();
                assert_eq!(found, wanted.iter().map(|key| model.get(key).cloned()).collect::<Vec<_>>());
            }
        });
    }
}
