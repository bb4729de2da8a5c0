//! Many items, written and read one after the other, so that few of them are in memory at once.

use aws_sdk_dynamodb::Client;
use bytes::Bytes;
use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use futures::{TryStreamExt, stream};
use serde_dynamo::aws_sdk_dynamodb_1::from_items;
use tokio::runtime::Runtime;

use crate::canned;
use crate::card::{Bench, CARDS_OF_A_BATCH, Card, PlainCard, TABLE, card, cards};
use crate::case::{Case, Way, stored_card};
use crate::connection::Connection;
use crate::ways::{self, hand};

/// The direction of the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// `put_stream`, and by hand a loop around BatchWriteItem.
    Write,
    /// A scan's stream, and by hand a loop around Scan.
    Scan,
}

/// The items of a full measurement.
pub const MILLION: u32 = 1_000_000;
/// Items on a page of a scan. There are as many different items.
pub const ITEMS_OF_A_PAGE: u32 = 1_000;

impl Flow {
    pub const ALL: [Flow; 2] = [Flow::Write, Flow::Scan];
    pub const WAYS: [Way; 2] = [Way::Hand, Way::Ours];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Flow::Write => "write",
            Flow::Scan => "scan",
        }
    }

    /// Returns the flow with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Flow> {
        Flow::ALL.into_iter().find(|flow| flow.name() == name)
    }

    /// Connects to a transport that takes any number of items, or has this number of them.
    #[must_use]
    pub fn connect(self, items: u32, runtime: &Runtime) -> Connection {
        let client = match self {
            Flow::Write => canned::client(Case::BatchWriteItem.answer()),
            Flow::Scan => {
                let others = items.div_ceil(ITEMS_OF_A_PAGE) as usize - 1;
                // The SDK's paginator ends when two pages that follow each other end at the same key.
                canned::paging_client([page(Some(0)), page(Some(1))], others, page(None))
            }
        };
        runtime.block_on(Connection::new(client))
    }
}

/// Returns a page of a scan, after which the scan continues at the key of this card or ends.
fn page(next: Option<u32>) -> Bytes {
    let next = next.map_or(String::new(), |number| {
        let card = stored_card(&card(number));
        format!(r#","LastEvaluatedKey":{{"PK":{},"SK":{}}}"#, card["PK"], card["SK"])
    });
    let items: Vec<_> = (0..ITEMS_OF_A_PAGE)
        .map(|number| stored_card(&card(number)).to_string())
        .collect();
    let (count, items) = (items.len(), items.join(","));
    format!(r#"{{"Count":{count},"ScannedCount":{count},"Items":[{items}]{next}}}"#).into()
}

/// Writes or reads this number of items, which is a multiple of the items of a page, and returns their number.
///
/// # Panics
/// If a request fails, or if nobody measures this way.
pub async fn run(flow: Flow, way: Way, connection: &Connection, items: u32) -> usize {
    let (client, table) = (&connection.client, &connection.lean);
    let count = match (flow, way) {
        (Flow::Write, Way::Hand) => write_by_hand(client, items).await,
        (Flow::Write, Way::Ours) => write(table, items).await.map_err(Into::into),
        (Flow::Scan, Way::Hand) => scan_by_hand(client).await,
        (Flow::Scan, Way::Ours) => scan(table).await.map_err(Into::into),
        _ => unreachable!("this way is not measured"),
    };
    count.expect("the requests succeed")
}

async fn write_by_hand(client: &Client, items: u32) -> hand::Result<usize> {
    let cards: Vec<_> = cards(ITEMS_OF_A_PAGE).iter().map(PlainCard::from).collect();
    let mut written = 0;
    let mut batch = Vec::with_capacity(CARDS_OF_A_BATCH as usize);
    for card in cards.iter().cycle().take(items as usize) {
        batch.push(card.clone());
        if batch.len() == CARDS_OF_A_BATCH as usize {
            hand::batch_write(client, &batch).await?;
            written += batch.len();
            batch.clear();
        }
    }
    if !batch.is_empty() {
        hand::batch_write(client, &batch).await?;
        written += batch.len();
    }
    Ok(written)
}

async fn write(table: &Table<Bench>, items: u32) -> Result<usize> {
    let cards = cards(ITEMS_OF_A_PAGE);
    let cards = stream::iter(cards.iter().cycle().take(items as usize).cloned());
    let written = table.batch_write().put_stream(cards).send().await?;
    Ok(written.items)
}

async fn scan_by_hand(client: &Client) -> hand::Result<usize> {
    let mut pages = client.scan().table_name(TABLE).into_paginator().send();
    let mut read = 0;
    while let Some(page) = pages.next().await {
        for card in from_items::<PlainCard>(page?.items.unwrap_or_default())? {
            ways::see(&card);
            read += 1;
        }
    }
    Ok(read)
}

async fn scan(table: &Table<Bench>) -> Result<usize> {
    let mut cards = Card::scan().stream(table);
    let mut read = 0;
    while let Some(card) = cards.try_next().await? {
        ways::see(&card);
        read += 1;
    }
    Ok(read)
}
