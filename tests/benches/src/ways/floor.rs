//! No call: `serde_json` between bytes and entities, through structs written by hand.

use std::hint::black_box;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Result;

use super::used;
use crate::card::{Card, POINTS, TABLE, TEAM, card_id, cards};
use crate::case::Case;
use crate::sheet::{Sheet, SheetItem};
use crate::subject::{self, Operation};
use crate::wire::{CardItem, CardWrite, N, S, Text};

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

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Update {
    table_name: &'static str,
    key: Key,
    update_expression: &'static str,
    condition_expression: &'static str,
    expression_attribute_names: Names,
    expression_attribute_values: Values,
    return_values_on_condition_check_failure: &'static str,
}

#[derive(Serialize)]
struct Key {
    #[serde(rename = "PK")]
    pk: S<String>,
    #[serde(rename = "SK")]
    sk: S<String>,
}

#[derive(Serialize)]
struct Names {
    #[serde(rename = "#n0")]
    n0: &'static str,
    #[serde(rename = "#n1")]
    n1: &'static str,
}

#[derive(Serialize)]
struct Values {
    #[serde(rename = ":v0")]
    v0: N<Text<u32>>,
    #[serde(rename = ":v1")]
    v1: S<&'static str>,
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
        Case::UpdateItem => serde_json::to_vec(&Update {
            table_name: TABLE,
            key: Key {
                pk: S {
                    s: format!("TEAM#{TEAM}"),
                },
                sk: S {
                    s: format!("CARD#{}", card_id(0)),
                },
            },
            update_expression: "SET #n0 = :v0",
            condition_expression: "#n1 = :v1",
            expression_attribute_names: Names {
                n0: "points",
                n1: "entity_type",
            },
            expression_attribute_values: Values {
                v0: N { n: Text(POINTS) },
                v1: S { s: "Card" },
            },
            return_values_on_condition_check_failure: "ALL_OLD",
        }),
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
