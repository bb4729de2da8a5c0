//! No sequence of writes leaves an index key that does not match the attributes.
//!
//! After random writes with every verb, each stored item is read raw and the keys of all its indexes are computed again from
//! its attributes. They must agree with the stored keys and with the results of queries. A second oracle models the verbs.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity::{Change, Update};
use dynamo_entity_tests::engine::{client, unique_table_name};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SHELF#<shelf>", sk = "BOOK#<id>")]
#[gsi(name = "by_owner", index = "gsi1", pk = "OWNER#<owner>", sk = "<title>")]
#[gsi(name = "review", index = "gsi2", pk = "REVIEW", sk = "<status>#<score:03>#<id>")]
#[gsi(name = "by_maker", index = "gsi3", pk = "MAKER#<made_by>", sk = "RANK#<rank:03>")]
#[gsi(name = "by_genre", index = "gsi4", pk = ["<genre>"], sk = ["<year>", "<title>"])]
#[gsi(name = "by_mood", index = "gsi5", pk = "MOODS", sk = "<made_by>#<mood>")]
#[lsi(name = "by_due", index = "lsi1", sk = "DUE#<due>")]
struct Book {
    shelf: String,
    id: String,
    owner: Option<String>,
    #[default("untitled".to_owned())]
    title: String,
    #[default("draft".to_owned())]
    status: String,
    #[default(1)]
    score: u32,
    #[readonly]
    #[default("press".to_owned())]
    made_by: String,
    #[default(7)]
    rank: u32,
    genre: Option<String>,
    #[default(2000)]
    year: u32,
    mood: Option<String>,
    due: Option<String>,
    note: Option<String>,
}

#[derive(Table)]
#[table(entities(Book))]
struct App;

type Id = (String, String);
type Item = HashMap<String, AttributeValue>;

/// The changes of an update by key.
#[derive(Debug, Clone)]
struct Blindly {
    owner: Option<Option<String>>,
    title: Option<String>,
    review: Option<(String, u32)>,
    rank: Option<u32>,
    genre: Option<Option<String>>,
    year: Option<u32>,
    due: Option<Option<String>>,
    note: Option<Option<String>>,
    removing: bool,
}

/// The additional changes of an update of a loaded book.
#[derive(Debug, Clone)]
struct Knowingly {
    status: Option<String>,
    score: Option<u32>,
    mood: Option<Option<String>>,
}

#[derive(Debug, Clone)]
enum Write {
    Put(Book),
    Create(Book),
    Update(Id, Blindly),
    Patch(Id, Blindly),
    Apply(Id, Blindly, Knowingly),
    Edit(Id, Blindly, Knowingly),
    Upsert(Book),
    /// With defaults that are not set: always rank, year and maker, and sometimes the title.
    UpsertSome(Id, Option<String>, Option<String>, Option<(String, u32)>),
    Delete(Id),
    Remove(Id),
}

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    select(texts).prop_map(str::to_owned)
}

fn id() -> impl Strategy<Value = Id> + Clone {
    (one_of(&["1", "2"]), one_of(&["1", "2"]))
}
fn owner() -> impl Strategy<Value = String> + Clone {
    one_of(&["ada", "bob"])
}
fn title() -> impl Strategy<Value = String> + Clone {
    one_of(&["A", "B#1"])
}
fn status() -> impl Strategy<Value = String> + Clone {
    one_of(&["draft", "done"])
}
fn mood() -> impl Strategy<Value = String> + Clone {
    one_of(&["calm", "wild"])
}

fn book() -> impl Strategy<Value = Book> + Clone {
    let keys = (
        id(),
        option::of(owner()),
        title(),
        status(),
        0..3_u32,
        one_of(&["press", "hand"]),
    );
    let rest = (
        0..3_u32,
        option::of(one_of(&["poem", "play"])),
        2000..2002_u32,
        option::of(mood()),
        option::of(mood()),
    );
    (keys, rest, option::of(mood())).prop_map(|(keys, rest, note)| {
        let ((shelf, id), owner, title, status, score, made_by) = keys;
        let (rank, genre, year, mood, due) = rest;
        Book {
            shelf,
            id,
            owner,
            title,
            status,
            score,
            made_by,
            rank,
            genre,
            year,
            mood,
            due,
            note,
        }
    })
}

