//! Case 34: an attribute that is itself an index key is checked like any key, in every verb, before anything is sent.

use dynamo_entity::Error;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::{Requests, counting};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "I#<id>", sk = "I")]
#[gsi(name = "by_tenant", index = "gsi1", pk = ["<tenant>"], sk = ["<place>", "<rank>"])]
#[gsi(name = "by_owner", index = "gsi2", pk = "<owner>", sk = "<id>")]
struct Thing {
    id: String,
    #[default("t".to_owned())]
    tenant: String,
    place: Option<String>,
    #[default(1)]
    rank: u32,
    owner: Option<String>,
}

#[derive(Table)]
#[table(entities(Thing))]
#[gsi(name = "gsi2", pk = "owner", sk = "gsi2sk")]
struct App;

fn thing() -> Thing {
    Thing::builder().id("1").build()
}

/// Makes a table with one item, and counts its later requests.
async fn table() -> (Table<App>, Requests, usize) {
    let (client, requests) = counting(&client().await);
    let table = Table::<App>::new(client, unique_table_name("native"));
    table.create().send().await.unwrap();
    Thing::put(thing()).send(&table).await.unwrap();
    let before = requests.count();
    (table, requests, before)
}

fn refused<T: std::fmt::Debug>(written: Result<T, Error>, what: &str) {
    let error = written.expect_err(what);
    assert!(error.is_invalid_key(), "{what}: {error}");
}

/// Values that are too short or too long for a partition key and for a sort key.
fn bad() -> [(String, String); 2] {
    [(String::new(), String::new()), ("x".repeat(2049), "x".repeat(1025))]
}

#[tokio::test]
async fn case_34_updates() {
    let f = Thing::fields();
    let (table, requests, before) = table().await;
    let thing = thing();
    for (pk, sk) in bad() {
        refused(Thing::patch("1").set(f.tenant, &pk).send(&table).await, "patch");
        refused(Thing::patch("1").set(f.place, sk.as_str()).send(&table).await, "patch");
        refused(Thing::patch("1").set(f.owner, pk.as_str()).send(&table).await, "patch");
        refused(
            Thing::patch("1").set_if_absent(f.tenant, &pk).send(&table).await,
            "set_if_absent",
        );
        refused(
            Thing::update("1").set(f.place, sk.as_str()).send(&table).await,
            "update",
        );
        refused(thing.edit().set(f.tenant, &pk).send(&table).await, "edit");
        refused(thing.edit().set(f.owner, pk.as_str()).send(&table).await, "edit");
        refused(Thing::patch("1").set(f.tenant, &pk).once().send(&table).await, "once");
        let changes = ThingUpdate {
            place: sk.clone().into(),
            ..ThingUpdate::default()
        };
        refused(Thing::patch("1").apply(changes).send(&table).await, "apply");
        let member = table.transact_write().add(thing.edit().set(f.place, sk.as_str()));
        refused(member.send().await, "transaction");
    }
    assert_eq!(requests.count(), before);

    // A value at the limit is stored and read.
    let (pk, sk) = ("é".repeat(1024), "é".repeat(512));
    let patch = Thing::patch("1").set(f.tenant, &pk).set(f.place, &sk).set(f.owner, &pk);
    let stored = patch.return_new().send(&table).await.unwrap();
    assert_eq!(Thing::query().by_tenant(&pk).one(&table).await.unwrap(), stored);
    assert_eq!(Thing::query().by_owner(&pk).one(&table).await.unwrap(), stored);
    Thing::put(stored).send(&table).await.unwrap();
}

#[tokio::test]
async fn case_34_whole_items() {
    let (table, requests, before) = table().await;
    for (pk, sk) in bad() {
        for thing in [
            Thing {
                tenant: pk.clone(),
                ..thing()
            },
            Thing {
                place: Some(sk),
                ..thing()
            },
            Thing {
                owner: Some(pk),
                ..thing()
            },
        ] {
            refused(Thing::put(thing.clone()).send(&table).await, "put");
            refused(Thing::create(thing.clone()).send(&table).await, "create");
            refused(Thing::upsert(thing.clone()).send(&table).await, "upsert");
            refused(Thing::batch_put([thing.clone()]).send(&table).await, "batch");
            refused(
                table.transact_write().add(Thing::put(thing)).send().await,
                "transaction",
            );
        }
    }
    assert_eq!(requests.count(), before);
}

