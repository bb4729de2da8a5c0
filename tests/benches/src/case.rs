//! The measured calls, the responses to them, and the ways of making them.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::card::{CARDS_OF_A_BATCH, TABLE, cards};
use crate::sheet;
use crate::wire::CardWrite;

/// A call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    GetItem,
    Query(u32),
    /// A page of 1 MB.
    QuerySheets,
    BatchGetItem,
    PutItem,
    BatchWriteItem,
    TransactWriteItems,
}

/// Sheets on a page of 1 MB.
pub const SHEETS: u32 = 64;

impl Case {
    pub const ALL: [Case; 9] = [
        Case::GetItem,
        Case::Query(10),
        Case::Query(100),
        Case::Query(1_000),
        Case::QuerySheets,
        Case::BatchGetItem,
        Case::PutItem,
        Case::BatchWriteItem,
        Case::TransactWriteItems,
    ];

    #[must_use]
    pub fn name(self) -> String {
        match self {
            Case::GetItem => "get-item".to_owned(),
            Case::Query(items) => format!("query-{items}"),
            Case::QuerySheets => "query-1mb".to_owned(),
            Case::BatchGetItem => "batch-get-100".to_owned(),
            Case::PutItem => "put-item".to_owned(),
            Case::BatchWriteItem => "batch-write-25".to_owned(),
            Case::TransactWriteItems => "transact-write-100".to_owned(),
        }
    }

    /// Returns the description for the report.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Case::GetItem => "GetItem".to_owned(),
            Case::Query(items) => format!("Query, {items} items"),
            Case::QuerySheets => format!("Query, 1 MB in {SHEETS} items"),
            Case::BatchGetItem => "BatchGetItem, 100".to_owned(),
            Case::PutItem => "PutItem".to_owned(),
            Case::BatchWriteItem => "BatchWriteItem, 25".to_owned(),
            Case::TransactWriteItems => "TransactWriteItems, 100".to_owned(),
        }
    }

    #[must_use]
    pub fn reads(self) -> bool {
        matches!(
            self,
            Case::GetItem | Case::Query(_) | Case::QuerySheets | Case::BatchGetItem
        )
    }

    /// Returns the number of items that are read or written.
    #[must_use]
    pub fn items(self) -> u32 {
        match self {
            Case::GetItem | Case::PutItem => 1,
            Case::Query(items) => items,
            Case::QuerySheets => SHEETS,
            Case::BatchWriteItem => CARDS_OF_A_BATCH,
            Case::BatchGetItem | Case::TransactWriteItems => 100,
        }
    }

    /// Returns the body of the response.
    #[must_use]
    pub fn answer(self) -> Bytes {
        let body = match self {
            Case::GetItem => json!({ "Item": stored_cards(1).pop() }),
            Case::Query(items) => page(stored_cards(items)),
            Case::QuerySheets => page(
                (0..SHEETS)
                    .map(|number| sheet::attributes(&sheet::sheet(number)).into())
                    .collect(),
            ),
            // DynamoDB does not return items in the order of the keys.
            Case::BatchGetItem => {
                let mut items = stored_cards(100);
                items.rotate_left(37);
                json!({ "Responses": { TABLE: items }, "UnprocessedKeys": {} })
            }
            Case::BatchWriteItem => json!({ "UnprocessedItems": {} }),
            Case::PutItem | Case::TransactWriteItems => json!({}),
        };
        body.to_string().into()
    }

    /// Returns the body of a response without items.
    #[must_use]
    pub fn empty_answer(self) -> Bytes {
        let body = match self {
            Case::Query(_) | Case::QuerySheets => page(Vec::new()),
            Case::BatchGetItem => json!({ "Responses": { TABLE: [] }, "UnprocessedKeys": {} }),
            Case::BatchWriteItem => json!({ "UnprocessedItems": {} }),
            Case::GetItem | Case::PutItem | Case::TransactWriteItems => json!({}),
        };
        body.to_string().into()
    }
}

fn page(items: Vec<Value>) -> Value {
    json!({ "Count": items.len(), "ScannedCount": items.len(), "Items": items })
}

/// Returns cards as they are stored: the attributes are sorted by name, not in the order of the fields.
fn stored_cards(count: u32) -> Vec<Value> {
    let sorted = |card| serde_json::to_value(CardWrite::from(card)).expect("a card is JSON");
    cards(count).iter().map(sorted).collect()
}

/// A way of making a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By hand: `aws-sdk-dynamodb` and `serde_dynamo`.
    Hand,
    Modyne,
    Ours,
    /// No call, only `serde_json` between bytes and structs.
    Floor,
    /// Only the call, without encoding and decoding.
    Sdk,
}

impl Way {
    pub const ALL: [Way; 5] = [Way::Hand, Way::Modyne, Way::Ours, Way::Floor, Way::Sdk];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Way::Hand => "hand",
            Way::Modyne => "modyne",
            Way::Ours => "ours",
            Way::Floor => "floor",
            Way::Sdk => "sdk",
        }
    }
}
