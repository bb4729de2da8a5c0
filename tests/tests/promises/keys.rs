//! One rendered primary key belongs to one entity.

use dynamo_entity::prelude::*;
use dynamo_entity::{Result, Schema};
use dynamo_entity_tests::counting;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "REPO#<repo>", sk = "ISSUE#<issue>")]
struct Issue {
    repo: String,
    issue: String,
    #[default(0)]
    votes: u32,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "REPO#<repo>", sk = "ISSUE#<issue>#COMMENT#<comment>")]
struct Comment {
    repo: String,
    issue: String,
    comment: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "H", sk = "HOTEL")]
struct Hotel {
    name: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "H", sk = "<date>")]
struct Summary {
    date: String,
    #[default(0)]
    guests: i64,
}

/// An entity that has some keys in common with `Right`; each of the two also has keys of its own.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "N", sk = "L#<left>")]
struct Left {
    left: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "N", sk = "<right>#R")]
struct Right {
    right: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user>", sk = "PROFILE")]
struct Profile {
    user: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user>", sk = "POST#<post>")]
struct Post {
    user: String,
    post: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "DAY#<day>", sk = "<month:%Y-%m>")]
struct Month {
    day: String,
    month: chrono::NaiveDate,
}

/// An entity with as many placeholders as `Month`, but never the same text.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "DAY#<day>", sk = "<date:%Y-%m-%d>")]
struct Date {
    day: String,
    date: chrono::NaiveDate,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "S#<id>", sk = "T#<token>")]
struct Secret {
    id: String,
    #[entity(sensitive)]
    token: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "S#<id>", sk = "T#<token>#USED")]
struct UsedSecret {
    id: String,
    token: String,
}

#[derive(Table)]
#[table(entities(
    Issue, Comment, Hotel, Summary, Left, Right, Profile, Post, Month, Date, Secret, UsedSecret
))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("promises-keys"));
    table.create().send().await.unwrap();
    table
}

fn issue(issue: &str) -> Issue {
    Issue {
        repo: "r".into(),
        issue: issue.into(),
        votes: 0,
    }
}

fn comment() -> Comment {
    Comment {
        repo: "r".into(),
        issue: "1".into(),
        comment: "2".into(),
    }
}

/// Returns the key of `comment()` as a key of an issue.
const TAKEN: (&str, &str) = ("r", "1#COMMENT#2");

const REFUSAL: &str = "`Issue` at REPO#r / ISSUE#1#COMMENT#2: the key is also a key of `Comment`, with `REPO#<repo>` \
                       / `ISSUE#<issue>#COMMENT#<comment>`; change the parts so that only one entity matches";

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>) {
    let error = result.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    assert_eq!(error.to_string(), REFUSAL);
    assert_eq!(
        (error.entity(), error.key()),
        (Some("Issue"), Some("REPO#r / ISSUE#1#COMMENT#2"))
    );
}

