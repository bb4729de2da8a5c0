//! Every read and every guarded write treats items without the type attribute and items of other entities in the same way.

#![expect(clippy::duplicated_attributes, reason = "two indexes have one key")]

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity::{Error, Result};
use dynamo_entity_tests::engine::{client, unique_table_name};
use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};

/// Skips items without a type.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "T#<id>", sk = "NOTE#<seq:03>")]
#[gsi(name = "by_owner", index = "gsi1", pk = "OWNER#<owner>", sk = "NOTE#<seq:03>")]
#[gsi(
    name = "by_key",
    index = "gsi2",
    pk = "OWNER#<owner>",
    sk = "NOTE#<seq:03>",
    projection = "keys_only"
)]
struct Note {
    id: String,
    seq: u32,
    owner: String,
}

/// Like `Note`, but accepts items without a type.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "T#<id>", sk = "MEMO#<seq:03>", untyped = "accept")]
#[gsi(name = "by_owner", index = "gsi1", pk = "OWNER#<owner>", sk = "MEMO#<seq:03>")]
#[gsi(
    name = "by_key",
    index = "gsi2",
    pk = "OWNER#<owner>",
    sk = "MEMO#<seq:03>",
    projection = "keys_only"
)]
struct Memo {
    id: String,
    seq: u32,
    owner: String,
}

/// An entity whose keys may lie among those of the others, so that their queries filter.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "T#<id>", sk = "<text>")]
struct Anything {
    id: String,
    text: String,
}

#[derive(Table)]
#[table(entities(Note, Memo))]
struct Apart;

#[derive(Table)]
#[table(entities(Note, Memo, Anything))]
struct Mixed;

macro_rules! projections {
    ($($name:ident of $entity:ident),*) => {$(
        #[derive(Debug, PartialEq, Projection, Deserialize)]
        #[projection(entity = $entity)]
        struct $name {
            seq: u32,
        }
    )*};
}
projections!(NoteSeq of Note, MemoSeq of Memo);

#[derive(Collection, Debug)]
#[collection(query = "primary")]
enum Row {
    Note(Note),
    Memo(Memo),
}

fn note(seq: u32) -> Note {
    Note {
        id: "1".into(),
        seq,
        owner: "ada".into(),
    }
}

fn memo(seq: u32) -> Memo {
    Memo {
        id: "1".into(),
        seq,
        owner: "ada".into(),
    }
}

/// Writes the item as another program does, with this type or without one.
async fn store<S: dynamo_entity::Schema>(table: &Table<S>, item: HashMap<String, AttributeValue>, ty: Option<&str>) {
    let mut item = item;
    match ty {
        Some(ty) => item.insert("_type".into(), AttributeValue::S(ty.into())),
        None => item.remove("_type"),
    };
    let put = table.client().put_item().table_name(table.name()).set_item(Some(item));
    put.send().await.unwrap();
}

/// Writes items of both entities: 1 with a type and 2 without.
async fn table<S>() -> Table<S>
where
    S: dynamo_entity::Registers<Note> + dynamo_entity::Registers<Memo>,
{
    let table = Table::<S>::new(client().await, unique_table_name("promises-untyped"));
    table.create().send().await.unwrap();
    Note::put(note(1)).send(&table).await.unwrap();
    Memo::put(memo(1)).send(&table).await.unwrap();
    store(&table, S::to_item(&note(2)).unwrap(), None).await;
    store(&table, S::to_item(&memo(2)).unwrap(), None).await;
    table
}

