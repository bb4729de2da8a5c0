//! Calls with dynamo-entity.

use dynamo_entity::prelude::*;

use super::used;
use crate::card::{Bench, Card, CardKey, POINTS, TEAM, card_id, cards};
use crate::case::Case;
use crate::sheet::{BOOK, Sheet};
use crate::subject::{self, Operation};

/// # Panics
/// If a run fails.
#[must_use]
pub fn operation(case: Case, table: &Table<Bench>) -> Operation {
    let table = table.clone();
    let kept = cards(case.items());
    let ids: Vec<_> = (0..case.items()).map(card_id).collect();
    subject::operation(move || {
        let table = table.clone();
        let cards = if case.puts() { kept.clone() } else { Vec::new() };
        let ids = if case == Case::BatchGetItem {
            ids.clone()
        } else {
            Vec::new()
        };
        async move { run(case, &table, cards, ids).await.expect("the call succeeds") }
    })
}

/// Returns the key of a card.
#[must_use]
pub fn key(card_id: String) -> CardKey {
    CardKey {
        team_id: TEAM.to_owned(),
        card_id,
    }
}

async fn run(case: Case, table: &Table<Bench>, cards: Vec<Card>, ids: Vec<String>) -> dynamo_entity::Result<usize> {
    let count = cards.len();
    match case {
        Case::GetItem => {
            let card = Card::get(key(card_id(0))).send(table).await?;
            Ok(used(card.into_iter().collect()))
        }
        Case::Query(_) => Ok(used(Card::query().primary(TEAM).send(table).await?.items)),
        Case::QuerySheets => Ok(used(Sheet::query().primary(BOOK).send(table).await?.items)),
        Case::PutItem => {
            for card in cards {
                Card::put(card).send(table).await?;
            }
            Ok(count)
        }
        Case::UpdateItem => {
            let update = Card::patch(key(card_id(0))).set(Card::fields().points, POINTS);
            update.send(table).await?;
            Ok(1)
        }
        Case::BatchGetItem => {
            let cards = Card::batch_get(ids.into_iter().map(key)).send(table).await?;
            Ok(used(cards.into_iter().flatten().collect()))
        }
        Case::BatchWriteItem => {
            table.batch_write().put_all(cards).send().await?;
            Ok(count)
        }
        Case::TransactWriteItems => {
            let puts = cards.into_iter().map(Card::put);
            table.transact_write().add_all(puts).send().await?;
            Ok(count)
        }
    }
}