fn blindly() -> impl Strategy<Value = Blindly> + Clone {
    let texts = (
        option::of(option::of(owner())),
        option::of(title()),
        option::of((status(), 0..3_u32)),
        option::of(0..3_u32),
    );
    let rest = (
        option::of(option::of(one_of(&["poem", "play"]))),
        option::of(2000..2002_u32),
        option::of(option::of(mood())),
        option::of(option::of(mood())),
        any::<bool>(),
    );
    (texts, rest).prop_map(
        |((owner, title, review, rank), (genre, year, due, note, removing))| Blindly {
            owner,
            title,
            review,
            rank,
            genre,
            year,
            due,
            note,
            removing,
        },
    )
}

fn knowingly() -> impl Strategy<Value = Knowingly> + Clone {
    (
        option::of(status()),
        option::of(0..3_u32),
        option::of(option::of(mood())),
    )
        .prop_map(|(status, score, mood)| Knowingly { status, score, mood })
}

fn write() -> impl Strategy<Value = Write> {
    prop_oneof![
        1 => book().prop_map(Write::Put),
        1 => book().prop_map(Write::Create),
        2 => (id(), blindly()).prop_map(|(id, changes)| Write::Update(id, changes)),
        2 => (id(), blindly()).prop_map(|(id, changes)| Write::Patch(id, changes)),
        2 => (id(), blindly(), knowingly()).prop_map(|(id, a, b)| Write::Apply(id, a, b)),
        4 => (id(), blindly(), knowingly()).prop_map(|(id, a, b)| Write::Edit(id, a, b)),
        2 => book().prop_map(Write::Upsert),
        2 => (id(), option::of(owner()), option::of(title()), option::of((status(), 0..3_u32)))
            .prop_map(|(id, owner, title, review)| Write::UpsertSome(id, owner, title, review)),
        1 => id().prop_map(Write::Delete),
        1 => id().prop_map(Write::Remove),
    ]
}

impl Blindly {
    fn on<M>(self, update: Update<Book, M>) -> Update<Book, M> {
        let f = Book::fields();
        let mut update = update;
        if let Some(owner) = self.owner {
            update = match owner {
                None if self.removing => update.remove(f.owner),
                owner => update.set(f.owner, owner),
            };
        }
        if let Some(title) = self.title {
            update = update.set(f.title, title);
        }
        if let Some((status, score)) = self.review {
            update = update.set(f.review_sk, (status, score));
        }
        if let Some(rank) = self.rank {
            update = update.set(f.rank, rank);
        }
        if let Some(genre) = self.genre {
            update = update.set(f.genre, genre);
        }
        if let Some(year) = self.year {
            update = update.set(f.year, year);
        }
        if let Some(due) = self.due {
            update = match due {
                None if self.removing => update.remove(f.due),
                due => update.set(f.due, due),
            };
        }
        if let Some(note) = self.note {
            update = update.set(f.note, note);
        }
        update
    }

    fn change(self, book: &mut Book) {
        set(&mut book.owner, self.owner);
        set(&mut book.title, self.title);
        if let Some((status, score)) = self.review {
            (book.status, book.score) = (status, score);
        }
        set(&mut book.rank, self.rank);
        set(&mut book.genre, self.genre);
        set(&mut book.year, self.year);
        set(&mut book.due, self.due);
        set(&mut book.note, self.note);
    }
}

impl Knowingly {
    fn change(self, book: &mut Book) {
        set(&mut book.status, self.status);
        set(&mut book.score, self.score);
        set(&mut book.mood, self.mood);
    }
}

fn set<T>(slot: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *slot = value;
    }
}

fn change<T>(value: Option<Option<T>>) -> Change<T> {
    value.map_or(Change::Keep, Change::from)
}

fn id_of(book: &Book) -> Id {
    (book.shelf.clone(), book.id.clone())
}

fn new((shelf, id): &Id) -> Book {
    Book::builder().shelf(shelf).id(id).build()
}

