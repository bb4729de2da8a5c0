//! Collections on every kind of index, with partition keys of no parts, several parts, dates and attributes.

use chrono::NaiveDate;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::table;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ORG#<org>#<region>", sk = "USER#<id>", name = "member")]
#[gsi(name = "by_month", index = "gsi1", pk = "JOINED#<joined:%Y-%m>", sk = "USER#<id>")]
#[gsi(name = "by_place", index = "gsi2", pk = ["<org>", "<region>"], sk = ["<rank>", "<id>"], projection = ["name", "joined", "title", "due"])]
#[gsi(name = "everything", index = "gsi3", pk = "ALL", sk = "<name>#U#<id>")]
#[gsi(name = "by_rank", index = "gsi4", pk = "<rank:N>", sk = "U#<id>")]
#[lsi(name = "by_name", index = "lsi1", sk = "<name>#U#<id>")]
struct User {
    org: String,
    region: String,
    id: String,
    name: String,
    joined: NaiveDate,
    rank: u32,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ORG#<org>#<region>", sk = "TASK#<id>")]
#[gsi(name = "by_month", index = "gsi1", pk = "JOINED#<due:%Y-%m>", sk = "TASK#<id>")]
#[gsi(name = "by_place", index = "gsi2", pk = ["<org>", "<region>"], sk = ["<rank>", "<id>"], projection = ["name", "joined", "title", "due"])]
#[gsi(name = "everything", index = "gsi3", pk = "ALL", sk = "<title>#T#<id>")]
#[gsi(name = "by_rank", index = "gsi4", pk = "<rank:N>", sk = "T#<id>")]
#[lsi(name = "by_name", index = "lsi1", sk = "<title>#T#<id>")]
struct Task {
    org: String,
    region: String,
    id: String,
    title: String,
    /// With `None` the task is not in `by_month`.
    due: Option<NaiveDate>,
    rank: u32,
}

macro_rules! collections {
    ($($name:ident $whole:ident $pattern:literal;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Collection)]
        #[collection(query = $pattern)]
        enum $name {
            User(User),
            Task(Task),
        }
        #[derive(Debug, PartialEq, Collection)]
        #[collection(query = $pattern)]
        struct $whole {
            users: Vec<User>,
            tasks: Vec<Task>,
        }
    )*};
}
collections! {
    Org OrgPage "primary";
    Place PlacePage "by_place";
    Month MonthPage "by_month";
    Everything EverythingPage "everything";
    Rank RankPage "by_rank";
    Name NamePage "by_name";
}

#[derive(Table)]
#[table(entities(User, Task), pk = "PK", sk = "SK", type_attribute = "kind")]
#[gsi(name = "gsi1", pk = "A", sk = "B")]
struct App;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn user(id: &str, name: &str, rank: u32) -> User {
    User {
        org: "o".into(),
        region: "eu".into(),
        id: id.into(),
        name: name.into(),
        joined: day(rank),
        rank,
    }
}

fn task(id: &str, title: &str, due: Option<u32>, rank: u32) -> Task {
    Task {
        org: "o".into(),
        region: "eu".into(),
        id: id.into(),
        title: title.into(),
        due: due.map(day),
        rank,
    }
}

async fn org() -> Table<App> {
    let table = table::<App>().await;
    for user in [user("u1", "Zoe", 1), user("u2", "Ada", 2)] {
        User::put(user).send(&table).await.unwrap();
    }
    for task in [task("t1", "Bake", Some(9), 1), task("t2", "Yodel", None, 2)] {
        Task::put(task).send(&table).await.unwrap();
    }
    // In another partition of every index except `everything`, in which it sorts last.
    let elsewhere = User {
        region: "us".into(),
        joined: NaiveDate::from_ymd_opt(2026, 4, 1).unwrap(),
        ..user("u3", "Zora", 7)
    };
    User::put(elsewhere).send(&table).await.unwrap();
    table
}

/// Returns the ids of the items that an enum and a struct read, which must be the same.
macro_rules! ids {
    ($table:expr, $item:ident, $whole:ident, $partition:expr) => {{
        let items = $item::query($partition).all($table).await.unwrap();
        let whole = $whole::query($partition).limit(1).all($table).await.unwrap();
        let (mut users, mut tasks, mut ids) = (Vec::new(), Vec::new(), Vec::new());
        for item in &items {
            match item {
                $item::User(user) => {
                    users.push(user.clone());
                    ids.push(user.id.clone());
                }
                $item::Task(task) => {
                    tasks.push(task.clone());
                    ids.push(task.id.clone());
                }
            }
        }
        assert_eq!(whole, $whole { users, tasks });
        let counted = $item::query($partition).count($table).await.unwrap();
        assert_eq!(counted, items.len() as u64);
        let mut cursor = None;
        let mut paged = Vec::new();
        loop {
            let page = $item::query($partition)
                .limit(1)
                .start_at(cursor)
                .send($table)
                .await
                .unwrap();
            paged.extend(page.items);
            match page.cursor {
                Some(next) => cursor = Some(next.to_string().parse::<Cursor>().unwrap()),
                None => break,
            }
        }
        assert_eq!(paged, items);
        ids.join(" ")
    }};
}

#[tokio::test]
async fn every_kind_of_index_has_collections() {
    let table = &org().await;
    assert_eq!(ids!(table, Org, OrgPage, ("o", "eu")), "t1 t2 u1 u2");
    assert_eq!(ids!(table, Org, OrgPage, (String::from("o"), "us")), "u3");
    assert_eq!(ids!(table, Month, MonthPage, "2026-03"), "t1 u1 u2");
    assert_eq!(ids!(table, Month, MonthPage, day(31)), "t1 u1 u2");
    assert_eq!(
        ids!(table, Month, MonthPage, NaiveDate::from_ymd_opt(2026, 4, 2).unwrap()),
        "u3"
    );
    assert_eq!(ids!(table, Everything, EverythingPage, ()), "u2 t1 t2 u1 u3");
    assert_eq!(ids!(table, Rank, RankPage, 2), "t2 u2");
    assert_eq!(ids!(table, Name, NamePage, ("o", "eu")), "u2 t1 t2 u1");
}

#[tokio::test]
async fn a_partition_may_be_attributes() {
    let table = &org().await;
    assert_eq!(ids!(table, Place, PlacePage, ("o", "eu")), "t1 u1 t2 u2");
    let request = Place::query(("o", "eu")).request(table).unwrap();
    assert_eq!(request.index_name(), Some("gsi2"));
    assert_eq!(request.key_condition_expression(), Some("(#n0 = :v0) AND (#n1 = :v1)"));
    let number = Place::query(("o", "eu")).begins_with("1").request(table).unwrap_err();
    assert!(number.is_invalid_input(), "{number}");
}

#[tokio::test]
async fn reads_that_an_index_cannot_serve_are_refused_before_they_are_sent() {
    let table = &org().await;
    let consistent = Month::query("2026-03").consistent().request(table).unwrap_err();
    assert!(consistent.is_invalid_input(), "{consistent}");
    assert_eq!(Name::query(("o", "eu")).consistent().count(table).await.unwrap(), 4);
    let malformed = Month::query("2026-3").request(table).unwrap_err();
    assert!(
        malformed.is_invalid_key() && malformed.entity() == Some("member"),
        "{malformed}"
    );
    // One member can have keys with this prefix.
    let some = Everything::query(()).begins_with("Y").all(table).await.unwrap();
    assert_eq!(some, [Everything::Task(task("t2", "Yodel", None, 2))]);
}