/// Returns the result of every read, one per line.
macro_rules! reads {
    ($table:ident, $entity:ident, $seq:ident, $sort:literal) => {{
        let table = &$table;
        let key = |seq: u32| ("1", seq);
        let mut reads: Vec<(&str, Vec<u32>)> = Vec::new();
        let mut got = Vec::new();
        for seq in [1, 2] {
            got.extend($entity::get(key(seq)).send(table).await.unwrap().map(|item| item.seq));
        }
        reads.push(("get", got));
        let mut got = Vec::new();
        for seq in [1, 2] {
            got.extend(
                $entity::get(key(seq))
                    .project::<$seq>()
                    .send(table)
                    .await
                    .unwrap()
                    .map(|item| item.seq),
            );
        }
        reads.push(("get projected", got));
        let got = $entity::batch_get([key(1), key(2)]).send(table).await.unwrap();
        reads.push(("batch_get", got.into_iter().flatten().map(|item| item.seq).collect()));
        let got = $entity::batch_get([key(1), key(2)])
            .project::<$seq>()
            .send(table)
            .await
            .unwrap();
        reads.push((
            "batch_get projected",
            got.into_iter().flatten().map(|item| item.seq).collect(),
        ));
        let got = table
            .transact_get(vec![$entity::get(key(1)), $entity::get(key(2))])
            .send()
            .await
            .unwrap();
        reads.push(("transact_get", got.into_iter().flatten().map(|item| item.seq).collect()));
        let query = || $entity::query().primary("1");
        let seqs = |items: Vec<$entity>| items.into_iter().map(|item| item.seq).collect::<Vec<_>>();
        reads.push(("query", seqs(query().all(table).await.unwrap())));
        reads.push(("query.take", seqs(query().take(2).send(table).await.unwrap().items)));
        reads.push(("query.stream", seqs(query().stream(table).try_collect().await.unwrap())));
        let got = query().project::<$seq>().all(table).await.unwrap();
        reads.push(("query projected", got.into_iter().map(|item| item.seq).collect()));
        reads.push(("query of a key", {
            let mut got = seqs(query().seq().eq(1).all(table).await.unwrap());
            got.extend(seqs(query().seq().eq(2).all(table).await.unwrap()));
            got
        }));
        let index = || $entity::query().by_owner("ada");
        reads.push(("index", seqs(index().all(table).await.unwrap())));
        reads.push((
            "index hydrated",
            seqs($entity::query().by_key("ada").hydrate().all(table).await.unwrap()),
        ));
        let mut got = seqs($entity::scan().all(table).await.unwrap());
        got.sort_unstable();
        reads.push(("scan", got));
        let got = $entity::scan().project::<$seq>().all(table).await.unwrap();
        let mut got: Vec<u32> = got.into_iter().map(|item| item.seq).collect();
        got.sort_unstable();
        reads.push(("scan projected", got));
        let rows = Row::query("1").all(table).await.unwrap();
        let got = rows.into_iter().filter_map(|row| match row {
            Row::Note(note) if $sort == "NOTE" => Some(note.seq),
            Row::Memo(memo) if $sort == "MEMO" => Some(memo.seq),
            _ => None,
        });
        reads.push(("collection", got.collect()));
        reads
    }};
}

#[tokio::test]
async fn reads_skip_items_without_a_type_alike() {
    let table = table::<Apart>().await;
    for (read, seqs) in reads!(table, Note, NoteSeq, "NOTE") {
        assert_eq!(seqs, [1], "{read}");
    }
    assert_eq!(Note::query().primary("1").count(&table).await.unwrap(), 1);
    assert_eq!(Note::scan().count(&table).await.unwrap(), 1);
    let table = self::table::<Mixed>().await;
    for (read, seqs) in reads!(table, Note, NoteSeq, "NOTE") {
        assert_eq!(seqs, [1], "{read} beside entities whose keys may be among its own");
    }
}

#[tokio::test]
async fn reads_of_an_entity_that_accepts_untyped_items_return_them_alike() {
    let table = table::<Apart>().await;
    for (read, seqs) in reads!(table, Memo, MemoSeq, "MEMO") {
        assert_eq!(seqs, [1, 2], "{read}");
    }
    assert_eq!(Memo::query().primary("1").count(&table).await.unwrap(), 2);
    assert_eq!(Memo::scan().count(&table).await.unwrap(), 2);
    assert_eq!(Row::query("1").count(&table).await.unwrap(), 3);
    let table = self::table::<Mixed>().await;
    for (read, seqs) in reads!(table, Memo, MemoSeq, "MEMO") {
        assert_eq!(seqs, [1, 2], "{read} beside entities whose keys may be among its own");
    }
}

