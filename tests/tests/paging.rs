//! `limit`, `take`, `pages` and `count` at every boundary of a page, with and without filters, in both directions.

use dynamo_entity::prelude::*;
use dynamo_entity::{Query, QueryStep};
use dynamo_entity_tests::counting::counting_client;
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use futures::TryStreamExt;
use proptest::collection::vec;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// In the index only the type attribute distinguishes the two entities, so its queries filter.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<id:03>", sk = "NOTE")]
#[gsi(name = "all", index = "gsi1", pk = "ALL", sk = "<place:03>#<id:03>")]
struct Note {
    id: u8,
    place: u8,
    good: bool,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "STONE#<id:03>", sk = "STONE")]
#[gsi(name = "all", index = "gsi1", pk = "ALL", sk = "<id:03>#STONE")]
struct Stone {
    id: u8,
}

#[derive(Table)]
#[table(entities(Note, Stone))]
struct App;

/// The item at one position of the index: a matching note, another note, or an item of another entity.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    Good,
    Bad,
    Other,
}

async fn fill(table: &Table<App>, places: &[Place]) -> Vec<Note> {
    let mut notes = Vec::new();
    for (place, what) in (0..).zip(places) {
        if *what == Place::Other {
            Stone::put(Stone { id: place }).send(table).await.unwrap();
            continue;
        }
        let good = *what == Place::Good;
        let note = Note { id: place, place, good };
        notes.push(Note::put(note).send(table).await.unwrap());
    }
    notes
}

/// Reads all pages. Cursors are converted to text in between.
async fn pages(table: &Table<App>, query: &Query<Note>) -> Vec<Page<Note>> {
    let mut pages = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = query.clone().start_at(cursor).send(table).await.unwrap();
        cursor = page.cursor.as_ref().map(|next| next.to_string().parse().unwrap());
        pages.push(page);
        if cursor.is_none() {
            return pages;
        }
    }
}

fn items(pages: &[Page<Note>]) -> Vec<Note> {
    pages.iter().flat_map(|page| page.items.clone()).collect()
}

/// `read` is the number of items in the index; `expected` are the items that the query returns, in order.
async fn check(table: &Table<App>, query: Query<Note>, expected: &[Note], read: u32) {
    for limit in 1..=read + 1 {
        let limited = query.clone().limit(limit);
        let found = pages(table, &limited).await;
        assert_eq!(items(&found), expected, "limit {limit} of {query:?}");
        for page in &found {
            assert_eq!(page.count, page.items.len() as u64);
            assert!(page.scanned_count <= u64::from(limit), "limit {limit} of {query:?}");
        }
        let scanned: u64 = found.iter().map(|page| page.scanned_count).sum();
        assert_eq!(scanned, u64::from(read), "each item is read once");
        assert_eq!(limited.clone().count(table).await.unwrap(), expected.len() as u64);

        // `pages(2)` reads at most two pages.
        let found = pages(table, &limited.clone().pages(2)).await;
        assert_eq!(items(&found), expected, "two pages of {limit} of {query:?}");
        assert!(found.iter().all(|page| page.scanned_count <= u64::from(2 * limit)));
        let counted = limited.clone().pages(2).count(table).await.unwrap();
        assert_eq!(counted, found.first().unwrap().count);
    }
    for take in 1..=expected.len() + 1 {
        for limit in [None, Some(1), Some(2), Some(read + 1)] {
            let mut taking = query.clone().take(take);
            if let Some(limit) = limit {
                taking = taking.limit(limit);
            }
            check_take(table, &taking, expected, take).await;
        }
    }
}

/// Checks that all pages except the last have `take` items, and that only the last has no cursor.
async fn check_take(table: &Table<App>, query: &Query<Note>, expected: &[Note], take: usize) {
    let found = pages(table, query).await;
    let sizes: Vec<usize> = found.iter().map(|page| page.items.len()).collect();
    let wanted: Vec<usize> = expected.chunks(take).map(<[Note]>::len).collect();
    assert_eq!(sizes, if wanted.is_empty() { vec![0] } else { wanted }, "{query:?}");
    assert_eq!(items(&found), expected, "{query:?}");

    let taken = &expected[..take.min(expected.len())];
    let streamed: Vec<Note> = query.clone().stream(table).try_collect().await.unwrap();
    assert_eq!(streamed, taken, "{query:?}");
    assert_eq!(
        query.clone().count(table).await.unwrap(),
        taken.len() as u64,
        "{query:?}"
    );
}

fn config() -> ProptestConfig {
    ProptestConfig {
        max_shrink_iters: 100,
        ..cases(if endpoint().is_some() { 3 } else { 12 })
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_item_is_lost_or_given_twice_at_the_boundary_of_a_page(
        places in vec(prop_oneof![3 => Just(Place::Good), 2 => Just(Place::Bad), 1 => Just(Place::Other)], 0..7),
    ) {
        run(move || async move {
            let table = Table::<App>::new(client().await, unique_table_name("paging"));
            table.create().send().await.unwrap();
            let mut notes = fill(&table, &places).await;
            let read = u32::try_from(places.len()).unwrap();
            for descending in [false, true] {
                let mut query = Note::query().all().into_query();
                if descending {
                    query = query.descending();
                    notes.reverse();
                }
                check(&table, query.clone(), &notes, read).await;
                let good: Vec<Note> = notes.iter().filter(|note| note.good).cloned().collect();
                check(&table, query.filter(Note::fields().good.eq(true)), &good, read).await;
            }
        });
    }
}

#[tokio::test]
async fn zero_pages_and_zero_items_are_refused_before_anything_is_sent() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "paging");
    table.create().send().await.unwrap();
    fill(&table, &[Place::Good; 4]).await;
    let query = || Note::query().all().limit(1).into_query();
    let cursor = query().send(&table).await.unwrap().cursor;
    let before = requests.count();

    for query in [query().take(0), query().pages(0), query().limit(0).start_at(cursor)] {
        let errors = [
            query.clone().send(&table).await.unwrap_err(),
            query.clone().all(&table).await.unwrap_err(),
            query.clone().count(&table).await.unwrap_err(),
            query.clone().request(&table).unwrap_err(),
            query.stream(&table).try_next().await.unwrap_err(),
        ];
        for error in errors {
            assert!(error.is_invalid_input(), "{error}");
        }
    }
    let scan = Note::scan().take(0).segments(3).all(&table).await;
    assert!(scan.unwrap_err().is_invalid_input());
    assert_eq!(requests.count(), before);
}

#[tokio::test]
async fn take_reads_no_more_than_necessary() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "paging");
    table.create().send().await.unwrap();
    fill(&table, &[Place::Good; 6]).await;
    let before = requests.count();
    let page = Note::query().all().limit(2).take(2).send(&table).await.unwrap();
    assert_eq!((page.items.len(), page.cursor.is_some()), (2, true));
    // The second page is read because it shows whether another item follows.
    assert_eq!(requests.count(), before + 2);
    let page = Note::query().all().limit(2).take(3).send(&table).await.unwrap();
    assert_eq!((page.items.len(), page.cursor.is_some()), (3, true));
    assert_eq!(
        requests.count(),
        before + 4,
        "the second page has the next item already"
    );
}