/// Sends the write and applies it to `books`. A write that is refused before it is sent changes nothing.
async fn perform(table: &Table<App>, books: &mut BTreeMap<Id, Book>, write: Write) {
    match write {
        Write::Put(book) => {
            Book::put(book.clone()).send(table).await.unwrap();
            books.insert(id_of(&book), book);
        }
        Write::Create(book) => {
            let created = Book::create(book.clone()).send(table).await;
            match books.get(&id_of(&book)) {
                Some(existing) => {
                    let error = created.unwrap_err();
                    assert!(error.is_already_exists());
                    assert_eq!(error.existing::<Book>().unwrap().as_ref(), Some(existing));
                }
                None => {
                    created.unwrap();
                    books.insert(id_of(&book), book);
                }
            }
        }
        Write::Update(id, changes) => {
            let update = Book::update(id.clone());
            changes.clone().on(update).send(table).await.unwrap();
            changes.change(books.entry(id.clone()).or_insert_with(|| new(&id)));
        }
        Write::Patch(id, changes) => {
            let patched = changes.clone().on(Book::patch(id.clone())).send(table).await;
            match books.get_mut(&id) {
                Some(book) => {
                    patched.unwrap();
                    changes.change(book);
                }
                None => assert!(patched.unwrap_err().is_not_found()),
            }
        }
        Write::Apply(id, a, b) => apply(table, books, id, a, b).await,
        Write::Edit(id, a, mut b) => {
            let Some(mut book) = Book::get(id.clone()).send(table).await.unwrap() else {
                assert!(!books.contains_key(&id));
                return;
            };
            if a.review.is_some() {
                (b.status, b.score) = (None, None);
            }
            let f = Book::fields();
            let mut edit = a.clone().on(book.edit());
            if let Some(status) = b.status.clone() {
                edit = edit.set(f.status, status);
            }
            if let Some(score) = b.score {
                edit = edit.set(f.score, score);
            }
            if let Some(mood) = b.mood.clone() {
                edit = edit.set(f.mood, mood);
            }
            let returned = edit.return_new().send(table).await.unwrap();
            a.change(&mut book);
            b.change(&mut book);
            assert_eq!(returned, book);
            books.insert(id, book);
        }
        Write::Upsert(mut book) => {
            let upserted = Book::upsert(book.clone()).send(table).await;
            if let Some(existing) = books.get(&id_of(&book)) {
                // `<made_by>#<mood>`: one part is kept, the other is set.
                if book.mood.is_some() && book.made_by != existing.made_by {
                    assert!(upserted.unwrap_err().is_condition_failed());
                    return;
                }
                book.made_by.clone_from(&existing.made_by);
            }
            upserted.unwrap();
            books.insert(id_of(&book), book);
        }
        Write::UpsertSome(id, owner, title, review) => {
            upsert_some(table, books, id, owner, title, review).await;
        }
        Write::Delete(id) => {
            Book::delete(id.clone()).send(table).await.unwrap();
            books.remove(&id);
        }
        Write::Remove(id) => {
            let removed = Book::remove(id.clone()).send(table).await;
            match books.remove(&id) {
                Some(_) => removed.map(drop).unwrap(),
                None => assert!(removed.map(drop).unwrap_err().is_not_found()),
            }
        }
    }
}

async fn apply(table: &Table<App>, books: &mut BTreeMap<Id, Book>, id: Id, mut a: Blindly, b: Knowingly) {
    a.review = None;
    let changes = BookUpdate {
        owner: change(a.owner.clone()),
        title: a.title.clone(),
        status: b.status.clone(),
        score: b.score,
        rank: a.rank,
        genre: change(a.genre.clone()),
        year: a.year,
        mood: change(b.mood.clone()),
        due: change(a.due.clone()),
        note: change(a.note.clone()),
    };
    let is_empty = changes.is_empty();
    let applied = Book::patch(id.clone()).apply(changes).send(table).await;
    if is_empty {
        return assert!(applied.unwrap_err().is_empty_change());
    }
    // One of two parts of a key, and a part next to a read-only part.
    let is_half = b.status.is_some() != b.score.is_some();
    let is_beside_read_only = matches!(b.mood, Some(Some(_)));
    if is_half || is_beside_read_only {
        let error = applied.unwrap_err();
        let is_validation = is_half && error.is_validation();
        return assert!(
            is_validation || is_beside_read_only && error.is_invalid_input(),
            "{error}"
        );
    }
    match books.get_mut(&id) {
        Some(book) => {
            applied.unwrap();
            a.change(book);
            b.change(book);
        }
        None => assert!(applied.unwrap_err().is_not_found()),
    }
}

async fn upsert_some(
    table: &Table<App>,
    books: &mut BTreeMap<Id, Book>,
    id: Id,
    owner: Option<String>,
    title: Option<String>,
    review: Option<(String, u32)>,
) {
    let builder = || Book::builder().shelf(&id.0).id(&id.1).owner(owner.clone());
    let upsert = match (title.clone(), review.clone()) {
        (None, None) => Book::upsert(builder()),
        (Some(title), None) => Book::upsert(builder().title(title)),
        (None, Some((status, score))) => Book::upsert(builder().status(status).score(score)),
        (Some(title), Some((status, score))) => Book::upsert(builder().title(title).status(status).score(score)),
    };
    let upserted = upsert.return_new().send(table).await.unwrap();
    let mut book = new(&id);
    if let Some(existing) = books.get(&id) {
        // Fields with defaults that are not set stay unchanged; optional fields that are not set are removed.
        book.title.clone_from(&existing.title);
        book.status.clone_from(&existing.status);
        book.made_by.clone_from(&existing.made_by);
        (book.score, book.rank, book.year) = (existing.score, existing.rank, existing.year);
    }
    book.owner = owner;
    set(&mut book.title, title);
    if let Some((status, score)) = review {
        (book.status, book.score) = (status, score);
    }
    assert_eq!(upserted, book);
    books.insert(id, book);
}

