//! Calls with modyne 0.3.

use std::error::Error;

use aws_sdk_dynamodb::Client;
use chrono::SecondsFormat;
use modyne::keys::{FullKey, Gsi1, Primary};
use modyne::model::{BatchGet, BatchWrite, TransactWrite};
use modyne::{Aggregate, Entity, EntityExt, ProjectionExt, QueryInput, QueryInputExt, expr};

use super::used;
use crate::card::{POINTS, PlainCard, TABLE, TEAM, card_id, cards};
use crate::case::Case;
use crate::sheet::{BOOK, PlainSheet};
use crate::subject::{self, Operation};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[derive(Debug, Clone)]
pub struct Bench {
    client: Client,
}

impl modyne::Table for Bench {
    type PrimaryKey = Primary;
    type IndexKeys = Gsi1;

    fn table_name(&self) -> &str {
        TABLE
    }

    fn client(&self) -> &Client {
        &self.client
    }
}

impl Entity for PlainCard {
    type KeyInput<'a> = (&'a str, &'a str);
    type Table = Bench;
    type IndexKeys = Gsi1;

    fn primary_key((team_id, card_id): Self::KeyInput<'_>) -> Primary {
        Primary {
            hash: format!("TEAM#{team_id}"),
            range: format!("CARD#{card_id}"),
        }
    }

    fn full_key(&self) -> FullKey<Primary, Gsi1> {
        let created_at = self.created_at.to_rfc3339_opts(SecondsFormat::Nanos, true);
        FullKey {
            primary: Self::primary_key((&self.team_id, &self.card_id)),
            indexes: Gsi1 {
                hash: format!("AUTHOR#{}", self.author),
                range: format!("CARD#{created_at}"),
            },
        }
    }
}

impl Entity for PlainSheet {
    type KeyInput<'a> = (&'a str, u32);
    type Table = Bench;
    type IndexKeys = Gsi1;

    fn primary_key((book_id, sheet_id): Self::KeyInput<'_>) -> Primary {
        Primary {
            hash: format!("BOOK#{book_id}"),
            range: format!("SHEET#{sheet_id:06}"),
        }
    }

    fn full_key(&self) -> FullKey<Primary, Gsi1> {
        unreachable!("sheets are not written")
    }
}

struct CardsOfTeam<'a>(&'a str);

impl QueryInput for CardsOfTeam<'_> {
    type Index = Primary;
    type Aggregate = Vec<PlainCard>;

    fn key_condition(&self) -> expr::KeyCondition<Primary> {
        expr::KeyCondition::in_partition(format!("TEAM#{}", self.0)).begins_with("CARD#")
    }
}

struct SheetsOfBook<'a>(&'a str);

impl QueryInput for SheetsOfBook<'_> {
    type Index = Primary;
    type Aggregate = Vec<PlainSheet>;

    fn key_condition(&self) -> expr::KeyCondition<Primary> {
        expr::KeyCondition::in_partition(format!("BOOK#{}", self.0)).begins_with("SHEET#")
    }
}

/// # Panics
/// If a run fails.
#[must_use]
pub fn operation(case: Case, client: &Client) -> Operation {
    let table = Bench { client: client.clone() };
    let plain: Vec<_> = cards(case.items()).iter().map(PlainCard::from).collect();
    let ids: Vec<_> = (0..case.items()).map(card_id).collect();
    subject::operation(move || {
        let table = table.clone();
        let cards = if case.puts() { plain.clone() } else { Vec::new() };
        let ids = if case == Case::BatchGetItem {
            ids.clone()
        } else {
            Vec::new()
        };
        async move {
            let count = match case {
                Case::GetItem => get(&table, &card_id(0))
                    .await
                    .map(|card| used(card.into_iter().collect())),
                Case::Query(_) => query(&table, CardsOfTeam(TEAM)).await.map(used),
                Case::QuerySheets => query(&table, SheetsOfBook(BOOK)).await.map(used),
                Case::BatchGetItem => batch_get(&table, &ids).await.map(used),
                Case::UpdateItem => update(&table, &card_id(0), POINTS).await.map(|()| 1),
                Case::PutItem | Case::BatchWriteItem | Case::TransactWriteItems => write(&table, case, cards).await,
            };
            count.expect("the call succeeds")
        }
    })
}

async fn get(table: &Bench, card_id: &str) -> Result<Option<PlainCard>> {
    let output = PlainCard::get((TEAM, card_id)).execute(table).await?;
    Ok(output.item.map(PlainCard::from_item).transpose()?)
}

async fn query<Q: QueryInput<Index = Primary>>(table: &Bench, input: Q) -> Result<Q::Aggregate> {
    let output = input.query().execute(table).await?;
    let mut aggregate = Q::Aggregate::default();
    aggregate.reduce(output.items.unwrap_or_default())?;
    Ok(aggregate)
}

async fn update(table: &Bench, card_id: &str, points: u32) -> Result<()> {
    let update = PlainCard::update((TEAM, card_id))
        .expression(expr::Update::new("SET points = :points").value(":points", points))
        .condition(expr::Condition::new("attribute_exists(PK)"));
    update.execute(table).await?;
    Ok(())
}

async fn batch_get(table: &Bench, card_ids: &[String]) -> Result<Vec<PlainCard>> {
    let keys = card_ids.iter().map(|card_id| PlainCard::get((TEAM, card_id)));
    let batch = keys.fold(BatchGet::new(), BatchGet::operation);
    let output = batch.execute(table).await?;
    let items = output.responses.and_then(|mut tables| tables.remove(TABLE));
    let mut cards = Vec::new();
    Aggregate::reduce(&mut cards, items.unwrap_or_default())?;
    Ok(cards)
}

async fn write(table: &Bench, case: Case, cards: Vec<PlainCard>) -> Result<usize> {
    let count = cards.len();
    let mut puts = cards.into_iter().map(PlainCard::put);
    match case {
        Case::BatchWriteItem => {
            puts.fold(BatchWrite::new(), BatchWrite::operation)
                .execute(table)
                .await?;
        }
        Case::TransactWriteItems => {
            let puts = puts.map(modyne::model::Put::transact);
            puts.fold(TransactWrite::new(), TransactWrite::operation)
                .execute(table)
                .await?;
        }
        _ => {
            let put = puts.next().ok_or("a card to put")?;
            put.execute(table).await?;
        }
    }
    Ok(count)
}
