//! Indexes without whole items: what can be read from them, and `hydrate`, which reads whole items by their keys.

use std::fmt;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents, SharedHttpClient};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity::raw;
use dynamo_entity_tests::counting::counting_client;
use dynamo_entity_tests::engine::{client, endpoint, unique_table_name};
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use futures::TryStreamExt;
use proptest::collection::btree_map;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "DOC#<id:04>", sk = "DOC")]
#[gsi(
    name = "by_owner",
    index = "gsi1",
    pk = "OWNER#<owner>",
    sk = "DOC#<rank:04>#<id:04>",
    projection = "keys_only"
)]
#[gsi(
    name = "by_rank",
    index = "gsi2",
    pk = "RANK",
    sk = "DOC#<rank:04>#<id:04>",
    projection = ["id", "owner", "isPublic"]
)]
struct Doc {
    id: u32,
    owner: u8,
    rank: u32,
    #[serde(rename = "isPublic")]
    is_public: bool,
    text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "FOLDER#<id:04>", sk = "FOLDER")]
#[gsi(
    name = "by_owner",
    index = "gsi1",
    pk = "OWNER#<owner>",
    sk = "FOLDER#<id:04>",
    projection = "keys_only"
)]
struct Folder {
    id: u32,
    owner: u8,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Doc)]
struct DocLine {
    id: u32,
    #[serde(rename = "isPublic")]
    is_public: bool,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Doc)]
struct DocText {
    id: u32,
    text: Option<String>,
}

#[derive(Table)]
#[table(entities(Doc, Folder))]
struct App;

async fn create(client: Client) -> Table<App> {
    let table = Table::<App>::new(client, unique_table_name("hydrate"));
    table.create().send().await.unwrap();
    table
}

async fn table() -> Table<App> {
    create(client().await).await
}

fn doc(id: u32, rank: u32) -> Doc {
    Doc {
        id,
        owner: 1,
        rank,
        is_public: id.is_multiple_of(2),
        text: Some(format!("text {id}")),
    }
}

async fn put(table: &Table<App>, docs: &[Doc]) {
    for doc in docs {
        Doc::put(doc.clone()).send(table).await.unwrap();
    }
    Folder::put(Folder { id: 1, owner: 1 }).send(table).await.unwrap();
}

#[track_caller]
fn refused<T: fmt::Debug>(result: dynamo_entity::Result<T>) -> String {
    let error = result.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    error.to_string()
}

#[tokio::test]
async fn attributes_that_an_index_does_not_hold_are_not_requested_from_it() {
    let table = table().await;
    put(&table, &[doc(1, 1), doc(2, 2)]).await;
    let rest = "so a whole `Doc` cannot be read from it; read less with `.project::<T>()`, or the whole items with \
                `.hydrate()`";
    assert_eq!(
        refused(Doc::query().by_owner(1).all(&table).await),
        format!("`Doc`: the index of `by_owner` does not hold `id`, {rest}")
    );
    let message = format!("`Doc`: the index of `by_rank` does not hold `rank`, {rest}");
    assert_eq!(refused(Doc::query().by_rank().rank().gt(1).request(&table)), message);
    assert_eq!(refused(Doc::scan().index("by_rank").send(&table).await), message);
    assert_eq!(
        refused(Doc::scan().index("by_rank").segments(2).all(&table).await),
        message
    );

    let lines = Doc::query().by_rank().project::<DocLine>().all(&table).await.unwrap();
    let line = |id, is_public| DocLine { id, is_public };
    assert_eq!(lines, [line(1, false), line(2, true)]);
    assert_eq!(
        refused(Doc::query().by_rank().project::<DocText>().first(&table).await),
        "`Doc`: the index of `by_rank` does not hold `text`, which the projection needs; project it in the index, \
         remove it from the projection, or read the items by their keys with `.hydrate()`"
    );

    // A count decodes nothing.
    assert_eq!(Doc::query().by_owner(1).count(&table).await.unwrap(), 2);
}

