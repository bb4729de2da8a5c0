//! Cases 5 and 6: `set` converts values that a caller gives exactly once, and never values that were loaded.

use dynamo_entity::prelude::*;
use dynamo_entity::{Projected, Schema};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

async fn table<S: Schema>() -> Table<S> {
    let table = Table::<S>::new(client().await, unique_table_name("transforms"));
    table.create().send().await.unwrap();
    table
}

/// A conversion that changes its own result again.
fn prefixed(text: String) -> String {
    format!("S{text}")
}

fn lowercase(text: String) -> String {
    text.to_lowercase()
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "U#<id>", sk = "U")]
#[gsi(name = "by_team", index = "gsi1", pk = "T#<team>", sk = "<id>#<rank:03>")]
#[gsi(name = "by_place", index = "gsi2", pk = ["<place>"], sk = ["<street>"], projection = "keys_only")]
struct User {
    #[entity(set = prefixed)]
    id: String,
    #[entity(set = prefixed)]
    team: String,
    #[default(1)]
    rank: u32,
    #[entity(set = prefixed, default = "p".to_owned())]
    place: String,
    #[entity(set = lowercase, default = "S".to_owned())]
    street: String,
    note: Option<String>,
}

#[derive(Table)]
#[table(entities(User))]
struct Users;

fn user() -> User {
    User::builder().id("x").team("t").build()
}

async fn loaded(table: &Table<Users>) -> User {
    let loaded = User::get("x").consistent().send(table).await.unwrap().unwrap();
    assert_eq!((loaded.id.as_str(), loaded.team.as_str()), ("Sx", "St"));
    loaded
}

async fn count(table: &Table<Users>) -> usize {
    User::scan().all(table).await.unwrap().len()
}

#[tokio::test]
async fn case_05_reads_of_a_loaded_entity() {
    let table = table::<Users>().await;
    User::put(user()).send(&table).await.unwrap();
    let loaded = loaded(&table).await;
    assert_eq!(User::get(&loaded).send(&table).await.unwrap(), Some(loaded.clone()));
    let many = User::batch_get([&loaded]).send(&table).await.unwrap();
    assert_eq!(
        many.into_iter().flatten().collect::<Vec<_>>(),
        std::slice::from_ref(&loaded)
    );
    let read = table.transact_get(User::get(&loaded)).send().await.unwrap();
    assert_eq!(read, Some(loaded.clone()));
    let found = User::query().by_place("p").hydrate().all(&table).await.unwrap();
    assert_eq!(found, [loaded]);
}

#[tokio::test]
async fn case_05_writes_of_a_loaded_entity() {
    let f = User::fields();
    let table = table::<Users>().await;
    User::put(user()).send(&table).await.unwrap();
    let first = loaded(&table).await;
    first.edit().set(f.rank, 2_u32).send(&table).await.unwrap();
    let second = loaded(&table).await;
    second.edit().set(f.note, "n").once().send(&table).await.unwrap();
    table
        .transact_write()
        .add(second.edit().set(f.rank, 3_u32))
        .send()
        .await
        .unwrap();
    User::patch(&second).set(f.note, "m").send(&table).await.unwrap();
    let third = loaded(&table).await;
    third.reindex().send(&table).await.unwrap();
    table
        .transact_write()
        .add(User::check(&third).condition(f.rank.eq(3)))
        .add(User::create(User::builder().id("y").team("t")))
        .send()
        .await
        .unwrap();
    let keys = User::query().by_team("t").id().eq("x").rank().eq(3_u32);
    assert_eq!(keys.one(&table).await.unwrap(), third);
    assert_eq!(third.note.as_deref(), Some("m"));

    // A value that is set is a given value.
    let edit = third.edit().set(f.team, "u").return_new();
    assert_eq!(edit.send(&table).await.unwrap().team, "Su");
    let keys = User::query().by_team("u").id().eq("x").rank().eq(3_u32);
    assert_eq!(keys.one(&table).await.unwrap().id, "Sx");
    assert_eq!(count(&table).await, 2);
}

#[tokio::test]
async fn case_05_deletions_of_a_loaded_entity() {
    let table = table::<Users>().await;
    for way in 0..4 {
        User::put(user()).send(&table).await.unwrap();
        let loaded = loaded(&table).await;
        match way {
            0 => User::delete(&loaded).send(&table).await.unwrap(),
            1 => User::remove(&loaded).send(&table).await.unwrap(),
            2 => User::batch_delete([&loaded]).send(&table).await.map(drop).unwrap(),
            _ => {
                let delete = table.transact_write().add(User::delete(&loaded));
                delete.send().await.unwrap();
            }
        }
        assert_eq!(count(&table).await, 0);
    }
}

/// The values of a struct that is written whole are given values. A `set` that keeps its own result is harmless there, and a
/// `set` with a `get` was reversed by the read.
#[tokio::test]
async fn case_05_a_struct_that_is_written_whole_counts_as_given() {
    let table = table::<Accounts>().await;
    let given = Account {
        email: "Ada@X.com".into(),
        at: "A".into(),
    };
    Account::put(given.clone()).send(&table).await.unwrap();
    // Not loaded, but with the same key.
    let loaded = Account::get(&given).send(&table).await.unwrap().unwrap();
    assert_eq!(loaded.email, "ada@x.com");
    Account::put(loaded.clone()).send(&table).await.unwrap();
    Account::upsert(loaded.clone()).send(&table).await.unwrap();
    assert_eq!(
        Account::scan().all(&table).await.unwrap(),
        std::slice::from_ref(&loaded)
    );
    Account::remove(&given).send(&table).await.unwrap();
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "E#<email>", sk = "ACCOUNT#<at>")]
struct Account {
    #[entity(set = lowercase)]
    email: String,
    #[entity(set = lowercase)]
    at: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "E#<email>", sk = "SESSION#<n:03>")]
