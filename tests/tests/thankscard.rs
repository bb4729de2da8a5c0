//! A whole single-table application, read and written item by item: users send each other thank-you cards, react to them,
//! and see monthly statistics. Every access pattern is a GetItem or a Query; nothing scans.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, TimeZone, Utc};
use dynamo_entity::prelude::*;
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

// Entity lookup.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
pub struct User {
    pub user_id: String,
    pub email: String,
    pub display_name: String,
    pub address: Option<Address>,
    #[default(1)]
    pub level: u32,
}

// A nested map whose fields have typed paths too.
#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    pub city: String,
    pub zip_code: String,
}

// 1:N (cards of a user, newest first) and a time series (cards of a month).
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "CARD")]
#[gsi(
    name = "by_sender",
    index = "gsi1",
    pk = "SENDER#<sender_id>",
    sk = "CARD#<created_at>#<card_id>"
)]
#[gsi(
    name = "timeline",
    index = "gsi2",
    pk = "TIMELINE#<created_at:%Y-%m>",
    sk = "<created_at>#<card_id>"
)]
#[gsi(
    name = "review",
    index = "gsi3",
    pk = "REVIEW#<reviewer>",
    sk = "<status>#<score:05>"
)]
pub struct Card {
    pub card_id: String,
    pub sender_id: String,
    pub message: String,
    #[default(Status::Draft)]
    pub status: Status,
    #[default(0)]
    pub score: u32,
    /// `None` leaves the card out of the `review` index: an optional key field makes it sparse.
    pub reviewer: Option<String>,
    #[default(true)]
    pub is_public: bool,
    #[readonly]
    #[default(Utc::now())]
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Draft,
    Published,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
pub struct Reaction {
    pub card_id: String,
    pub user_id: String,
    pub emoji: String,
}

// Aggregation, updated atomically at write time.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "STATS#<month>")]
pub struct Stats {
    pub user_id: String,
    pub month: String,
    #[default(0)]
    pub total_cards: u64,
    #[default(10)]
    pub remaining_quota: i64,
    #[default]
    pub recent_actions: Vec<String>,
    #[default]
    pub tags: BTreeSet<String>, // a DynamoDB string set
    #[default]
    pub competencies: HashMap<String, u64>,
}

#[derive(Table)]
#[table(entities(User, Card, Reaction, Stats))]
pub struct ThanksCard;

fn march(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, day, 12, 0, 0).unwrap()
}