#[track_caller]
fn not_found<T: std::fmt::Debug>(result: Result<T>) {
    let error = result.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.existing::<Note>().unwrap(), None);
}

/// Checks that the item at the key of `note(2)` is not treated as a note.
async fn is_no_note(table: &Table<Apart>) {
    let f = Note::fields();
    let key = ("1", 2);
    not_found(Note::patch(key).set(f.owner, "bob").send(table).await);
    not_found(Note::patch(key).set(f.owner, "bob").once().send(table).await);
    not_found(note(2).edit().set(f.owner, "bob").send(table).await);
    not_found(Note::remove(key).send(table).await);
    let patch = table.transact_write().add(Note::patch(key).set(f.owner, "bob"));
    let canceled = patch.send().await.unwrap_err();
    assert!(canceled.cancellations().unwrap()[0].is_not_found(), "{canceled}");
    for condition in [f.owner.exists(), f.owner.not_exists()] {
        let check = table.transact_write().add(Note::check(key).condition(condition));
        let canceled = check.send().await.unwrap_err();
        let reason = &canceled.cancellations().unwrap()[0];
        assert!(
            reason.is_condition_failed() && reason.existing::<Note>().unwrap().is_none(),
            "{canceled}"
        );
    }
    let taken = Note::create(note(2)).send(table).await.unwrap_err();
    assert!(taken.is_already_exists(), "{taken}");
    assert_eq!(taken.existing::<Note>().unwrap(), None);
}

#[tokio::test]
async fn guarded_writes_find_only_items_of_their_entity() {
    let table = table::<Apart>().await;
    is_no_note(&table).await;
    store(&table, Apart::to_item(&note(2)).unwrap(), Some("Ghost")).await;
    is_no_note(&table).await;
    let before = raw(&table, "NOTE#002").await;
    assert_eq!(before["owner"], AttributeValue::S("ada".into()));

    // An item that exists, one that does not, and one of the entity without a type.
    let f = Note::fields();
    Note::patch(("1", 1)).set(f.owner, "bob").send(&table).await.unwrap();
    not_found(Note::patch(("1", 3)).set(f.owner, "bob").send(&table).await);
    let absent = Note::check(("1", 3)).condition(f.owner.not_exists());
    table.transact_write().add(absent).send().await.unwrap();
    let f = Memo::fields();
    Memo::patch(("1", 2)).set(f.owner, "bob").send(&table).await.unwrap();
    let check = Memo::check(("1", 2)).condition(f.owner.eq("bob"));
    table.transact_write().add(check).send().await.unwrap();
    let taken: Error = Memo::create(memo(2)).send(&table).await.unwrap_err();
    assert_eq!(
        taken.existing::<Memo>().unwrap().map(|memo| memo.owner).as_deref(),
        Some("bob")
    );
    Memo::remove(("1", 2)).send(&table).await.unwrap();
    let missing = Memo::remove(("1", 2)).send(&table).await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn an_item_of_another_type_is_an_error_for_reads_by_key() {
    let table = table::<Apart>().await;
    store(&table, Apart::to_item(&note(2)).unwrap(), Some("Ghost")).await;
    let whole = Note::get(("1", 2)).send(&table).await.unwrap_err();
    let projected = Note::get(("1", 2)).project::<NoteSeq>().send(&table).await.unwrap_err();
    for error in [whole, projected] {
        assert!(
            error.is_decode() && error.to_string().contains("is a `Ghost`"),
            "{error}"
        );
    }
}

async fn raw(table: &Table<Apart>, sk: &str) -> HashMap<String, AttributeValue> {
    let get = table.client().get_item().table_name(table.name());
    let get = get
        .key("pk", AttributeValue::S("T#1".into()))
        .key("sk", AttributeValue::S(sk.into()));
    get.consistent_read(true).send().await.unwrap().item.unwrap()
}
