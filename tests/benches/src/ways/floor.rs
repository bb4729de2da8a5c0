//! No call: `serde_json` between bytes and entities, through structs written by hand.

use std::hint::black_box;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Result;

use super::used;
use crate::card::{Card, TABLE, cards};
use crate::case::Case;
use crate::sheet::{Sheet, SheetItem};
use crate::subject::{self, Operation};
use crate::wire::{CardItem, CardWrite};

#[derive(Deserialize)]
struct Got<'a> {
    #[serde(rename = "Item", borrow)]
    item: CardItem<'a>,
}

#[derive(Deserialize)]
struct Page<T> {
    #[serde(rename = "Items")]
    items: Vec<T>,
}

#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(rename = "Responses", borrow)]
    responses: Tables<Vec<CardItem<'a>>>,
}

#[derive(Serialize, Deserialize)]
struct Tables<T> {
    bench: T,
}

#[derive(Serialize)]
struct Put<'a> {
    #[serde(rename = "TableName")]
    table_name: &'static str,
    #[serde(rename = "Item")]
    item: CardWrite<'a>,
}

#[derive(Serialize)]
struct Written<T> {
    #[serde(rename = "PutRequest")]
    put: T,
}

#[derive(Serialize)]
struct Item<'a> {
    #[serde(rename = "Item")]
    item: CardWrite<'a>,
}

#[derive(Serialize)]
struct BatchWrite<'a> {
    #[serde(rename = "RequestItems")]
    request_items: Tables<Vec<Written<Item<'a>>>>,
}

#[derive(Serialize)]
struct Transaction<'a> {
    #[serde(rename = "TransactItems")]
    items: Vec<Action<'a>>,
    #[serde(rename = "ClientRequestToken")]
    token: &'static str,
}

#[derive(Serialize)]
struct Action<'a> {
    #[serde(rename = "Put")]
    put: Put<'a>,
}

/// # Panics
/// If a run fails.
#[must_use]
pub fn operation(case: Case) -> Operation {
    let answer = case.answer();
    let cards = cards(case.items());
    if case.reads() {
        return subject::operation(move || {
            let answer = answer.clone();
            async move { read(case, &answer).expect("the answer is read") }
        });
    }
    let cards = std::rc::Rc::new(cards);
    subject::operation(move || {
        let cards = cards.clone();
        async move { black_box(write(case, &cards)).map(|_| cards.len()).expect("JSON") }
    })
}

fn read(case: Case, answer: &Bytes) -> Result<usize> {
    match case {
        Case::GetItem => {
            let got: Got<'_> = serde_json::from_slice(answer)?;
            Ok(used(vec![got.item.into_card()]))
        }
        Case::QuerySheets => {
            let page: Page<SheetItem<'_>> = serde_json::from_slice(answer)?;
            let sheets: Vec<Sheet> = page.items.into_iter().map(SheetItem::into_sheet).collect();
            Ok(used(sheets))
        }
        Case::BatchGetItem => {
            let batch: Batch<'_> = serde_json::from_slice(answer)?;
            let cards: Vec<Card> = batch.responses.bench.into_iter().map(CardItem::into_card).collect();
            Ok(used(cards))
        }
        _ => {
            let page: Page<CardItem<'_>> = serde_json::from_slice(answer)?;
            let cards: Vec<Card> = page.items.into_iter().map(CardItem::into_card).collect();
            Ok(used(cards))
        }
    }
}

/// Makes the body of a request.
///
/// # Errors
/// Never, because cards can always be serialized.
pub fn write(case: Case, cards: &[Card]) -> Result<Vec<u8>> {
    let items = cards.iter().map(CardWrite::from);
    match case {
        Case::BatchWriteItem => serde_json::to_vec(&BatchWrite {
            request_items: Tables {
                bench: items.map(|item| Written { put: Item { item } }).collect(),
            },
        }),
        Case::TransactWriteItems => {
            let put = |item| Put {
                table_name: TABLE,
                item,
            };
            serde_json::to_vec(&Transaction {
                items: items.map(|item| Action { put: put(item) }).collect(),
                token: "e8a1c7a4-3c35-4b2e-9d67-5f4b1b0f9a10",
            })
        }
        _ => {
            let mut json = Vec::new();
            for item in items {
                json = serde_json::to_vec(&Put {
                    table_name: TABLE,
                    item,
                })?;
            }
            Ok(json)
        }
    }
}
