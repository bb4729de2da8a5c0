//! An item that cannot be read does not hide the other items.

use aws_sdk_dynamodb::types::AttributeValue::{self, M, N, S};
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use dynamo_entity::{BatchAnswer, Error, Result, Unreadable};
use dynamo_entity_tests::answering::answering_client;
use dynamo_entity_tests::engine::{client, unique_table_name};
use dynamo_entity_tests::faults::{Fault, Faults};
use futures::StreamExt;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    Plain,
    Gold,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SENDER#<sender>", sk = "CARD#<id:03>")]
#[gsi(
    name = "by_kind",
    index = "gsi1",
    pk = "ALL",
    sk = "<sender>#<id:03>",
    projection = "keys_only"
)]
struct Card {
    sender: String,
    id: u32,
    kind: Kind,
    likes: u32,
}

/// A projection without key fields.
#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Card)]
struct Likes {
    kind: Kind,
    likes: u32,
}

/// A projection that refuses unknown attributes.
#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Card)]
#[serde(deny_unknown_fields)]
struct Strict {
    likes: u32,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SENDER#<sender>", sk = "PROFILE")]
struct Profile {
    sender: String,
    level: u32,
}

#[derive(Debug, PartialEq, Collection)]
enum Anything {
    Card(Card),
    Profile(Profile),
}

#[derive(Debug, PartialEq, Collection)]
struct Sender {
    profile: Profile,
    cards: Vec<Card>,
}

#[derive(Table)]
#[table(entities(Card, Profile))]
struct App;

fn card(id: u32) -> Card {
    Card {
        sender: "ada".into(),
        id,
        kind: Kind::Plain,
        likes: id,
    }
}

/// Changes stored items by hand.
async fn damage(table: &Table<App>, sort: &str, attribute: &str, value: AttributeValue) {
    let update = table.client().update_item().table_name(table.name());
    update
        .key("pk", S("SENDER#ada".into()))
        .key("sk", S(sort.into()))
        .update_expression("SET #a = :v")
        .expression_attribute_names("#a", attribute)
        .expression_attribute_values(":v", value)
        .send()
        .await
        .unwrap();
}

/// Writes a profile and six cards. Card 1 is of a newer release, and card 4 has a map instead of a number.
async fn fill(table: &Table<App>) {
    table.create().send().await.unwrap();
    for id in 0..6 {
        Card::put(card(id)).send(table).await.unwrap();
    }
    let sender = "ada".to_owned();
    Profile::put(Profile { sender, level: 2 }).send(table).await.unwrap();
    damage(table, "CARD#001", "kind", S("Diamond".into())).await;
    damage(table, "CARD#004", "likes", M([("a".to_owned(), N("1".into()))].into())).await;
}

/// The two ways to read responses.
async fn tables() -> [Table<App>; 2] {
    let table = Table::<App>::new(client().await, unique_table_name("unreadable"));
    fill(&table).await;
    [table.clone(), table.through_attribute_values()]
}

fn ids(cards: &[Card]) -> Vec<u32> {
    cards.iter().map(|card| card.id).collect()
}

/// Returns the sort keys of these items of `ada`.
fn keys(unreadable: &[Unreadable]) -> Vec<String> {
    let mut keys: Vec<String> = unreadable
        .iter()
        .map(|item| {
            assert!(item.error.is_decode(), "{item:?}");
            assert_eq!(item.error.entity(), Some("Card"));
            assert_eq!(item.key["pk"], S("SENDER#ada".into()), "{:?}", item.error);
            let S(sort) = &item.key["sk"] else {
                panic!("{:?}", item.key)
            };
            assert_eq!(
                item.error.key(),
                Some(format!("SENDER#ada / {sort}").as_str()),
                "{item:?}"
            );
            sort.clone()
        })
        .collect();
    keys.sort();
    keys
}

const BAD: [&str; 2] = ["CARD#001", "CARD#004"];

fn cards() -> dynamo_entity::Query<Card> {
    Card::query().primary("ada").into_query()
}

fn rows<T>(rows: &[Result<T>], id: impl Fn(&T) -> u32) -> Vec<std::result::Result<u32, String>> {
    rows.iter()
        .map(|row| match row {
            Ok(item) => Ok(id(item)),
            Err(error) => {
                assert!(error.is_decode(), "{error}");
                Err(error.key().unwrap_or_default().to_owned())
            }
        })
        .collect()
}

#[tokio::test]
async fn case_16_a_stream_returns_an_error_for_the_item_and_continues() {
    for table in tables().await {
        let bad = |id: u32| Err(format!("SENDER#ada / CARD#{id:03}"));
        let expected = [Ok(0), bad(1), Ok(2), Ok(3), bad(4), Ok(5)];
        for limit in [1, 4, 100] {
            let found: Vec<_> = cards().limit(limit).stream(&table).collect().await;
            assert_eq!(rows(&found, |card| card.id), expected);
        }
        let found: Vec<_> = cards().take(3).stream(&table).collect().await;
        assert_eq!(
            rows(&found, |card| card.id),
            expected[..3],
            "an item that cannot be read is one of those taken"
        );
        let found: Vec<_> = cards().project::<Likes>().stream(&table).collect().await;
        assert_eq!(rows(&found, |card| card.likes), expected, "the key is asked for, too");
        let found: Vec<_> = Card::query()
            .by_kind()
            .hydrate()
            .limit(2)
            .stream(&table)
            .collect()
            .await;
        assert_eq!(rows(&found, |card| card.id), expected);
        let found: Vec<_> = Anything::query("ada")
            .begins_with("CARD#")
            .stream(&table)
            .collect()
            .await;
        assert_eq!(
            rows(&found, |item| match item {
                Anything::Card(card) => card.id,
                Anything::Profile(_) => 100,
            }),
            expected
        );
        let mut found: Vec<_> = Card::scan().stream(&table).collect().await;
        assert_eq!(found.len(), 6);
        found.extend(Card::scan().segments(3).stream(&table).collect::<Vec<_>>().await);
        assert_eq!(found.iter().filter(|row| row.is_err()).count(), 4);
        assert_eq!(
            Card::scan()
                .take(4)
                .segments(3)
                .stream(&table)
                .collect::<Vec<_>>()
                .await
                .len(),
            4
        );
    }
}

#[tokio::test]
async fn case_16_a_lenient_page_has_readable_and_unreadable_items() {
    for table in tables().await {
        let page = cards().lenient().send(&table).await.unwrap();
        assert_eq!(ids(&page.items), [0, 2, 3, 5]);
        assert_eq!(keys(&page.unreadable), BAD);
        assert_eq!((page.count, page.scanned_count, page.cursor.is_none()), (6, 6, true));
        let paths: Vec<_> = page
            .unreadable
            .iter()
            .map(|item| item.error.attribute_path().unwrap())
            .collect();
        assert_eq!(paths, ["kind", "likes"]);

        // Options work before and after `lenient`.
        let last = cards().descending().lenient().limit(2);
        let page = last.send(&table).await.unwrap();
        assert_eq!(
            (ids(&page.items), keys(&page.unreadable)),
            (vec![5], vec!["CARD#004".to_owned()])
        );

        let page = cards().project::<Likes>().lenient().send(&table).await.unwrap();
        assert_eq!(
            (page.items.len(), keys(&page.unreadable)),
            (4, BAD.map(str::to_owned).to_vec())
        );
        let page = Card::query()
            .by_kind()
            .hydrate()
            .lenient()
            .take(5)
            .send(&table)
            .await
            .unwrap();
        assert_eq!(
            (ids(&page.items), keys(&page.unreadable)),
            (vec![0, 2, 3], BAD.map(str::to_owned).to_vec())
        );
        assert!(page.cursor.is_some());
        let page = Anything::query("ada").lenient().send(&table).await.unwrap();
        assert_eq!(
            (page.items.len(), keys(&page.unreadable)),
            (5, BAD.map(str::to_owned).to_vec())
        );

        // With pages of every size, each item is returned once.
        for take in 1..=7 {
            let (mut items, mut unreadable, mut cursor) = (Vec::new(), Vec::new(), None);
            loop {
                let page = cards()
                    .take(take)
                    .start_at(cursor)
                    .lenient()
                    .send(&table)
                    .await
                    .unwrap();
                assert!(page.items.len() + page.unreadable.len() <= take);
                items.extend(page.items);
                unreadable.extend(page.unreadable);
                cursor = page.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(
                (ids(&items), keys(&unreadable)),
                (vec![0, 2, 3, 5], BAD.map(str::to_owned).to_vec())
            );
        }
    }
}

#[tokio::test]
async fn case_16_keys_of_unreadable_items_need_not_be_projected() {
    for table in tables().await {
        let page = cards().project::<Strict>().lenient().send(&table).await.unwrap();
        assert_eq!(
            (page.items.len(), keys(&page.unreadable)),
            (5, vec!["CARD#004".to_owned()])
        );
        let rows: Vec<_> = cards().project::<Strict>().stream(&table).collect().await;
        assert_eq!(rows.iter().filter(|row| row.is_ok()).count(), 5);
        let taken = cards().project::<Strict>().take(3).all(&table).await.unwrap();
        assert_eq!(taken.len(), 3);
        let read = Card::batch_get([("ada", 0)])
            .project::<Strict>()
            .send(&table)
            .await
            .unwrap();
        assert_eq!(read, [Some(Strict { likes: 0 })]);
    }
}

#[tokio::test]
async fn case_16_lenient_reads_of_all() {
    for table in tables().await {
        let both = |items: &[Card], unreadable: &[Unreadable]| (ids(items), keys(unreadable));
        let expected = || (vec![0, 2, 3, 5], BAD.map(str::to_owned).to_vec());
        let read = cards().limit(2).lenient().all(&table).await.unwrap();
        assert_eq!(both(&read.items, &read.unreadable), expected());
        let mut read = Card::scan().limit(2).lenient().all(&table).await.unwrap();
        read.items.sort_by_key(|card| card.id);
        assert_eq!(both(&read.items, &read.unreadable), expected());
        for segments in [Card::scan().lenient().segments(3), Card::scan().segments(3).lenient()] {
            let mut read = segments.all(&table).await.unwrap();
            read.items.sort_by_key(|card| card.id);
            assert_eq!(both(&read.items, &read.unreadable), expected());
        }
        let page = Card::scan().lenient().send(&table).await.unwrap();
        assert_eq!((page.items.len(), page.unreadable.len()), (4, 2));
        let read = Card::query().by_kind().hydrate().lenient().all(&table).await.unwrap();
        assert_eq!(both(&read.items, &read.unreadable), expected());

        let read = Sender::query("ada").lenient().all(&table).await.unwrap();
        assert_eq!(both(&read.items.cards, &read.unreadable), expected());
        assert_eq!(read.items.profile.level, 2);
        let read = Anything::query("ada").lenient().all(&table).await.unwrap();
        assert_eq!(
            (read.items.len(), keys(&read.unreadable)),
            (5, BAD.map(str::to_owned).to_vec())
        );
        assert_eq!(cards().count(&table).await.unwrap(), 6, "nothing is read");
    }
}

#[tokio::test]
async fn case_16_a_collection_without_the_one_item_it_must_have() {
    let [table, _] = tables().await;
    damage(&table, "PROFILE", "level", S("high".into())).await;
    let error = Sender::query("ada").lenient().all(&table).await.unwrap_err();
    assert!(error.is_decode() && error.entity() == Some("Profile"), "{error}");
    let error = Sender::query("ada").all(&table).await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    // An item of no member cannot be read.
    damage(&table, "PROFILE", "_type", S("House".into())).await;
    let read = Anything::query("ada")
        .refuse_unknown()
        .lenient()
        .all(&table)
        .await
        .unwrap();
    assert_eq!((read.items.len(), read.unreadable.len()), (4, 3));
    let read = Anything::query("ada").lenient().all(&table).await.unwrap();
    assert_eq!((read.items.len(), read.unreadable.len()), (4, 2));
}

#[tokio::test]
async fn case_16_batches_and_transactions_keep_their_places() {
    for table in tables().await {
        let wanted = || (0..7).map(|id| ("ada", id));
        let places = |cards: &[Option<Card>]| {
            cards
                .iter()
                .map(|card| card.as_ref().map(|card| card.id))
                .collect::<Vec<_>>()
        };
        let expected = [Some(0), None, Some(2), Some(3), None, Some(5), None];

        let read = Card::batch_get(wanted()).lenient().send(&table).await.unwrap();
        assert_eq!(places(&read.items), expected);
        assert_eq!(keys(&read.unreadable), BAD);
        let read = Card::batch_get(wanted())
            .project::<Likes>()
            .lenient()
            .send(&table)
            .await
            .unwrap();
        assert_eq!(
            (read.items.iter().flatten().count(), keys(&read.unreadable).len()),
            (4, 2)
        );
        let reads = (Profile::batch_get(["ada"]), Card::batch_get(wanted()));
        let read = table.batch_get(reads).lenient().send().await.unwrap();
        assert!(read.items.0[0].is_some());
        assert_eq!(
            (places(&read.items.1), keys(&read.unreadable).len()),
            (expected.to_vec(), 2)
        );

        let gets: Vec<_> = wanted().map(Card::get).collect();
        let read = table
            .transact_get((gets.clone(), Profile::get("ada")))
            .lenient()
            .send()
            .await
            .unwrap();
        assert_eq!(
            (places(&read.items.0), keys(&read.unreadable)),
            (expected.to_vec(), BAD.map(str::to_owned).to_vec())
        );
        assert!(read.items.1.is_some());
        let gets: Vec<_> = wanted().map(|key| Card::get(key).project::<Likes>()).collect();
        let read = table.transact_get(gets).lenient().send().await.unwrap();
        assert_eq!(
            (read.items.iter().flatten().count(), keys(&read.unreadable).len()),
            (4, 2)
        );

        // Without `lenient`, the error has the same content.
        let error = Card::batch_get(wanted()).send(&table).await.unwrap_err();
        assert!(error.is_decode() && error.unread().is_none(), "{error}");
        let read = error.into_readable::<Vec<Option<Card>>>().unwrap();
        assert_eq!(
            (places(&read.items), keys(&read.unreadable).len()),
            (expected.to_vec(), 2)
        );
        let gets: Vec<_> = wanted().map(Card::get).collect();
        let error = table.transact_get(gets).send().await.unwrap_err();
        let read = error.into_readable::<Vec<Option<Card>>>().unwrap();
        assert_eq!(places(&read.items), expected);
    }
}

#[tokio::test]
async fn case_16_without_lenient_the_error_has_the_items_and_the_cursor() {
    for table in tables().await {
        let check = |error: Error| {
            assert!(
                error.is_decode() && error.key() == Some("SENDER#ada / CARD#001"),
                "{error}"
            );
            let cursor = error.cursor().cloned();
            let error = error.into_readable::<Vec<Profile>>().unwrap_err();
            (error.into_readable::<Vec<Card>>().unwrap(), cursor)
        };
        let (read, cursor) = check(cards().limit(3).send(&table).await.unwrap_err());
        assert_eq!(
            (ids(&read.items), keys(&read.unreadable)),
            (vec![0, 2], vec!["CARD#001".to_owned()])
        );
        let rest = cards().start_at(cursor).lenient().all(&table).await.unwrap();
        assert_eq!(
            (ids(&rest.items), keys(&rest.unreadable)),
            (vec![3, 5], vec!["CARD#004".to_owned()])
        );

        let (read, cursor) = check(cards().limit(2).all(&table).await.unwrap_err());
        assert_eq!((ids(&read.items), read.unreadable.len()), (vec![0], 1));
        let rest = cards().start_at(cursor).take(2).all(&table).await.unwrap();
        assert_eq!(ids(&rest), [2, 3]);

        // `take` ends within a page.
        let (read, cursor) = check(cards().take(2).all(&table).await.unwrap_err());
        assert_eq!(ids(&read.items), [0]);
        assert_eq!(
            ids(&cards().start_at(cursor).take(2).all(&table).await.unwrap()),
            [2, 3]
        );

        let (read, cursor) = check(cards().all(&table).await.unwrap_err());
        assert_eq!((ids(&read.items), cursor), (vec![0, 2, 3, 5], None));

        let error = Anything::query("ada").all(&table).await.unwrap_err();
        assert_eq!(error.into_readable::<Vec<Anything>>().unwrap().items.len(), 5);
        let error = Sender::query("ada").all(&table).await.unwrap_err();
        let read = error.into_readable::<Sender>().unwrap();
        assert_eq!((ids(&read.items.cards), read.unreadable.len()), (vec![0, 2, 3, 5], 2));
        let error = Card::scan().segments(2).all(&table).await.unwrap_err();
        assert!(error.is_decode() && error.into_readable::<Vec<Card>>().is_ok());

        // A single item.
        assert_eq!(cards().first(&table).await.unwrap(), Some(card(0)));
        let second = || Card::query().primary("ada").id().gte(1_u32);
        assert!(second().first(&table).await.unwrap_err().is_decode());
        assert!(second().one(&table).await.unwrap_err().is_not_unique());
        let only = || Card::query().primary("ada").id().eq(1_u32);
        assert!(only().one(&table).await.unwrap_err().is_decode());
        assert_eq!(only().count(&table).await.unwrap(), 1);
        assert!(
            Card::get(("ada", 1))
                .project::<Likes>()
                .send(&table)
                .await
                .unwrap_err()
                .key()
                .is_some()
        );
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "SESSION#<token>", sk = "DAY#<day>")]
struct Session {
    #[entity(sensitive)]
    token: String,
    day: String,
    #[entity(sensitive)]
    address: u32,
}

#[derive(Table)]
#[table(entities(Session))]
struct Sessions;

#[tokio::test]
async fn case_16_no_message_contains_a_sensitive_value() {
    let table = Table::<Sessions>::new(client().await, unique_table_name("sessions"));
    table.create().send().await.unwrap();
    let put = table.client().put_item().table_name(table.name());
    let put = put
        .item("pk", S("SESSION#secret".into()))
        .item("sk", S("DAY#1".into()))
        .item("_type", S("Session".into()));
    let put = put.item("token", S("secret".into())).item("day", S("1".into()));
    put.item("address", S("hidden".into())).send().await.unwrap();
    for table in [table.clone(), table.through_attribute_values()] {
        let page = Session::query().primary("secret").lenient().send(&table).await.unwrap();
        assert_eq!(page.unreadable[0].key["pk"], S("SESSION#secret".into()));
        let error = Session::query().primary("secret").all(&table).await.unwrap_err();
        let batch = Session::batch_get([("secret", "1")])
            .lenient()
            .send(&table)
            .await
            .unwrap();
        let transaction = table
            .transact_get(Session::get(("secret", "1")))
            .lenient()
            .send()
            .await
            .unwrap();
        for text in [
            format!("{page:?}"),
            format!("{:?} {0}", page.unreadable[0].error),
            format!("{error:?} {error}"),
            format!("{batch:?}"),
            format!("{transaction:?}"),
            format!("{:?}", error.into_readable::<Vec<Session>>().unwrap()),
        ] {
            assert!(
                text.contains("DAY#1") && !text.contains("secret") && !text.contains("hidden"),
                "{text}"
            );
        }
    }
}

/// An ElectroDB entity, in whose reads items of other entities may occur.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "S", entity = "visit", version = "1"), pk = ["id"], sk = [])]
struct Visit {
    id: String,
}

#[derive(Table)]
#[table(entities(Visit), electrodb)]
struct Visits;

#[tokio::test]
async fn case_27_an_item_of_another_entity_is_none_in_a_failed_batch() {
    let engine = Engine::memory().unwrap();
    let table = Table::<Visits>::new(engine.client(), "visits");
    table.create().send().await.unwrap();
    for id in 0..120 {
        Visit::put(Visit { id: id.to_string() }).send(&table).await.unwrap();
    }
    let update = table.client().update_item().table_name("visits");
    let update = update.key("pk", S("$s#id_0".into())).key("sk", S("$visit_1".into()));
    let update = update
        .update_expression("SET #e = :e")
        .expression_attribute_names("#e", "__edb_e__");
    update
        .expression_attribute_values(":e", S("guest".into()))
        .send()
        .await
        .unwrap();

    let wanted = || (0..120).map(|id| id.to_string());
    let read = Visit::batch_get(wanted()).send(&table).await.unwrap();
    assert_eq!((read[0].clone(), read.iter().flatten().count()), (None, 119));
    let faults = Faults::by(|request| match request.number {
        0 => Fault::None,
        _ => Fault::Refuse("ResourceNotFoundException"),
    });
    let broken = faults.table::<Visits>(&engine, "visits");
    let error = broken
        .batch_get(Visit::batch_get(wanted()))
        .in_flight(1)
        .send()
        .await
        .unwrap_err();
    let answers = error.unread().unwrap().answers::<Visit>().unwrap();
    assert_eq!(answers[0], BatchAnswer::Absent);
    assert_eq!(
        answers
            .iter()
            .filter(|answer| matches!(answer, BatchAnswer::Item(_)))
            .count(),
        99
    );
    assert_eq!(
        answers
            .iter()
            .filter(|answer| matches!(answer, BatchAnswer::Unread))
            .count(),
        20
    );
}

#[tokio::test]
async fn case_27_an_error_after_a_write_never_says_that_nothing_was_sent() {
    let f = Profile::fields();
    for body in [
        "{}",
        "",
        r#"{"Attributes":null}"#,
        r#"{"Attributes":{}}"#,
        "[]",
        r#"{"Attributes":{"pk":{"S":"x"}}}"#,
    ] {
        let table = Table::<App>::new(answering_client(200, body), "table");
        for table in [table.clone(), table.through_attribute_values()] {
            let new = Profile::patch("ada")
                .set(f.level, 1)
                .return_new()
                .send(&table)
                .await
                .unwrap_err();
            let profile = Profile {
                sender: "ada".into(),
                level: 1,
            };
            let mut errors = vec![new];
            errors.extend(
                Profile::patch("ada")
                    .set(f.level, 1)
                    .return_old()
                    .send(&table)
                    .await
                    .err(),
            );
            errors.extend(Profile::put(profile.clone()).return_old().send(&table).await.err());
            errors.extend(Profile::upsert(profile).return_new().send(&table).await.err());
            errors.extend(Profile::delete("ada").return_old().send(&table).await.err());
            for error in errors {
                assert!(
                    !error.is_invalid_input() && !error.is_invalid_key() && !error.is_validation(),
                    "{body}: {error}"
                );
            }
        }
    }
}