struct Session {
    #[entity(set = lowercase)]
    email: String,
    n: u32,
}

/// An entity that stores its email unchanged.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "E#<email>", sk = "NOTE#<n:03>")]
struct Note {
    email: String,
    n: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Book,
}

#[derive(Debug, Clone, PartialEq, KeyPart, Serialize, Deserialize)]
struct Name(String);

fn lower_name(name: Name) -> Name {
    Name(name.0.to_lowercase())
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SHELF#<kind>", sk = "<name>")]
#[gsi(name = "by_name", index = "gsi1", pk = ["<kind>"], sk = ["<name>", "<title>"])]
struct Shelf {
    kind: Kind,
    #[entity(set = lower_name)]
    name: Name,
    #[entity(set = lowercase)]
    title: String,
}

#[derive(Table)]
#[table(entities(Account, Session, Note, Shelf))]
struct Accounts;

#[derive(Debug, PartialEq, Collection)]
struct Both {
    account: Option<Account>,
    sessions: Vec<Session>,
}

#[derive(Debug, PartialEq, Collection)]
enum Any {
    Account(Account),
    Note(Note),
}

#[tokio::test]
async fn case_06_partitions_of_collections() {
    let table = table::<Accounts>().await;
    let account = Account {
        email: "ada@x.com".into(),
        at: "a".into(),
    };
    let session = Session {
        email: "ada@x.com".into(),
        n: 1,
    };
    Account::put(account.clone()).send(&table).await.unwrap();
    Session::put(session.clone()).send(&table).await.unwrap();
    let both = Both::query("Ada@X.com").all(&table).await.unwrap();
    assert_eq!(
        both,
        Both {
            account: Some(account.clone()),
            sessions: vec![session]
        }
    );

    // Members that store the part differently have no common partition.
    let refused = Any::query("Ada@X.com").all(&table).await.unwrap_err();
    assert!(refused.is_invalid_input(), "{refused}");
    assert_eq!(
        refused.to_string(),
        "`Any`: `Account` and `Note` store the parts of the partition differently, because their fields differ in \
         `set`; give both fields the same `set`, or begin with a query of one: `.in_collection()`"
    );
    assert_eq!(
        Any::query("ada@x.com").all(&table).await.unwrap(),
        [Any::Account(account.clone())]
    );
    let along = Account::query().primary("Ada@X.com").in_collection::<Any>();
    assert_eq!(along.all(&table).await.unwrap(), [Any::Account(account)]);
}

async fn begins<T: Projected<Shelf> + std::fmt::Debug>(query: dynamo_entity::Query<Shelf, T>, table: &Table<Accounts>) {
    assert_eq!(query.all(table).await.unwrap().len(), 1);
}

#[tokio::test]
async fn case_06_prefixes() {
    let table = table::<Accounts>().await;
    Shelf::put(Shelf {
        kind: Kind::Book,
        name: Name("Ada".into()),
        title: "One".into(),
    })
    .send(&table)
    .await
    .unwrap();
    // Prefixes of a newtype in a template, of a newtype that is the key itself, and of text that is the key itself.
    begins(Shelf::query().primary(Kind::Book).name().begins_with("AD"), &table).await;
    begins(Shelf::query().by_name(Kind::Book).name().begins_with("AD"), &table).await;
    let name = || Shelf::query().by_name(Kind::Book).name().eq(Name("ADA".into()));
    begins(name().title().begins_with("ON"), &table).await;
    begins(name().title().eq("ONE"), &table).await;
}

/// An entity with flattened fields, which serde serializes as a map.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "HOTEL#<id>", sk = "HOTEL")]
#[gsi(name = "by_level", index = "gsi1", pk = "LEVEL#<level>", sk = "OWNER#<owner:upper>")]
struct Hotel {
    #[entity(set = prefixed)]
    id: String,
    #[entity(set = prefixed)]
    owner: String,
    level: u32,
    #[entity(unique, set = prefixed)]
    name: String,
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, String>,
}

#[derive(Table)]
#[table(entities(Hotel))]
struct Hotels;

#[tokio::test]
async fn case_05_writes_of_a_loaded_entity_with_flattened_attributes() {
    let f = Hotel::fields();
    let table = table::<Hotels>().await;
    let hotel = Hotel {
        id: "x".into(),
        owner: "a".into(),
        level: 1,
        name: "n".into(),
        rest: [("view".to_owned(), "sea".to_owned())].into(),
    };
    Hotel::create(hotel).send(&table).await.unwrap();
    let load = async || Hotel::get("x").consistent().send(&table).await.unwrap().unwrap();
    let loaded = load().await;
    assert_eq!(loaded.owner, "Sa");
    assert_eq!(Hotel::get(&loaded).send(&table).await.unwrap(), Some(loaded.clone()));
    loaded.edit().set(f.level, 2).send(&table).await.unwrap();
    let edit = load().await.edit().set(f.level, 3).set(f.name, "m");
    table.transact_write().add(edit).send().await.unwrap();
    let loaded = load().await;
    assert_eq!((loaded.level, loaded.name.as_str()), (3, "Sm"));
    assert_eq!(
        Hotel::query().by_level(3).all(&table).await.unwrap(),
        std::slice::from_ref(&loaded)
    );
    loaded.reindex().send(&table).await.unwrap();
    Hotel::remove(&loaded).send(&table).await.unwrap();
    // The earlier value of the item is free again.
    let other = Hotel {
        id: "y".into(),
        owner: "b".into(),
        level: 1,
        name: "m".into(),
        rest: std::collections::BTreeMap::new(),
    };
    Hotel::create(other).send(&table).await.unwrap();
}