#[tokio::test]
async fn every_access_pattern_works() -> Result<(), Box<dyn std::error::Error>> {
    let table = Table::<ThanksCard>::local().await?;
    let (user, card, stats) = (User::fields(), Card::fields(), Stats::fields());

    // Batch write, any number of items, several entities: chunked, retried, nothing lost.
    let cards = (1..=28).map(|day| {
        Card::builder()
            .card_id(format!("c{day:02}"))
            .sender_id("u1")
            .message("thank you")
            .created_at(march(day))
    });
    table
        .batch_write()
        .put(User::builder().user_id("u1").email("a@b.com").display_name("A"))
        .put_all(cards)
        .send()
        .await?;

    // Sort-key conditions follow the key template, part by part, each part typed.
    let newest = Card::query().by_sender("u1").descending().limit(5).send(&table).await?;
    assert_eq!(newest.items[0].card_id, "c28");
    let early = Card::query()
        .by_sender("u1")
        .created_at()
        .between(march(1), march(7))
        .all(&table)
        .await?;
    assert_eq!(early.len(), 7);
    let prefix = Card::query()
        .by_sender("u1")
        .created_at()
        .begins_with("2026-03-1")
        .all(&table)
        .await?;
    assert_eq!(prefix.len(), 10);
    let after = Card::query()
        .by_sender("u1")
        .created_at()
        .gt(march(20))
        .count(&table)
        .await?;
    assert_eq!(after, 8);
    let exact = Card::query()
        .by_sender("u1")
        .created_at()
        .eq(march(3))
        .card_id()
        .eq("c03")
        .first(&table)
        .await?;
    assert_eq!(exact.map(|c| c.card_id).as_deref(), Some("c03"));
    // A formatted key part takes the value, or its text.
    assert_eq!(Card::query().timeline(march(9)).count(&table).await?, 28);
    assert_eq!(Card::query().timeline("2026-03").count(&table).await?, 28);

    // Filters: operators exist only where the attribute's type has them.
    let drafts = Card::query()
        .timeline("2026-03")
        .filter(card.status.eq(Status::Draft) & card.is_public.eq(true) & !card.message.contains("spam"))
        .filter(card.score.between(0, 9) | card.reviewer.exists() | card.sender_id.is_in(["u1", "u2"]))
        .all(&table)
        .await?;
    assert_eq!(drafts.len(), 28);

    // Pagination: by hand with an opaque cursor that survives a round trip through text…
    let mut seen = 0;
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = Card::query()
            .timeline("2026-03")
            .limit(10)
            .start_at(cursor)
            .send(&table)
            .await?;
        seen += page.items.len();
        cursor = page.cursor.map(|c| c.to_string().parse()).transpose()?;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, 28);
    // …or as a stream, or a fixed number of pages.
    let streamed: Vec<Card> = Card::query()
        .timeline("2026-03")
        .limit(10)
        .stream(&table)
        .try_collect()
        .await?;
    assert_eq!(streamed.len(), 28);
    let two_pages = Card::query()
        .timeline("2026-03")
        .limit(10)
        .pages(2)
        .send(&table)
        .await?;
    assert_eq!(two_pages.items.len(), 20);

    // `update` creates the item if it is missing; atomic operations on typed paths.
    Stats::update(("u1", "2026-03"))
        .add(stats.total_cards, 1)
        .subtract(stats.remaining_quota, 1)
        .append(stats.recent_actions, ["sent"])
        .add(stats.tags, ["new", "old"])
        .set(stats.competencies, HashMap::from([("integrity".to_string(), 1)]))
        .send(&table)
        .await?;
    let now: Stats = Stats::update(("u1", "2026-03"))
        .delete(stats.tags, ["old"])
        .add(stats.competencies.key("integrity"), 2)
        .condition(stats.remaining_quota.gt(-5) & stats.recent_actions.size().lt(100))
        .return_new()
        .send(&table)
        .await?;
    assert_eq!((now.total_cards, now.remaining_quota), (1, 9)); // an absent counter starts from its default
    assert_eq!(now.competencies["integrity"], 3);

    // `patch` refuses a missing item.
    let missing = User::patch("nobody")
        .set(user.display_name, "X")
        .send(&table)
        .await
        .unwrap_err();
    assert!(missing.is_not_found());
    // Nested paths, and removing an optional attribute.
    User::patch("u1")
        .set(
            user.address,
            Address {
                city: "Oslo".into(),
                zip_code: "0150".into(),
            },
        )
        .send(&table)
        .await?;
    User::patch("u1")
        .set(user.address.dot(Address::fields().zip_code), "0151")
        .send(&table)
        .await?;
    let oslo = user.address.dot(Address::fields().city).eq("Oslo");
    User::patch("u1")
        .remove(user.address)
        .condition(oslo)
        .send(&table)
        .await?;

    // `status` and `score` make up one index key: a blind update must set both together (setting
    // one alone does not compile); an update of a loaded card may set either.
    let c1 = Card::get("c01").send(&table).await?.unwrap();
    Card::patch("c01")
        .set(card.reviewer, "bob")
        .set(card.review_sk, (Status::Published, 7))
        .send(&table)
        .await?;
    assert_eq!(
        Card::query()
            .review("bob")
            .status()
            .eq(Status::Published)
            .score()
            .gte(5)
            .count(&table)
            .await?,
        1
    );
    let stale = c1.edit().set(card.score, 9).send(&table).await.unwrap_err();
    assert!(stale.is_condition_failed(), "the loaded copy is out of date");
    let fresh = Card::get("c01").consistent().send(&table).await?.unwrap();
    let fresh = fresh.edit().set(card.score, 9).return_new().send(&table).await?;
    assert_eq!(
        Card::query()
            .review("bob")
            .status()
            .eq(Status::Published)
            .score()
            .gte(8)
            .count(&table)
            .await?,
        1
    );
    assert_eq!(fresh.status, Status::Published);

    // A transaction over several entities; the failure says which operation failed and why.
    let react = || Reaction::builder().card_id("c01").user_id("u2").emoji("heart");
    table
        .transact_write()
        .add(Reaction::create(react()))
        .add(Stats::update(("u1", "2026-03")).add(stats.total_cards, 1))
        .add(User::check("u1").condition(user.email.exists()))
        .send()
        .await?;
    let canceled = table
        .transact_write()
        .add(Reaction::create(react()))
        .send()
        .await
        .unwrap_err();
    assert!(canceled.cancellations().unwrap()[0].is_already_exists());
    let (u, s) = table
        .transact_get((User::get("u1"), Stats::get(("u1", "2026-03"))))
        .send()
        .await?;
    assert_eq!((u.unwrap().level, s.unwrap().total_cards), (1, 2));

    // Batch get keeps the order of the keys; absent items are `None`.
    let got = Card::batch_get(["c02", "nope", "c01"]).send(&table).await?;
    let ids: Vec<_> = got.iter().map(|c| c.as_ref().map(|c| c.card_id.as_str())).collect();
    assert_eq!(ids, [Some("c02"), None, Some("c01")]);
    Card::batch_delete((1..=28).map(|day| format!("c{day:02}")))
        .send(&table)
        .await?;
    assert_eq!(Card::query().timeline("2026-03").count(&table).await?, 0);

    assert_eq!(ThanksCard::schema().access_patterns().count(), 8);
    Ok(())
}
