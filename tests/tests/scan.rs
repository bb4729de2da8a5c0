//! Scans against an oracle that filters in memory: several entities in one table, page by page, with cursors that were
//! converted to text, and with all segments at once.

use std::collections::BTreeSet;
use std::fmt::Debug;

use dynamo_entity::prelude::*;
use dynamo_entity::{Condition, Entity, Page, Registers, Scan};
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use futures::TryStreamExt;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<team>", sk = "USER#<id:04>")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
struct User {
    team: u8,
    id: u32,
    email: Option<String>,
    level: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<team>", sk = "TASK#<id:04>")]
#[gsi(name = "open", index = "gsi1", pk = "OPEN#<owner>", sk = "TASK#<id:04>")]
struct Task {
    team: u8,
    id: u32,
    owner: Option<u8>,
    level: i32,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Projection, Deserialize)]
#[projection(entity = User)]
struct UserId {
    id: u32,
}

#[derive(Table)]
#[table(entities(User, Task))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("scan"));
    table.create().send().await.unwrap();
    table
}

fn user() -> impl Strategy<Value = User> {
    (0..4_u8, 0..30_u32, option::of("[ab]"), -3..4_i32).prop_map(|(team, id, email, level)| User {
        team,
        id,
        email,
        level,
    })
}

fn task() -> impl Strategy<Value = Task> {
    (0..4_u8, 0..30_u32, option::of(0..3_u8), -3..4_i32).prop_map(|(team, id, owner, level)| Task {
        team,
        id,
        owner,
        level,
    })
}

/// Returns one item for each key, sorted by content, because scans have no order.
fn unique<E: Ord, K: Ord>(items: Vec<E>, key: impl Fn(&E) -> K) -> Vec<E> {
    let mut keys = BTreeSet::new();
    sorted(items.into_iter().filter(|item| keys.insert(key(item))).collect())
}

fn sorted<E: Ord>(mut items: Vec<E>) -> Vec<E> {
    items.sort();
    items
}

/// Reads all pages, with cursors that are converted to text.
async fn walk<E>(table: &Table<App>, scan: Scan<E>, check: impl Fn(&Page<E>, bool)) -> Vec<E>
where
    E: Entity + Clone + Debug + Ord,
    App: Registers<E>,
{
    let mut found = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = scan.clone().start_at(cursor).send(table).await.unwrap();
        assert_eq!(page.count, page.items.len() as u64);
        assert!(page.scanned_count >= page.count);
        check(&page, page.cursor.is_some());
        found.extend(page.items);
        match page.cursor {
            Some(next) => cursor = Some(next.to_string().parse().unwrap()),
            None => return found,
        }
    }
}

/// Checks that every way to send the scan returns `expected`, which is sorted. `total` counts items of any type.
async fn check<E>(table: &Table<App>, scan: Scan<E>, expected: &[E], limit: u32, segments: u32)
where
    E: Entity + Clone + Debug + Ord,
    App: Registers<E>,
{
    let all = scan.clone().all(table).await.unwrap();
    assert_eq!(sorted(all), expected, "{scan:?}");
    assert_eq!(scan.clone().count(table).await.unwrap(), expected.len() as u64);
    let first = scan.clone().first(table).await.unwrap();
    assert_eq!(first.is_some(), !expected.is_empty());
    assert!(first.iter().all(|first| expected.contains(first)));

    let walked = walk(table, scan.clone().limit(limit), |page, _| {
        assert!(page.scanned_count <= u64::from(limit));
    });
    assert_eq!(sorted(walked.await), expected, "{scan:?}");
    let streamed: Vec<E> = scan.clone().limit(limit).stream(table).try_collect().await.unwrap();
    assert_eq!(sorted(streamed), expected, "{scan:?}");

    for take in 1..=expected.len() + 1 {
        let pages = walk(table, scan.clone().take(take).limit(limit), |page, more| {
            assert!(page.items.len() == take || !more, "a cursor before {take} were given");
            assert!(!page.items.is_empty() || expected.is_empty(), "a page of none");
        });
        assert_eq!(sorted(pages.await), expected, "{take} of {scan:?}");
        let taken = scan.clone().take(take).count(table).await.unwrap();
        assert_eq!(taken, take.min(expected.len()) as u64);
    }
    check_segments(table, &scan, expected, limit, segments).await;
}