#[tokio::test]
async fn a_filter_on_an_attribute_that_an_index_does_not_hold_is_refused() {
    let table = table().await;
    put(&table, &[doc(1, 1), doc(2, 2)]).await;
    let f = Doc::fields();
    let message = |attribute: &str| {
        format!(
            "`Doc`: the index of `by_rank` does not hold `{attribute}`, so a filter would find it absent in every \
             item; project it, or filter the items that `hydrate` returns"
        )
    };
    let query = || Doc::query().by_rank().project::<DocLine>();
    let text = f.is_public.eq(true) & (f.owner.eq(1) | !f.text.contains("x"));
    assert_eq!(refused(query().filter(text).all(&table).await), message("text"));
    assert_eq!(
        refused(query().filter(f.rank.gt(1)).count(&table).await),
        message("rank")
    );
    assert_eq!(
        refused(query().filter(f.text.size().gt(1)).hydrate().all(&table).await),
        message("text")
    );
    let condition = raw("attribute_exists(#text)").path("text", f.text);
    assert_eq!(refused(query().filter(condition).all(&table).await), message("text"));
    let condition = raw("#a = :a").name("a", "elsewhere").value("a", 1);
    assert_eq!(
        refused(query().filter(condition).all(&table).await),
        message("elsewhere")
    );
    assert_eq!(
        refused(Doc::scan().index("by_rank").filter(f.text.exists()).count(&table).await),
        message("text")
    );

    let public = query()
        .filter(f.is_public.eq(true) & f.owner.eq(1))
        .all(&table)
        .await
        .unwrap();
    assert_eq!(public, [DocLine { id: 2, is_public: true }]);
}

#[tokio::test]
async fn the_index_is_asked_for_keys_only() {
    let table = table().await;
    let request = Doc::query().by_rank().hydrate().consistent().request(&table).unwrap();
    let names = request.expression_attribute_names().unwrap();
    let asked = request.projection_expression().unwrap().split(", ");
    let asked: Vec<&str> = asked.map(|name| names[name].as_str()).collect();
    assert_eq!(asked, ["gsi2pk", "gsi2sk", "pk", "sk"]);
    assert_eq!(
        request.consistent_read(),
        None,
        "a global index has no consistent reads"
    );
}

#[tokio::test]
async fn a_scan_of_an_index_gives_whole_items() {
    let table = table().await;
    let docs: Vec<Doc> = (1..=7).map(|id| doc(id, 10 - id)).collect();
    put(&table, &docs).await;
    let mut found = Doc::scan()
        .index("by_rank")
        .hydrate()
        .limit(2)
        .segments(3)
        .all(&table)
        .await
        .unwrap();
    found.sort_by_key(|doc| doc.id);
    assert_eq!(found, docs);
    // A shared index of keys has nothing that distinguishes the entities.
    assert_eq!(
        refused(Doc::scan().index("by_owner").hydrate().all(&table).await),
        "`Doc`: the index of `by_owner` does not hold `_type`, which this read filters by: project it, or begin the \
         keys with text that only this entity uses"
    );
}

#[tokio::test]
async fn keys_are_sent_in_batches_of_a_hundred() {
    let (client, requests) = counting_client();
    let table = create(client).await;
    let docs: Vec<Doc> = (0..205).map(|id| doc(id, id)).collect();
    put(&table, &docs).await;
    let before = requests.count();
    assert_eq!(Doc::query().by_owner(1).hydrate().all(&table).await.unwrap(), docs);
    assert_eq!(requests.count() - before, 1 + 3);
    let before = requests.count();
    let page = Doc::query().by_owner(1).hydrate().take(50).send(&table).await.unwrap();
    assert_eq!((page.items.as_slice(), page.cursor.is_some()), (&docs[..50], true));
    assert_eq!(requests.count() - before, 1 + 1, "only what is given is read whole");
    // Half a unit for the index, and half a unit for each item.
    assert!(page.consumed_capacity >= 25.5, "{}", page.consumed_capacity);
}

#[tokio::test]
async fn unprocessed_keys_are_retried() {
    let (client, requests) = counting_client();
    let table = create(client).await;
    // 60 items of 300 KB exceed the 16 MB of one response.
    let docs: Vec<Doc> = (0..60)
        .map(|id| Doc {
            text: Some("x".repeat(300 * 1024)),
            ..doc(id, id)
        })
        .collect();
    put(&table, &docs).await;
    let before = requests.count();
    assert_eq!(Doc::query().by_owner(1).hydrate().all(&table).await.unwrap(), docs);
    assert!(requests.count() - before > 2, "one answer cannot hold them");
}