// ---- the oracle

fn text(item: &Item, name: &str) -> Option<String> {
    match item.get(name) {
        Some(AttributeValue::S(text)) => Some(text.clone()),
        None => None,
        Some(other) => panic!("{name} is {other:?}"),
    }
}

fn number(item: &Item, name: &str) -> u32 {
    item[name].as_n().unwrap().parse().unwrap()
}

/// Computes the key attributes of an item from its other attributes.
fn keys(item: &Item) -> BTreeMap<&'static str, String> {
    let need = |name| text(item, name).unwrap();
    let some = |name| text(item, name);
    let keys = [
        ("pk", Some(format!("SHELF#{}", need("shelf")))),
        ("sk", Some(format!("BOOK#{}", need("id")))),
        ("gsi1pk", some("owner").map(|owner| format!("OWNER#{owner}"))),
        ("gsi1sk", Some(need("title"))),
        ("gsi2pk", Some("REVIEW".to_owned())),
        (
            "gsi2sk",
            Some(format!(
                "{}#{:03}#{}",
                need("status"),
                number(item, "score"),
                need("id")
            )),
        ),
        ("gsi3pk", Some(format!("MAKER#{}", need("made_by")))),
        ("gsi3sk", Some(format!("RANK#{:03}", number(item, "rank")))),
        ("gsi5pk", Some("MOODS".to_owned())),
        ("gsi5sk", some("mood").map(|mood| format!("{}#{mood}", need("made_by")))),
        ("lsi1sk", some("due").map(|due| format!("DUE#{due}"))),
    ];
    keys.into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

async fn scan(table: &Table<App>) -> Vec<Item> {
    let pages = table.client().scan().table_name(table.name()).consistent_read(true);
    pages
        .into_paginator()
        .items()
        .send()
        .collect::<Result<_, _>>()
        .await
        .unwrap()
}