async fn check_segments<E>(table: &Table<App>, scan: &Scan<E>, expected: &[E], limit: u32, segments: u32)
where
    E: Entity + Clone + Debug + Ord,
    App: Registers<E>,
{
    let parallel = || scan.clone().limit(limit).segments(segments);
    assert_eq!(
        sorted(parallel().all(table).await.unwrap()),
        expected,
        "{segments} segments"
    );
    let streamed: Vec<E> = parallel().stream(table).try_collect().await.unwrap();
    assert_eq!(sorted(streamed), expected, "{segments} segments");
    assert_eq!(parallel().count(table).await.unwrap(), expected.len() as u64);
    assert_eq!(parallel().first(table).await.unwrap().is_some(), !expected.is_empty());

    for take in [1, expected.len() / 2 + 1, expected.len() + 1] {
        let scan = scan.clone().take(take).segments(segments);
        let taken = scan.clone().all(table).await.unwrap();
        assert_eq!(taken.len(), take.min(expected.len()), "{take} of {segments} segments");
        assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), taken.len(), "each once");
        assert!(taken.iter().all(|item| expected.contains(item)));
        assert_eq!(scan.count(table).await.unwrap(), take.min(expected.len()) as u64);
    }

    // One worker for each segment.
    let mut found = Vec::new();
    for segment in 0..segments {
        found.extend(walk(table, scan.clone().segment(segment, segments).limit(limit), |_, _| {}).await);
    }
    assert_eq!(sorted(found), expected, "each of {segments} segments");
}

