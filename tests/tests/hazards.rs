//! Mistakes of other libraries, with one test each to show that they do not happen here.
//!
//! The tests are short and independent, on a small model of teams with tasks. The targets `indexes`, `query`,
//! `faults_batch`,
//! `transactions` and others test the same subjects thoroughly.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::{Client, primitives::Blob};
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::{Requests, counting};
use dynamo_entity_tests::engine::{client, unique_table_name};
use dynamo_entity_tests::faults::{Fault, Faults};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<team>", sk = "TASK#<id>")]
#[gsi(name = "board", index = "gsi1", pk = "BOARD#<team>", sk = "<status>#<rank:04>#<id>")]
#[gsi(name = "by_owner", index = "gsi2", pk = "OWNER#<owner>", sk = "DUE#<due>")]
struct Task {
    team: String,
    id: String,
    #[default("open".to_owned())]
    status: String,
    #[default(1)]
    rank: u32,
    owner: Option<String>,
    due: Option<String>,
    #[default(10)]
    points: i64,
    #[default]
    attachment: Vec<u8>,
    #[serde(default)]
    #[default]
    labels: BTreeSet<String>,
    note: Option<String>,
}

/// Entities in the same partition as the tasks of a team. The keys of one sort before the tasks, those of the other after.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<team>", sk = "TASK!<id>")]
#[gsi(name = "beside", index = "gsi1", pk = "BOARD#<team>", sk = "open!<id>")]
struct Before {
    team: String,
    id: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<team>", sk = "TASK$<id>")]
#[gsi(name = "beside", index = "gsi1", pk = "BOARD#<team>", sk = "open$<id>")]
struct After {
    team: String,
    id: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LINK#<from>#<to>", sk = "LINK")]
struct Link {
    from: String,
    to: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "Person#<name>", sk = "Mail#<mail:lower>")]
struct Person {
    name: String,
    mail: String,
}

/// Attributes named like functions and placeholders, with special characters, and with reserved words.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "WORD#<name>", sk = "WORD")]
struct Word {
    name: String,
    #[default(0)]
    size: i64,
    #[serde(rename = "#n0")]
    #[default(0)]
    hash: i64,
    #[serde(rename = ":v0")]
    #[default(0)]
    colon: i64,
    #[serde(rename = "a.b")]
    #[default(0)]
    dotted: i64,
    #[serde(rename = "SELECT")]
    select: Option<String>,
}

#[derive(Table)]
#[table(entities(Task, Before, After, Link, Person, Word))]
struct App;

type Stored = HashMap<String, AttributeValue>;

async fn create(client: Client) -> Table<App> {
    let table = Table::<App>::new(client, unique_table_name("hazards"));
    table.create().send().await.unwrap();
    table
}

async fn table() -> Table<App> {
    create(client().await).await
}

/// A table, and the requests that were sent to it.
async fn watched() -> (Table<App>, Requests) {
    let table = table().await;
    let (client, requests) = counting(table.client());
    (Table::new(client, table.name()), requests)
}

fn task(id: &str) -> Task {
    Task::builder().team("t").id(id).build()
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

/// Returns the item as DynamoDB stores it.
async fn stored(table: &Table<App>, pk: &str, sk: &str) -> Option<Stored> {
    let get = table.client().get_item().table_name(table.name()).consistent_read(true);
    get.key("pk", text(pk)).key("sk", text(sk)).send().await.unwrap().item
}

async fn stored_task(table: &Table<App>, id: &str) -> Stored {
    stored(table, "TEAM#t", &format!("TASK#{id}")).await.unwrap()
}

async fn task_of(table: &Table<App>, id: &str) -> Task {
    Task::get(("t", id)).consistent().send(table).await.unwrap().unwrap()
}

fn ids(tasks: &[Task]) -> Vec<&str> {
    tasks.iter().map(|task| task.id.as_str()).collect()
}

#[tokio::test]
async fn hazard_01_stale_index_key_after_a_partial_update() {
    let (table, f) = (table().await, Task::fields());
    Task::put(Task {
        owner: Some("ada".into()),
        due: Some("05".into()),
        ..task("1")
    })
    .send(&table)
    .await
    .unwrap();

    Task::patch(("t", "1")).set(f.owner, "bob").send(&table).await.unwrap();
    assert_eq!(Task::query().by_owner("ada").all(&table).await.unwrap(), []);
    assert_eq!(Task::query().by_owner("bob").count(&table).await.unwrap(), 1);

    // Both parts of a side must be set together, or one part of a loaded item.
    Task::patch(("t", "1"))
        .set(f.board_sk, ("done".to_owned(), 7))
        .send(&table)
        .await
        .unwrap();
    assert_eq!(stored_task(&table, "1").await["gsi1sk"], text("done#0007#1"));
    task_of(&table, "1")
        .await
        .edit()
        .set(f.rank, 8)
        .send(&table)
        .await
        .unwrap();
    assert_eq!(stored_task(&table, "1").await["gsi1sk"], text("done#0008#1"));

    Task::patch(("t", "1")).remove(f.due).send(&table).await.unwrap();
    assert!(!stored_task(&table, "1").await.contains_key("gsi2sk"));
    assert_eq!(Task::query().by_owner("bob").count(&table).await.unwrap(), 0);
}

#[tokio::test]
async fn hazard_02_a_guard_lost_to_operator_precedence() {
    let (table, f) = (table().await, Task::fields());
    // Without parentheses, `attribute_exists(pk) AND note = … OR attribute_not_exists(note)` would hold for an absent item.
    let either = || f.note.eq("x") | f.note.not_exists();
    let error = Task::patch(("t", "1"))
        .set(f.points, 1)
        .condition(either())
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(stored(&table, "TEAM#t", "TASK#1").await, None);

    Task::put(task("1")).send(&table).await.unwrap();
    let again = Task::create(task("1")).condition(f.note.not_exists() | f.points.eq(10));
    assert!(again.send(&table).await.unwrap_err().is_already_exists());
    // The same for a read's filter by entity.
    Link::put(Link {
        from: "a".into(),
        to: "b".into(),
    })
    .send(&table)
    .await
    .unwrap();
    let scanned = Task::scan()
        .filter(f.note.eq("x") | f.note.not_exists())
        .all(&table)
        .await
        .unwrap();
    assert_eq!(scanned, [task("1")]);
}

#[tokio::test]
async fn hazard_03_a_counter_added_to_a_field_that_is_a_key_part() {
    // The result of `add` is unknown before the request is sent, so a key part has no `add`.
    let message = include_str!("../compile-fail/update/add_to_index_part.stderr");
    assert!(message.contains("the new value must be known"), "{message}");

    let (table, f) = (table().await, Task::fields());
    let loaded = Task::put(task("1")).send(&table).await.unwrap();
    let next = || {
        let edit = loaded.edit().set(f.rank, loaded.rank + 1);
        edit.condition(f.rank.eq(loaded.rank)).send(&table)
    };
    next().await.unwrap();
    assert!(
        next().await.unwrap_err().is_condition_failed(),
        "the copy is out of date"
    );
    assert_eq!(stored_task(&table, "1").await["gsi1sk"], text("open#0002#1"));
    Task::patch(("t", "1")).add(f.points, 1).send(&table).await.unwrap();
    assert_eq!(
        task_of(&table, "1").await,
        Task {
            rank: 2,
            points: 11,
            ..task("1")
        }
    );
}

#[tokio::test]
async fn hazard_04_a_truncated_key_for_a_missing_part() {
    let (table, requests) = watched().await;
    Task::put(Task {
        owner: Some("ada".into()),
        ..task("1")
    })
    .send(&table)
    .await
    .unwrap();
    Task::put(Task {
        due: Some("05".into()),
        ..task("2")
    })
    .send(&table)
    .await
    .unwrap();
    let (first, second) = (stored_task(&table, "1").await, stored_task(&table, "2").await);
    assert_eq!(
        (first.get("gsi2pk"), first.get("gsi2sk")),
        (Some(&text("OWNER#ada")), None)
    );
    assert_eq!(
        (second.get("gsi2pk"), second.get("gsi2sk")),
        (None, Some(&text("DUE#05")))
    );
    assert_eq!(Task::scan().index("by_owner").count(&table).await.unwrap(), 0);

    let before = requests.count();
    let nameless = Task::put(task("")).send(&table).await.unwrap_err();
    assert!(
        nameless.is_invalid_key() && nameless.to_string().contains("`id`"),
        "{nameless}"
    );
    assert!(Task::get(("", "1")).send(&table).await.unwrap_err().is_invalid_key());
    assert_eq!(requests.count(), before);
}

#[tokio::test]
async fn hazard_05_begins_with_that_cannot_match_on_the_last_part() {
    let table = table().await;
    Task::batch_put(["a", "ab", "abc", "b"].map(task))
        .send(&table)
        .await
        .unwrap();
    // If a delimiter followed the given value, or the value were taken for a whole part, no key would begin with it.
    let found = Task::query()
        .primary("t")
        .id()
        .begins_with("ab")
        .all(&table)
        .await
        .unwrap();
    assert_eq!(ids(&found), ["ab", "abc"]);
    let board = Task::query().board("t").status().eq("open").rank().eq(1);
    let found = board.id().begins_with("ab").all(&table).await.unwrap();
    assert_eq!(ids(&found), ["ab", "abc"]);
    assert_eq!(
        Task::query()
            .board("t")
            .status()
            .begins_with("op")
            .count(&table)
            .await
            .unwrap(),
        4
    );
}

#[tokio::test]
async fn hazard_06_two_values_and_one_key() {
    let (table, requests) = watched().await;
    let link = |from: &str, to: &str| Link {
        from: from.into(),
        to: to.into(),
    };
    Link::create(link("x", "b#z")).send(&table).await.unwrap();
    let before = requests.count();
    let error = Link::create(link("x#b", "z")).send(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    for word in ["Link", "from", "x#b"] {
        assert!(error.to_string().contains(word), "no {word} in: {error}");
    }
    assert!(Link::get(("x#b", "z")).send(&table).await.unwrap_err().is_invalid_key());
    assert_eq!(requests.count(), before);
    assert_eq!(
        Link::get(("x", "b#z")).send(&table).await.unwrap(),
        Some(link("x", "b#z"))
    );
}

#[tokio::test]
async fn hazard_07_letter_case_changed_in_stored_values() {
    let table = table().await;
    let ada = Person {
        name: "Ada LOVELACE".into(),
        mail: "Ada@Example.COM".into(),
    };
    Person::put(ada.clone()).send(&table).await.unwrap();
    // Only the key is in lower case, and only if the template has the format.
    let item = stored(&table, "Person#Ada LOVELACE", "Mail#ada@example.com")
        .await
        .unwrap();
    assert_eq!((&item["name"], &item["mail"]), (&text(&ada.name), &text(&ada.mail)));
    let found = Person::get(("Ada LOVELACE", "ADA@example.com"))
        .send(&table)
        .await
        .unwrap();
    assert_eq!(found, Some(ada));
}

/// Always runs on the embedded engine, because other engines cannot be made to leave items unprocessed.
#[tokio::test(start_paused = true)]
async fn hazard_08_unprocessed_batch_items_dropped() {
    let engine = Engine::memory().unwrap();
    let clean = create(engine.client()).await;
    let through = |plan: &[Fault]| Table::<App>::new(Faults::new(plan.to_vec()).client(&engine), clean.name());
    let all = || (0..40).map(|id| task(&id.to_string()));
    let keys = || (0..40).map(|id| ("t", id.to_string()));

    let plan = [
        Fault::Process(3),
        Fault::unprocessed(),
        Fault::ProcessLast(1),
        Fault::throttle(),
    ];
    Task::batch_put(all()).send(&through(&plan)).await.unwrap();
    assert_eq!(Task::scan().count(&clean).await.unwrap(), 40);
    let read = Task::batch_get(keys()).send(&through(&plan)).await.unwrap();
    assert!(read.into_iter().eq(all().map(Some)));

    // If the retries are exhausted, the error contains the rest.
    let failing = Faults::by(|request| {
        if request.number == 0 {
            Fault::Process(10)
        } else {
            Fault::InternalServerError
        }
    });
    let failing = Table::<App>::new(failing.client_without_retries(&engine), clean.name());
    let error = Task::batch_delete(keys()).send(&failing).await.unwrap_err();
    let unprocessed = error.into_unprocessed().unwrap();
    assert_eq!(unprocessed.len() as u64, Task::scan().count(&clean).await.unwrap());
    clean.batch_write().again(unprocessed).send().await.unwrap();
    assert_eq!(Task::scan().count(&clean).await.unwrap(), 0);
}

#[tokio::test]
async fn hazard_09_batch_results_out_of_order() {
    let table = table().await;
    // More than a hundred keys, so that several requests are sent. Every third item is absent, and one key is repeated.
    let is_there = |id: &u32| !id.is_multiple_of(3);
    let numbered = |id: u32| task(&id.to_string());
    Task::batch_put((0..120).filter(is_there).map(numbered))
        .send(&table)
        .await
        .unwrap();
    let wanted: Vec<u32> = (0..120).rev().chain([7]).collect();
    let found = Task::batch_get(wanted.iter().map(|id| ("t", id.to_string())))
        .send(&table)
        .await
        .unwrap();
    let expected = wanted.into_iter().map(|id| is_there(&id).then(|| numbered(id)));
    assert!(found.into_iter().eq(expected));
}

#[tokio::test]
async fn hazard_10_limit_and_count_confused_and_a_cursor_where_there_is_no_more() {
    let (table, f) = (table().await, Task::fields());
    let points = |id: u32| Task {
        points: i64::from(id % 2),
        ..task(&id.to_string())
    };
    Task::batch_put((0..8).map(points)).send(&table).await.unwrap();
    let odd = || Task::query().primary("t").filter(f.points.eq(1));

    // DynamoDB's limit counts items that are read. Fewer may be returned and counted.
    let page = odd().limit(3).send(&table).await.unwrap();
    assert_eq!((ids(&page.items), page.count, page.scanned_count), (vec!["1"], 1, 3));
    assert!(page.cursor.is_some());
    assert_eq!(odd().limit(3).count(&table).await.unwrap(), 4, "of all pages");

    // `take` counts returned items. The last page has no cursor, although DynamoDB returned one.
    let first = odd().limit(3).take(2).send(&table).await.unwrap();
    assert_eq!(ids(&first.items), ["1", "3"]);
    let second = odd()
        .limit(3)
        .take(2)
        .start_at(first.cursor)
        .send(&table)
        .await
        .unwrap();
    assert_eq!((ids(&second.items), second.cursor), (vec!["5", "7"], None));
}

#[tokio::test]
async fn hazard_11_placeholders_that_collide_with_names_and_reserved_words() {
    let (table, f) = (table().await, Word::fields());
    Word::put(Word::builder().name("group")).send(&table).await.unwrap();
    let patched = Word::patch("group")
        .set(f.hash, 1)
        .add(f.colon, 2)
        .subtract(f.dotted, 3)
        .set(f.select, "from");
    let patched = patched.condition(f.size.eq(0) & f.hash.eq(0) & f.colon.lt(5) & !f.select.exists());
    let word = patched.return_new().send(&table).await.unwrap();
    let expected = Word {
        hash: 1,
        colon: 2,
        dotted: -3,
        select: Some("from".into()),
        ..Word::builder().name("group").build()
    };
    assert_eq!(word, expected);
    let item = stored(&table, "WORD#group", "WORD").await.unwrap();
    assert_eq!(item["a.b"], AttributeValue::N("-3".into()), "no map `a` with a `b`");
    let filter = f.select.eq("from") & f.colon.eq(2) & f.size.lt(1);
    assert_eq!(
        Word::query().primary("group").filter(filter).all(&table).await.unwrap(),
        [expected]
    );
}

#[tokio::test]
async fn hazard_12_updates_that_apply_defaults_to_existing_items() {
    let (table, f) = (table().await, Task::fields());
    let kept = Task {
        status: "done".into(),
        rank: 9,
        points: 3,
        labels: ["x".to_owned()].into(),
        ..task("1")
    };
    Task::put(kept.clone()).send(&table).await.unwrap();
    let noted = |note: &str| Task {
        note: Some(note.into()),
        ..kept.clone()
    };

    Task::update(("t", "1")).set(f.note, "a").send(&table).await.unwrap();
    assert_eq!(task_of(&table, "1").await, noted("a"));
    Task::patch(("t", "1")).set(f.note, "b").send(&table).await.unwrap();
    assert_eq!(task_of(&table, "1").await, noted("b"));
    // Status and rank are parts of one side, which is kept unchanged.
    Task::upsert(Task::builder().team("t").id("1").note("c"))
        .send(&table)
        .await
        .unwrap();
    assert_eq!(task_of(&table, "1").await, noted("c"));
    assert_eq!(stored_task(&table, "1").await["gsi1sk"], text("done#0009#1"));
    // A field that was removed stays removed, and a missing item is created completely.
    Task::update(("t", "1")).remove(f.note).send(&table).await.unwrap();
    assert_eq!(task_of(&table, "1").await, kept);
    Task::update(("t", "2")).send(&table).await.unwrap();
    assert_eq!(task_of(&table, "2").await, task("2"));
}

#[tokio::test]
async fn hazard_13_cancellation_reasons_parsed_from_message_text() {
    let (table, f) = (table().await, Task::fields());
    // A message with the words and commas that a parser of messages would look for.
    let there = Task {
        note: Some("[ConditionalCheckFailed, None], ThrottlingError".into()),
        ..task("1")
    };
    Task::put(there.clone()).send(&table).await.unwrap();
    let transaction = table
        .transact_write()
        .add(Task::put(task("2")))
        .add(Task::create(task("1")));
    let transaction = transaction.add(Task::patch(("t", "3")).add(f.points, 1));
    let transaction = transaction.add(Link::check(("a", "b")).condition(Link::fields().to.exists()));
    let error = transaction.send().await.unwrap_err();
    let [put, create, patch, check] = error.cancellations().unwrap() else {
        panic!("one for each operation: {error}");
    };
    assert!(put.is_ok() && create.is_already_exists() && patch.is_not_found() && check.is_condition_failed());
    assert_eq!(create.existing::<Task>().unwrap(), Some(there));
    assert_eq!((check.entity(), check.key()), ("Link", Some("LINK#a#b / LINK")));
    assert!(!error.is_throttled());
}

#[tokio::test]
async fn hazard_14_tables_dropped_or_altered_by_a_helper() {
    #[derive(Table)]
    #[table(entities(Link), pk = "id", sk = "range")]
    struct Other;

    let (table, requests) = watched().await;
    Task::put(task("1")).send(&table).await.unwrap();
    let describe = || table.client().describe_table().table_name(table.name()).send();
    let keys = || async { format!("{:?}", describe().await.unwrap().table.unwrap().key_schema()) };
    let before = keys().await;

    table.create().send().await.unwrap();
    table.verify().await.unwrap();
    let other = Table::<Other>::new(table.client().clone(), table.name());
    assert!(other.create().send().await.unwrap_err().is_table_mismatch());
    assert!(other.verify().await.unwrap_err().is_table_mismatch());

    assert_eq!(keys().await, before);
    assert_eq!(task_of(&table, "1").await, task("1"));
    let harmless = ["PutItem", "GetItem", "DescribeTable", "CreateTable"];
    assert!(
        requests
            .operations()
            .iter()
            .all(|operation| harmless.contains(&operation.as_str()))
    );
}

#[tokio::test]
async fn hazard_15_range_queries_that_leak_other_entities() {
    let table = table().await;
    let (team, id) = (|| "t".to_owned(), || "a".to_owned());
    Before::put(Before { team: team(), id: id() })
        .send(&table)
        .await
        .unwrap();
    After::put(After { team: team(), id: id() }).send(&table).await.unwrap();
    // Another team, whose name has this team's name as prefix.
    let other = Task {
        team: "tt".into(),
        ..task("b")
    };
    Task::put(other).send(&table).await.unwrap();
    Task::batch_put(["a", "b", "c"].map(task)).send(&table).await.unwrap();

    let key = || Task::query().primary("t").id();
    let found = [
        Task::query().primary("t").all(&table).await,
        key().gt("a").all(&table).await,
        key().gte("c").all(&table).await,
        key().lt("b").all(&table).await,
        key().lte("b").all(&table).await,
        key().between("b", "~").all(&table).await,
        Task::query().board("t").status().eq("open").all(&table).await,
        Task::query().board("t").status().gte("open").all(&table).await,
        Task::query().board("t").status().lte("open").all(&table).await,
        Task::query().board("t").all(&table).await,
    ];
    let found: Vec<String> = found.into_iter().map(|tasks| ids(&tasks.unwrap()).concat()).collect();
    assert_eq!(found, ["abc", "bc", "c", "a", "ab", "bc", "abc", "abc", "abc", "abc"]);
    assert_eq!(key().gt("a").count(&table).await.unwrap(), 2);
    let below = key().gt("a").descending().all(&table).await.unwrap();
    assert_eq!(ids(&below), ["c", "b"]);
}

#[tokio::test]
async fn hazard_16_panics_on_unexpected_data() {
    let table = table().await;
    let full = Task {
        owner: Some("ada".into()),
        due: Some("05".into()),
        note: Some("n".into()),
        ..task("1")
    };
    Task::put(full).send(&table).await.unwrap();
    let good = stored_task(&table, "1").await;
    let values = [
        None,
        Some(AttributeValue::Null(true)),
        Some(text("")),
        Some(AttributeValue::N("1e100".into())),
        Some(AttributeValue::N("-1".into())),
        Some(AttributeValue::B(Blob::new([0xff]))),
        Some(AttributeValue::L(vec![AttributeValue::Bool(true)])),
        Some(AttributeValue::M(HashMap::from([("a".into(), text("b"))]))),
        Some(AttributeValue::Ns(vec!["1".into()])),
    ];
    let mut refused = 0;
    for attribute in good
        .keys()
        .filter(|name| !["pk", "sk"].contains(&name.as_str()) && !name.starts_with("gsi"))
    {
        for value in &values {
            let mut item = good.clone();
            item.remove(attribute);
            item.extend(value.clone().map(|value| (attribute.clone(), value)));
            let put = table.client().put_item().table_name(table.name()).set_item(Some(item));
            put.send().await.unwrap();
            let reads = [
                Task::get(("t", "1")).send(&table).await.map(drop),
                Task::query().by_owner("ada").all(&table).await.map(drop),
                Task::batch_get([("t", "1")]).send(&table).await.map(drop),
            ];
            for error in reads.into_iter().filter_map(Result::err) {
                refused += 1;
                assert!(error.is_decode(), "{attribute}: {value:?}: {error}");
                assert_eq!(
                    (error.entity(), error.key()),
                    (Some("Task"), Some("TEAM#t / TASK#1")),
                    "{error}"
                );
                assert!(error.to_string().contains(attribute.as_str()), "{attribute}: {error}");
            }
        }
    }
    assert!(refused > 150, "{refused}");
}

#[tokio::test]
async fn hazard_17_transactions_over_the_limit_sent_anyway() {
    let (table, requests) = watched().await;
    let puts = |count: u32| (0..count).map(|id| Task::put(task(&id.to_string())));
    let large = |id: u32| Task {
        note: Some("x".repeat(399_000)),
        ..task(&id.to_string())
    };
    let twice = table
        .transact_write()
        .add(Task::put(task("1")))
        .add(Task::delete(("t", "1")));
    let refused = [
        table.transact_write().add_all(puts(101)).send().await.unwrap_err(),
        table
            .transact_write()
            .add_all((0..11).map(|id| Task::put(large(id))))
            .send()
            .await
            .unwrap_err(),
        twice.send().await.unwrap_err(),
        table
            .transact_get((0..101).map(|id| Task::get(("t", id.to_string()))).collect::<Vec<_>>())
            .send()
            .await
            .unwrap_err(),
        Task::put(Task {
            note: Some("x".repeat(410_000)),
            ..task("1")
        })
        .send(&table)
        .await
        .unwrap_err(),
    ];
    assert!(
        refused.iter().all(dynamo_entity::Error::is_invalid_input),
        "{refused:?}"
    );
    assert_eq!(requests.count(), 0);
    table.transact_write().add_all(puts(100)).send().await.unwrap();
    assert_eq!(requests.operations(), ["TransactWriteItems"]);
}

#[tokio::test]
async fn hazard_18_bytes_as_a_list_sets_as_lists_none_as_null() {
    let (table, f) = (table().await, Task::fields());
    let labels: BTreeSet<String> = ["a".to_owned(), "b".to_owned()].into();
    let whole = Task {
        attachment: vec![0, 255],
        labels: labels.clone(),
        ..task("1")
    };
    Task::put(whole.clone()).send(&table).await.unwrap();
    Task::update(("t", "2"))
        .set(f.attachment, vec![0, 255])
        .add(f.labels, ["a", "b"])
        .set(f.note, None)
        .send(&table)
        .await
        .unwrap();
    for id in ["1", "2"] {
        let item = stored_task(&table, id).await;
        assert_eq!(item["attachment"], AttributeValue::B(Blob::new([0, 255])));
        let set: BTreeSet<String> = item["labels"].as_ss().unwrap().iter().cloned().collect();
        assert_eq!(set, labels);
        assert!(
            ["note", "owner", "due"].iter().all(|name| !item.contains_key(*name)),
            "{item:?}"
        );
        assert_eq!(
            task_of(&table, id).await,
            Task {
                id: id.into(),
                ..whole.clone()
            }
        );
    }
    // DynamoDB has no empty sets: the attribute is omitted, and read as an empty set.
    Task::put(task("3")).send(&table).await.unwrap();
    assert!(!stored_task(&table, "3").await.contains_key("labels"));
    assert_eq!(task_of(&table, "3").await, task("3"));
}