/// Returns the items that have all of these keys, ordered by the last key.
fn selected(
    items: &[Item],
    books: &BTreeMap<Id, Book>,
    is_in: impl Fn(&BTreeMap<&'static str, String>, &Item) -> bool,
    order: impl Fn(&BTreeMap<&'static str, String>, &Item) -> String,
) -> Vec<(String, Book)> {
    let mut found: Vec<(String, Book)> = Vec::new();
    for item in items {
        let keys = keys(item);
        if is_in(&keys, item) {
            let id = (text(item, "shelf").unwrap(), text(item, "id").unwrap());
            found.push((order(&keys, item), books[&id].clone()));
        }
    }
    sort(&mut found);
    found
}

/// Items with equal keys have no defined order.
fn sort(found: &mut [(String, Book)]) {
    found.sort_by_key(|(key, book)| (key.clone(), id_of(book)));
}

/// Checks that the query returns `expected` in the order of the key.
fn compare(found: Vec<Book>, key: impl Fn(&Book) -> String, expected: &[(String, Book)], what: &str) {
    let mut found: Vec<(String, Book)> = found.into_iter().map(|book| (key(&book), book)).collect();
    assert!(found.is_sorted_by_key(|(key, _)| key.clone()), "{what}");
    sort(&mut found);
    assert_eq!(found, expected, "{what}");
}

async fn check(table: &Table<App>, books: &BTreeMap<Id, Book>) {
    let items = scan(table).await;
    for item in &items {
        let stored: BTreeMap<&str, String> = (item.keys())
            .filter(|name| name.ends_with("pk") || name.ends_with("sk"))
            .map(|name| (name.as_str(), text(item, name).unwrap()))
            .collect();
        assert_eq!(stored, keys(item), "{item:?}");
        assert_eq!(text(item, "_type").as_deref(), Some("Book"));
    }

    let mut ids = Vec::new();
    for shelf in ["1", "2"] {
        let all = Book::query().primary(shelf).all(table).await.unwrap();
        ids.extend(all.iter().map(|book| (id_of(book), book.clone())));
        let pk = format!("SHELF#{shelf}");
        let expected = selected(
            &items,
            books,
            |k, _| k["pk"] == pk && k.contains_key("lsi1sk"),
            |k, _| k["lsi1sk"].clone(),
        );
        let found = Book::query().by_due(shelf).all(table).await.unwrap();
        compare(
            found,
            |book| format!("DUE#{}", book.due.as_deref().unwrap()),
            &expected,
            "by_due",
        );
    }
    assert_eq!(&ids.into_iter().collect::<BTreeMap<_, _>>(), books);

    for owner in ["ada", "bob"] {
        let pk = format!("OWNER#{owner}");
        let expected = selected(
            &items,
            books,
            |k, _| k.get("gsi1pk") == Some(&pk),
            |k, _| k["gsi1sk"].clone(),
        );
        let found = Book::query().by_owner(owner).all(table).await.unwrap();
        compare(found, |book| book.title.clone(), &expected, "by_owner");
    }
    let expected = selected(&items, books, |_, _| true, |k, _| k["gsi2sk"].clone());
    let found = Book::query().review().all(table).await.unwrap();
    let key = |book: &Book| format!("{}#{:03}#{}", book.status, book.score, book.id);
    compare(found, key, &expected, "review");

    for maker in ["press", "hand"] {
        let pk = format!("MAKER#{maker}");
        let expected = selected(&items, books, |k, _| k["gsi3pk"] == pk, |k, _| k["gsi3sk"].clone());
        let found = Book::query().by_maker(maker).all(table).await.unwrap();
        compare(found, |book| format!("RANK#{:03}", book.rank), &expected, "by_maker");
    }
    for genre in ["poem", "play"] {
        let year = |item: &Item| format!("{:05}#{}", number(item, "year"), text(item, "title").unwrap());
        let is_in = |item: &Item| text(item, "genre").as_deref() == Some(genre);
        let expected = selected(&items, books, |_, item| is_in(item), |_, item| year(item));
        let found = Book::query().by_genre(genre).all(table).await.unwrap();
        compare(
            found,
            |book| format!("{:05}#{}", book.year, book.title),
            &expected,
            "by_genre",
        );
        let expected: Vec<_> = expected.into_iter().filter(|(_, book)| book.year == 2000).collect();
        let found = Book::query()
            .by_genre(genre)
            .year()
            .eq(2000_u32)
            .all(table)
            .await
            .unwrap();
        compare(
            found,
            |book| format!("{:05}#{}", book.year, book.title),
            &expected,
            "by_genre, year",
        );
    }
    let expected = selected(
        &items,
        books,
        |k, _| k.contains_key("gsi5sk"),
        |k, _| k["gsi5sk"].clone(),
    );
    let found = Book::query().by_mood().all(table).await.unwrap();
    let key = |book: &Book| format!("{}#{}", book.made_by, book.mood.as_deref().unwrap());
    compare(found, key, &expected, "by_mood");
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn no_index_key_goes_stale(writes in vec(write(), 1..25)) {
        run(move || async move {
            let table = Table::<App>::new(client().await, unique_table_name("indexes"));
            table.create().send().await.unwrap();
            let mut books = BTreeMap::new();
            for write in writes {
                perform(&table, &mut books, write).await;
                check(&table, &books).await;
            }
        });
    }
}

#[tokio::test]
async fn a_stale_copy_cannot_rewrite_a_key() {
    let table = Table::<App>::new(client().await, unique_table_name("stale"));
    table.create().send().await.unwrap();
    let f = Book::fields();
    let book = Book::create(new(&("1".into(), "1".into()))).send(&table).await.unwrap();
    Book::patch(&book)
        .set(f.review_sk, ("done", 2_u32))
        .send(&table)
        .await
        .unwrap();

    let error = book.edit().set(f.status, "done").send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.existing::<Book>().unwrap().unwrap().score, 2);
    // A side that does not change needs no condition.
    book.edit().set(f.rank, 9_u32).send(&table).await.unwrap();
    // All parts are given, so no condition is needed.
    book.edit()
        .set(f.status, "draft")
        .set(f.score, 3_u32)
        .send(&table)
        .await
        .unwrap();
    let current = Book::get(&book).send(&table).await.unwrap().unwrap();
    assert_eq!((current.rank, current.score), (9, 3));

    // An absent part is guarded too.
    current.edit().set(f.mood, "calm").send(&table).await.unwrap();
    let books = BTreeMap::from([(
        id_of(&current),
        Book {
            mood: Some("calm".into()),
            ..current
        },
    )]);
    check(&table, &books).await;
}

#[tokio::test]
async fn an_edit_of_a_missing_item_is_not_found() {
    let table = Table::<App>::new(client().await, unique_table_name("gone"));
    table.create().send().await.unwrap();
    let book = new(&("1".into(), "1".into()));
    let f = Book::fields();
    for edit in [book.edit().set(f.status, "done"), book.edit().set(f.note, "x")] {
        let error = edit.send(&table).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
    }
}