#[tokio::test]
async fn case_01_a_key_of_another_entity_is_refused_by_every_operation() {
    let table = table().await;
    Comment::create(comment()).send(&table).await.unwrap();
    Issue::create(issue("1")).send(&table).await.unwrap();
    let (counted, requests) = counting::counting(table.client());
    let counted = Table::<App>::new(counted, table.name());
    let f = Issue::fields();
    let loaded = issue(TAKEN.1);

    refused(Issue::put(loaded.clone()).send(&counted).await);
    refused(Issue::put(loaded.clone()).return_old().send(&counted).await);
    refused(Issue::create(loaded.clone()).send(&counted).await);
    refused(Issue::update(TAKEN).set(f.votes, 1).send(&counted).await);
    refused(Issue::patch(TAKEN).set(f.votes, 1).send(&counted).await);
    refused(Issue::patch(TAKEN).set(f.votes, 1).once().send(&counted).await);
    refused(loaded.edit().set(f.votes, 1).send(&counted).await);
    refused(Issue::upsert(loaded.clone()).send(&counted).await);
    refused(Issue::delete(TAKEN).send(&counted).await);
    refused(Issue::remove(&loaded).send(&counted).await);
    refused(Issue::get(TAKEN).send(&counted).await);
    refused(Issue::batch_get([("r", "1"), TAKEN]).send(&counted).await);
    refused(Issue::batch_put([loaded.clone()]).send(&counted).await);
    refused(Issue::batch_delete([TAKEN]).send(&counted).await);
    refused(
        counted
            .transact_get((Issue::get(TAKEN), Comment::get(("r", "1", "2"))))
            .send()
            .await,
    );
    let check = Issue::check(TAKEN).condition(f.votes.exists());
    refused(counted.transact_write().add(check).send().await);
    refused(counted.transact_write().add(Issue::put(loaded.clone())).send().await);
    refused(counted.transact_write().add(Issue::delete(TAKEN)).send().await);
    refused(App::to_item(&loaded));
    refused(Issue::get(TAKEN).request(&counted));
    assert_eq!(requests.operations(), Vec::<String>::new());

    assert_eq!(
        Comment::get(("r", "1", "2")).send(&table).await.unwrap(),
        Some(comment())
    );
    assert_eq!(Issue::query().primary("r").all(&table).await.unwrap(), [issue("1")]);
}

#[tokio::test]
async fn case_01_a_key_that_neither_of_two_entities_has_to_itself_is_refused_by_both() {
    let table = table().await;
    let left = Left::put(Left { left: "x#R".into() }).send(&table).await.unwrap_err();
    assert_eq!(
        left.to_string(),
        "`Left` at N / L#x#R: the key is also a key of `Right`, with `N` / `<right>#R`; change the parts so that only \
         one entity matches"
    );
    let right = Right::delete("L#x").send(&table).await.unwrap_err();
    assert!(right.to_string().contains("`Left`"), "{right}");
    Left::put(Left { left: "x".into() }).send(&table).await.unwrap();
    Right::put(Right { right: "x".into() }).send(&table).await.unwrap();
}

#[tokio::test]
async fn case_01_the_refusal_does_not_contain_sensitive_values() {
    let table = table().await;
    let secret = Secret::get(("1", "hunter2#USED")).send(&table).await.unwrap_err();
    assert!(
        secret
            .to_string()
            .starts_with("`Secret` at S#1 / …: the key is also a key of `UsedSecret`"),
        "{secret}"
    );
    assert!(!format!("{secret:?}").contains("hunter2"));
}

#[tokio::test]
async fn case_02_an_entity_with_one_key_keeps_it() {
    let table = table().await;
    let hotel = Hotel { name: "Grand".into() };
    Hotel::put(hotel.clone()).send(&table).await.unwrap();
    let summary = |date: &str| Summary {
        date: date.into(),
        guests: 1,
    };
    let error = Summary::put(summary("HOTEL")).send(&table).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`Summary` at H / HOTEL: the key is also a key of `Hotel`, with `H` / `HOTEL`; change the parts so that only \
         one entity matches"
    );
    Summary::put(summary("2026-03-01")).send(&table).await.unwrap();
    Hotel::patch(())
        .set(Hotel::fields().name, "Palace")
        .send(&table)
        .await
        .unwrap();
    let found = Hotel::get(()).send(&table).await.unwrap().unwrap();
    assert_eq!(found.name, "Palace");
}

#[tokio::test]
async fn case_02_formats_without_common_text_do_not_overlap() {
    let table = table().await;
    let day: chrono::NaiveDate = "2026-03-01".parse().unwrap();
    let (month, date) = (
        Month {
            day: "d".into(),
            month: day,
        },
        Date {
            day: "d".into(),
            date: day,
        },
    );
    Month::put(month.clone()).send(&table).await.unwrap();
    Date::put(date.clone()).send(&table).await.unwrap();
    assert_eq!(Month::get(("d", day)).send(&table).await.unwrap(), Some(month));
    assert_eq!(Date::get(("d", day)).send(&table).await.unwrap(), Some(date));
}
