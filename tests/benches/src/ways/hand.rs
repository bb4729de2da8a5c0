//! By hand: the SDK's fluent calls, keys by `format!`, and `serde_dynamo` between items and structs.

use std::collections::HashMap;
use std::error::Error;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, Put, PutRequest, TransactWriteItem, WriteRequest};
use chrono::SecondsFormat;
use serde::de::DeserializeOwned;
use serde_dynamo::aws_sdk_dynamodb_1::{from_item, from_items, to_item};

use super::used;
use crate::card::{POINTS, PlainCard, TABLE, TEAM, card_id, cards};
use crate::case::Case;
use crate::sheet::{BOOK, PlainSheet};
use crate::subject::{self, Operation};

pub type Item = HashMap<String, AttributeValue>;
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// # Panics
/// If a run fails.
#[must_use]
pub fn operation(case: Case, client: &Client) -> Operation {
    let client = client.clone();
    let plain: Vec<_> = cards(case.items()).iter().map(PlainCard::from).collect();
    let ids: Vec<_> = (0..case.items()).map(card_id).collect();
    subject::operation(move || {
        let client = client.clone();
        // The caller's own items; every way receives a copy.
        let cards = if case.puts() { plain.clone() } else { Vec::new() };
        let ids = if case == Case::BatchGetItem {
            ids.clone()
        } else {
            Vec::new()
        };
        async move {
            let count = match case {
                Case::GetItem => get(&client, TEAM, &card_id(0))
                    .await
                    .map(|card| used(card.into_iter().collect())),
                Case::Query(_) => query::<PlainCard>(&client, format!("TEAM#{TEAM}"), "CARD#")
                    .await
                    .map(used),
                Case::QuerySheets => query::<PlainSheet>(&client, format!("BOOK#{BOOK}"), "SHEET#")
                    .await
                    .map(used),
                Case::BatchGetItem => batch_get(&client, TEAM, &ids).await.map(used),
                Case::PutItem => put(&client, &cards[0]).await.map(|()| 1),
                Case::UpdateItem => update(&client, TEAM, &card_id(0), POINTS).await.map(|()| 1),
                Case::BatchWriteItem => batch_write(&client, &cards).await.map(|()| cards.len()),
                Case::TransactWriteItems => transact_write(&client, &cards).await.map(|()| cards.len()),
            };
            count.expect("the call succeeds")
        }
    })
}

/// Returns the primary key of a card.
#[must_use]
pub fn key(team_id: &str, card_id: &str) -> Item {
    HashMap::from([
        ("PK".to_owned(), AttributeValue::S(format!("TEAM#{team_id}"))),
        ("SK".to_owned(), AttributeValue::S(format!("CARD#{card_id}"))),
    ])
}

/// Returns the attributes of a card with its keys.
///
/// # Errors
/// Never, because cards can always be serialized.
pub fn item(card: &PlainCard) -> Result<Item> {
    let mut item: Item = to_item(card)?;
    let created_at = card.created_at.to_rfc3339_opts(SecondsFormat::Nanos, true);
    item.extend(key(&card.team_id, &card.card_id));
    item.insert(
        "GSI1PK".to_owned(),
        AttributeValue::S(format!("AUTHOR#{}", card.author)),
    );
    item.insert("GSI1SK".to_owned(), AttributeValue::S(format!("CARD#{created_at}")));
    item.insert("entity_type".to_owned(), AttributeValue::S("Card".to_owned()));
    Ok(item)
}

async fn get(client: &Client, team_id: &str, card_id: &str) -> Result<Option<PlainCard>> {
    let output = client
        .get_item()
        .table_name(TABLE)
        .set_key(Some(key(team_id, card_id)))
        .send()
        .await?;
    Ok(output.item.map(from_item).transpose()?)
}

async fn query<T: DeserializeOwned>(client: &Client, partition: String, prefix: &str) -> Result<Vec<T>> {
    let output = client
        .query()
        .table_name(TABLE)
        .key_condition_expression("PK = :pk AND begins_with(SK, :sk)")
        .expression_attribute_values(":pk", AttributeValue::S(partition))
        .expression_attribute_values(":sk", AttributeValue::S(prefix.to_owned()))
        .send()
        .await?;
    Ok(from_items(output.items.unwrap_or_default())?)
}

async fn batch_get(client: &Client, team_id: &str, card_ids: &[String]) -> Result<Vec<PlainCard>> {
    let keys = card_ids.iter().map(|card_id| key(team_id, card_id)).collect();
    let keys = KeysAndAttributes::builder().set_keys(Some(keys)).build()?;
    let mut request = Some(HashMap::from([(TABLE.to_owned(), keys)]));
    let mut cards = Vec::with_capacity(card_ids.len());
    while let Some(keys) = request {
        let output = client.batch_get_item().set_request_items(Some(keys)).send().await?;
        let items = output.responses.and_then(|mut tables| tables.remove(TABLE));
        cards.extend(from_items::<PlainCard>(items.unwrap_or_default())?);
        request = output.unprocessed_keys.filter(|keys| !keys.is_empty());
    }
    Ok(cards)
}

async fn put(client: &Client, card: &PlainCard) -> Result<()> {
    let put = client.put_item().table_name(TABLE).set_item(Some(item(card)?));
    put.send().await?;
    Ok(())
}

async fn update(client: &Client, team_id: &str, card_id: &str, points: u32) -> Result<()> {
    let update = client
        .update_item()
        .table_name(TABLE)
        .set_key(Some(key(team_id, card_id)))
        .update_expression("SET points = :points")
        .condition_expression("attribute_exists(PK)")
        .expression_attribute_values(":points", AttributeValue::N(points.to_string()));
    update.send().await?;
    Ok(())
}

/// Puts cards, which fit into one request.
///
/// # Errors
/// If a request fails.
pub async fn batch_write(client: &Client, cards: &[PlainCard]) -> Result<()> {
    let mut writes = Vec::with_capacity(cards.len());
    for card in cards {
        let put = PutRequest::builder().set_item(Some(item(card)?)).build()?;
        writes.push(WriteRequest::builder().put_request(put).build());
    }
    let mut request = Some(HashMap::from([(TABLE.to_owned(), writes)]));
    while let Some(writes) = request {
        let output = client.batch_write_item().set_request_items(Some(writes)).send().await?;
        request = output.unprocessed_items.filter(|items| !items.is_empty());
    }
    Ok(())
}

async fn transact_write(client: &Client, cards: &[PlainCard]) -> Result<()> {
    let mut writes = Vec::with_capacity(cards.len());
    for card in cards {
        let put = Put::builder().table_name(TABLE).set_item(Some(item(card)?)).build()?;
        writes.push(TransactWriteItem::builder().put(put).build());
    }
    let write = client.transact_write_items().set_transact_items(Some(writes));
    write.send().await?;
    Ok(())
}