#[tokio::test]
async fn a_changed_item_is_returned_as_it_is_and_a_deleted_one_is_omitted() {
    let engine = Engine::memory().unwrap();
    let table = create(engine.client()).await;
    let docs: Vec<Doc> = (1..=6).map(|id| doc(id, id)).collect();
    put(&table, &docs).await;
    let slow = Meddling {
        inner: engine.http_client(),
        table: table.clone(),
    };
    let meddling = Client::from_conf(engine.config().http_client(slow).build());
    let meddling = Table::<App>::new(meddling, table.name());
    let found = Doc::query()
        .by_owner(1)
        .hydrate()
        .take(4)
        .send(&meddling)
        .await
        .unwrap();
    let ids: Vec<u32> = found.items.iter().map(|doc| doc.id).collect();
    assert_eq!(ids, [1, 3, 4, 5], "one more is read for the one that is gone");
    assert_eq!(found.items[1].rank, 99, "as it is now, although the index had it third");
    let rest = Doc::query()
        .by_owner(1)
        .hydrate()
        .start_at(found.cursor)
        .all(&table)
        .await
        .unwrap();
    // Its index key has changed.
    let ids: Vec<u32> = rest.iter().map(|doc| doc.id).collect();
    assert_eq!(ids, [6, 3]);
}

/// Deletes the second document and moves the third before each `BatchGetItem`.
#[derive(Clone)]
struct Meddling {
    inner: SharedHttpClient,
    table: Table<App>,
}

impl fmt::Debug for Meddling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meddling").finish_non_exhaustive()
    }
}

impl HttpClient for Meddling {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(MeddlingConnector {
            inner: self.inner.http_connector(settings, components),
            table: self.table.clone(),
        })
    }
}

#[derive(Debug)]
struct MeddlingConnector {
    inner: SharedHttpConnector,
    table: Table<App>,
}

impl HttpConnector for MeddlingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (inner, table) = (self.inner.clone(), self.table.clone());
        HttpConnectorFuture::new(async move {
            let target = request.headers().get("x-amz-target").unwrap_or_default();
            if target.ends_with(".BatchGetItem") {
                Doc::delete(2).send(&table).await.unwrap();
                Doc::put(doc(3, 99)).send(&table).await.unwrap();
            }
            inner.call(request).await
        })
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        max_shrink_iters: 100,
        ..cases(if endpoint().is_some() { 4 } else { 16 })
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whole_items_come_in_the_order_of_the_index(
        ranks in btree_map(0..40_u32, 0..5_u32, 0..12),
        public_only: bool,
        descending: bool,
        limit in 1..5_u32,
    ) {
        run(move || async move {
            let table = table().await;
            let docs: Vec<Doc> = ranks.into_iter().map(|(id, rank)| doc(id, rank)).collect();
            put(&table, &docs).await;
            let mut expected: Vec<Doc> = docs.into_iter().filter(|doc| doc.is_public || !public_only).collect();
            expected.sort_by_key(|doc| (doc.rank, doc.id));
            let mut query = Doc::query().by_rank().hydrate();
            if public_only {
                query = query.filter(Doc::fields().is_public.eq(true));
            }
            if descending {
                query = query.descending();
                expected.reverse();
            }
            let query = dynamo_entity::QueryStep::into_query(query);
            assert_eq!(query.clone().all(&table).await.unwrap(), expected);
            assert_eq!(query.clone().first(&table).await.unwrap().as_ref(), expected.first());
            let streamed: Vec<Doc> = query.clone().limit(limit).stream(&table).try_collect().await.unwrap();
            assert_eq!(streamed, expected);
            assert_eq!(query.clone().count(&table).await.unwrap(), expected.len() as u64);
            let texts = query.clone().project::<DocText>().all(&table).await.unwrap();
            let expected_texts = expected.iter().map(|doc| DocText { id: doc.id, text: doc.text.clone() });
            assert_eq!(texts, expected_texts.collect::<Vec<_>>());

            for take in 1..=expected.len() + 1 {
                let mut cursor: Option<Cursor> = None;
                let mut found: Vec<Doc> = Vec::new();
                loop {
                    let page = query.clone().take(take).limit(limit).start_at(cursor).send(&table).await.unwrap();
                    assert_eq!(page.count, page.items.len() as u64);
                    assert!(page.items.len() == take || page.cursor.is_none());
                    found.extend(page.items);
                    let Some(next) = page.cursor else { break };
                    assert!(found.len() < expected.len(), "a cursor where there is no more");
                    cursor = Some(next.to_string().parse().unwrap());
                }
                assert_eq!(found, expected, "{take} at a time");
            }
        });
    }
}