/// A case sends hundreds of requests, which are slow over a socket.
fn config() -> ProptestConfig {
    ProptestConfig {
        max_shrink_iters: 100,
        ..cases(if endpoint().is_some() { 4 } else { 16 })
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_scan_gives_every_item_of_its_entity_and_no_other(
        users in vec(user(), 0..12),
        tasks in vec(task(), 0..12),
        above in option::of(-3..4_i32),
        limit in 1..14_u32,
        segments in 1..=8_u32,
    ) {
        run(move || async move {
            let table = table().await;
            let users = unique(users, |user| (user.team, user.id));
            let tasks = unique(tasks, |task| (task.team, task.id));
            for user in &users {
                User::put(user.clone()).send(&table).await.unwrap();
            }
            for task in &tasks {
                Task::put(task.clone()).send(&table).await.unwrap();
            }
            let matches = |level: i32| above.is_none_or(|above| level > above);
            let (mut user_scan, mut task_scan) = (User::scan(), Task::scan());
            if let Some(above) = above {
                user_scan = user_scan.filter(User::fields().level.gt(above));
                task_scan = task_scan.filter(Task::fields().level.gt(above));
            }
            let users: Vec<User> = users.into_iter().filter(|user| matches(user.level)).collect();
            let tasks: Vec<Task> = tasks.into_iter().filter(|task| matches(task.level)).collect();
            check(&table, user_scan.clone().consistent(), &users, limit, segments).await;
            check(&table, task_scan.clone(), &tasks, limit, segments).await;

            // An index contains only items with its key.
            let indexed: Vec<User> = users.iter().filter(|user| user.email.is_some()).cloned().collect();
            check(&table, user_scan.index("by_email"), &indexed, limit, segments).await;
            let indexed: Vec<Task> = tasks.iter().filter(|task| task.owner.is_some()).cloned().collect();
            check(&table, task_scan.index("open"), &indexed, limit, segments).await;
        });
    }
}

async fn filled() -> Table<App> {
    let table = table().await;
    for id in 0..9 {
        let (team, level) = (1, 0);
        let email = Some("a".to_owned());
        User::put(User { team, id, email, level }).send(&table).await.unwrap();
        let owner = Some(1);
        Task::put(Task { team, id, owner, level }).send(&table).await.unwrap();
    }
    table
}

#[tokio::test]
async fn the_request_filters_by_the_type_attribute() {
    let table = table().await;
    let condition: Condition<User> = User::fields().level.gt(1) | User::fields().level.lt(0);
    let scan = User::scan().filter(condition).limit(7).segment(2, 5);
    let request = scan.request(&table).unwrap();
    assert_eq!(
        request.filter_expression(),
        Some("(#n0 = :v0) AND ((#n1 > :v1) OR (#n1 < :v2))")
    );
    assert_eq!(request.expression_attribute_names().unwrap()["#n0"], "_type");
    assert_eq!((request.segment(), request.total_segments()), (Some(2), Some(5)));
    assert_eq!(request.limit(), Some(7));

    let requests = User::scan().segments(3).requests(&table).unwrap();
    let segments: Vec<_> = requests.iter().map(|r| (r.segment(), r.total_segments())).collect();
    assert_eq!(segments, [(Some(0), Some(3)), (Some(1), Some(3)), (Some(2), Some(3))]);
}

#[tokio::test]
async fn a_cursor_belongs_to_one_kind_of_read() {
    let table = filled().await;
    let refused = |result: dynamo_entity::Result<_>| {
        let error: dynamo_entity::Error = result.map(|_: Page<User>| ()).unwrap_err();
        assert!(error.is_invalid_cursor(), "{error}");
    };
    let of_query = User::query().primary(1).take(2).send(&table).await.unwrap().cursor;
    let of_index = User::query().by_email("a").take(2).send(&table).await.unwrap().cursor;
    let of_scan = User::scan().take(2).send(&table).await.unwrap().cursor;
    let of_index_scan = User::scan()
        .index("by_email")
        .take(2)
        .send(&table)
        .await
        .unwrap()
        .cursor;
    assert!(of_query.is_some() && of_index.is_some() && of_scan.is_some() && of_index_scan.is_some());

    refused(User::scan().start_at(of_query).send(&table).await);
    refused(User::scan().index("by_email").start_at(of_index).send(&table).await);
    refused(User::query().primary(1).start_at(of_scan.clone()).send(&table).await);
    refused(
        User::query()
            .by_email("a")
            .start_at(of_index_scan.clone())
            .send(&table)
            .await,
    );
    refused(User::scan().start_at(of_index_scan).send(&table).await);
    refused(
        User::scan()
            .index("by_email")
            .start_at(of_scan.clone())
            .send(&table)
            .await,
    );
    refused(User::scan().segment(0, 2).start_at(of_scan.clone()).send(&table).await);

    let parallel = User::scan()
        .start_at(of_scan)
        .segments(2)
        .all(&table)
        .await
        .unwrap_err();
    assert!(parallel.is_invalid_input());
    assert_eq!(
        parallel.to_string(),
        "`User`: a cursor belongs to one segment; remove `start_at`, or scan each segment with `segment`"
    );
}

#[tokio::test]
async fn impossible_scans_are_refused_before_they_are_sent() {
    let table = table().await;
    let message = |scan: Scan<User>| {
        let error = scan.request(&table).unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
        error.to_string()
    };
    let limits = "DynamoDB takes 1 to 1000000";
    assert_eq!(
        message(User::scan().segment(0, 0)),
        format!("`User`: the scan has 0 segments; {limits}")
    );
    assert_eq!(
        message(User::scan().segment(7, 1_000_001)),
        format!("`User`: the scan has 1000001 segments; {limits}")
    );
    assert!(User::scan().segment(999_999, 1_000_000).request(&table).is_ok());
    assert_eq!(
        message(User::scan().segment(3, 3)),
        "`User`: segment 3 of 3 does not exist; segments are numbered from 0"
    );
    assert_eq!(
        message(User::scan().index("by_mail")),
        "`User`: no access pattern is named `by_mail`; the access patterns are `primary`, `by_email`"
    );
    assert_eq!(
        message(User::scan().index("by_email").consistent()),
        "`User`: `by_email` is a global secondary index, which has no consistent reads; remove `consistent`"
    );
    assert_eq!(
        message(User::scan().limit(0)),
        "`User`: `limit` is 0; DynamoDB takes 1 or more"
    );
    for total in [0, 1_000_001] {
        let error = User::scan().segments(total).all(&table).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("`User`: the scan has {total} segments; {limits}")
        );
    }
    let both = User::scan().segment(0, 2).segments(2).count(&table).await.unwrap_err();
    assert!(both.is_invalid_input());
}

#[tokio::test]
async fn a_scan_reads_a_projection() {
    let table = filled().await;
    let ids = User::scan().project::<UserId>().segments(3).all(&table).await.unwrap();
    assert_eq!(sorted(ids), (0..9).map(|id| UserId { id }).collect::<Vec<_>>());
    let page = User::scan().project::<UserId>().take(4).send(&table).await.unwrap();
    assert_eq!((page.items.len(), page.cursor.is_some()), (4, true));
}

#[tokio::test]
async fn a_failed_segment_ends_the_stream() {
    let missing = Table::<App>::new(client().await, unique_table_name("absent"));
    let mut stream = User::scan().segments(4).stream(&missing);
    assert_eq!(
        stream.try_next().await.unwrap_err().code(),
        Some("ResourceNotFoundException")
    );
    assert!(stream.try_next().await.unwrap().is_none());
}
