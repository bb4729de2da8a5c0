//! Case 37: index keys that share a part are set together; a part that can never be set does not compile.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "T#<id>", sk = "T")]
#[gsi(name = "one", index = "gsi1", pk = "ONE", sk = "<a>#<b>")]
#[gsi(name = "two", index = "gsi2", pk = "TWO", sk = "<b>#<c>")]
struct Task {
    id: String,
    a: String,
    b: Option<String>,
    c: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "D#<id>", sk = "D")]
#[gsi(name = "by_made", index = "gsi1", pk = "MADE", sk = "<made>#<title>#<rank:03>")]
struct Deed {
    id: String,
    #[readonly]
    made: String,
    title: String,
    rank: u32,
}

#[derive(Table)]
#[table(entities(Task, Deed))]
struct App;

async fn table() -> Table<App> {
    let table = Table::<App>::new(client().await, unique_table_name("groups"));
    table.create().send().await.unwrap();
    let task = Task {
        id: "1".into(),
        a: "a".into(),
        b: Some("b".into()),
        c: "c".into(),
    };
    Task::put(task).send(&table).await.unwrap();
    Deed::put(deed()).send(&table).await.unwrap();
    table
}

fn deed() -> Deed {
    Deed {
        id: "1".into(),
        made: "May".into(),
        title: "t".into(),
        rank: 1,
    }
}

#[tokio::test]
async fn case_37_two_groups_that_share_a_part() {
    let f = Task::fields();
    let table = table().await;
    let patch = Task::patch("1").set(f.one_sk, ("A", "B")).set(f.two_sk, ("B", "C"));
    patch.send(&table).await.unwrap();
    let found = Task::query().one().a().eq("A").b().eq("B").one(&table).await.unwrap();
    assert_eq!(
        Task::query().two().b().eq("B").c().eq("C").one(&table).await.unwrap(),
        found
    );

    let differ = Task::patch("1").set(f.one_sk, ("A", "B")).set(f.two_sk, ("X", "C"));
    assert!(differ.send(&table).await.unwrap_err().is_invalid_input());
    let alone = Task::patch("1")
        .set(f.one_sk, ("A", "B"))
        .send(&table)
        .await
        .unwrap_err();
    assert_eq!(
        alone.to_string(),
        "`Task` at T#1 / T: this would rewrite a key of `two`, but its part `c` is not known: set all its parts \
         together, or load the item and edit it"
    );
    let removed = Task::patch("1").set(f.one_sk, ("A", None)).set(f.two_sk, (None, "C"));
    removed.send(&table).await.unwrap();
    assert_eq!(Task::query().one().count(&table).await.unwrap(), 0);
    let loaded = Task::get("1").send(&table).await.unwrap().unwrap();
    loaded.edit().set(f.one_sk, ("D", "E")).send(&table).await.unwrap();
    let found = Task::query().two().b().eq("E").c().eq("C").one(&table).await.unwrap();
    assert_eq!(found.a, "D");
}

#[tokio::test]
async fn case_37_a_side_with_a_read_only_part() {
    let f = Deed::fields();
    let table = table().await;
    let written = Deed {
        title: "u".into(),
        ..deed()
    };
    Deed::upsert(written.clone()).send(&table).await.unwrap();
    let found = Deed::query()
        .by_made()
        .made()
        .eq("May")
        .title()
        .eq("u")
        .rank()
        .eq(1_u32);
    assert_eq!(found.one(&table).await.unwrap(), written);
    Deed::upsert(Deed {
        id: "2".into(),
        ..deed()
    })
    .send(&table)
    .await
    .unwrap();

    // The stored value differs, so no key is made of the given value.
    let other = Deed {
        made: "June".into(),
        ..written
    };
    let refused = Deed::upsert(other).send(&table).await.unwrap_err();
    assert!(refused.is_condition_failed(), "{refused}");
    let existing = refused.existing::<Deed>().unwrap().unwrap();
    let edited = existing.edit().set(f.by_made_sk, ("v", 2_u32)).return_new();
    assert_eq!(edited.send(&table).await.unwrap().rank, 2);
}