/// An entity whose keys are attributes, and whose index has one part on each side.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "<book>", sk = "<word>")]
#[gsi(name = "by_word", index = "gsi1", pk = "<word>", sk = "<book>")]
#[gsi(name = "by_list", index = "gsi2", pk = ["<book>"], sk = ["<word>"])]
#[lsi(name = "by_note", index = "lsi1", sk = "<note>")]
struct Word {
    book: String,
    word: String,
    note: String,
}

#[derive(Table)]
#[table(entities(Word), pk = "book", sk = "word")]
#[lsi(name = "lsi1", sk = "note")]
struct Words;

#[tokio::test]
async fn a_key_of_one_part_may_contain_the_last_character() {
    const WORDS: [&str; 6] = [
        "a",
        "a\u{10ffff}",
        "a\u{10ffff}a",
        "b",
        "\u{10ffff}",
        "\u{10ffff}\u{10ffff}",
    ];
    let book = "the \u{10ffff}";
    let table = Table::<Words>::new(client().await, unique_table_name("last"));
    table.create().send().await.unwrap();
    for word in WORDS {
        let word = Word {
            book: book.into(),
            word: word.into(),
            note: word.into(),
        };
        Word::create(word.clone()).send(&table).await.unwrap();
        let key = (word.book.as_str(), word.word.as_str());
        assert_eq!(Word::get(key).send(&table).await.unwrap().as_ref(), Some(&word));
        let query = || Word::query().by_word(key.1);
        assert_eq!(query().all(&table).await.unwrap(), std::slice::from_ref(&word));
        assert_eq!(query().book().eq(key.0).all(&table).await.unwrap(), [word]);
    }
    let words = |found: Vec<Word>| found.into_iter().map(|word| word.word).collect::<Vec<_>>();
    let matching =
        |admits: &dyn Fn(&str) -> bool| WORDS.iter().filter(|word| admits(word)).copied().collect::<Vec<_>>();
    for bound in WORDS {
        // A range on each kind of sort key: of the table, of a local index, and of a list of attributes.
        macro_rules! range {
            ($range:ident, $admits:expr) => {
                let expected = matching(&$admits);
                let found = Word::query()
                    .primary(book)
                    .word()
                    .$range(bound)
                    .all(&table)
                    .await
                    .unwrap();
                assert_eq!(words(found), expected, "{} {bound:?}", stringify!($range));
                let found = Word::query()
                    .by_note(book)
                    .note()
                    .$range(bound)
                    .all(&table)
                    .await
                    .unwrap();
                assert_eq!(words(found), expected, "{} {bound:?}", stringify!($range));
                let found = Word::query()
                    .by_list(book)
                    .word()
                    .$range(bound)
                    .all(&table)
                    .await
                    .unwrap();
                assert_eq!(words(found), expected, "{} {bound:?}", stringify!($range));
            };
        }
        range!(lt, |word: &str| word < bound);
        range!(lte, |word: &str| word <= bound);
        range!(gt, |word: &str| word > bound);
        range!(gte, |word: &str| word >= bound);
        range!(begins_with, |word: &str| word.starts_with(bound));
        let found = Word::query().primary(book).word().between("a", bound);
        assert_eq!(
            words(found.all(&table).await.unwrap()),
            matching(&|word| ("a"..=bound).contains(&word))
        );
        let key = (book, bound);
        Word::patch(key)
            .condition(Word::fields().note.eq(bound))
            .set(Word::fields().note, bound)
            .send(&table)
            .await
            .unwrap();
    }
    Word::remove((book, WORDS[1])).send(&table).await.unwrap();
    assert_eq!(Word::scan().all(&table).await.unwrap().len(), WORDS.len() - 1);
}
