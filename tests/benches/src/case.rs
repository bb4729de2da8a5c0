//! The measured calls, the responses to them, and the ways of making them.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::card::{CARDS_OF_A_BATCH, Card, TABLE, cards};
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
    UpdateItem,
    BatchWriteItem,
    TransactWriteItems,
}

/// Sheets on a page of 1 MB.
pub const SHEETS: u32 = 64;

impl Case {
    pub const ALL: [Case; 10] = [
        Case::GetItem,
        Case::Query(10),
        Case::Query(100),
        Case::Query(1_000),
        Case::QuerySheets,
        Case::BatchGetItem,
        Case::PutItem,
        Case::UpdateItem,
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
            Case::UpdateItem => "update-item".to_owned(),
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
            Case::UpdateItem => "UpdateItem".to_owned(),
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

    /// Whether the call gets whole cards to write.
    #[must_use]
    pub fn puts(self) -> bool {
        matches!(self, Case::PutItem | Case::BatchWriteItem | Case::TransactWriteItems)
    }

    /// Returns the number of items that are read or written.
    #[must_use]
    pub fn items(self) -> u32 {
        match self {
            Case::GetItem | Case::PutItem | Case::UpdateItem => 1,
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
            Case::PutItem | Case::UpdateItem | Case::TransactWriteItems => json!({}),
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
            Case::GetItem | Case::PutItem | Case::UpdateItem | Case::TransactWriteItems => json!({}),
        };
        body.to_string().into()
    }
}

fn page(items: Vec<Value>) -> Value {
    json!({ "Count": items.len(), "ScannedCount": items.len(), "Items": items })
}

/// Returns cards as they are stored: the attributes are sorted by name, not in the order of the fields.
fn stored_cards(count: u32) -> Vec<Value> {
    cards(count).iter().map(stored_card).collect()
}

/// Returns a card as it is stored.
///
/// # Panics
/// Never, because cards can always be serialized.
#[must_use]
pub fn stored_card(card: &Card) -> Value {
    serde_json::to_value(CardWrite::from(card)).expect("a card is JSON")
}

/// A way of making a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By hand: `aws-sdk-dynamodb` and `serde_dynamo`.
    Hand,
    Modyne,
    /// The library, whose requests leave on the client's connector.
    Ours,
    /// The library with `Table::through_sdk`.
    ThroughSdk,
    /// No call, only `serde_json` between bytes and structs.
    Floor,
    /// Only the SDK's call, without encoding and decoding.
    Sdk,
}

impl Way {
    pub const ALL: [Way; 6] = [Way::Hand, Way::Modyne, Way::Ours, Way::ThroughSdk, Way::Floor, Way::Sdk];
    /// The ways that make a call of their own.
    pub const CALLS: [Way; 4] = [Way::Hand, Way::Modyne, Way::Ours, Way::ThroughSdk];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Way::Hand => "hand",
            Way::Modyne => "modyne",
            Way::Ours => "ours",
            Way::ThroughSdk => "through-sdk",
            Way::Floor => "floor",
            Way::Sdk => "sdk",
        }
    }

    /// Returns the description for the report.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Way::Hand => "by hand",
            Way::Modyne => "modyne",
            Way::Ours => "dynamo-entity",
            Way::ThroughSdk => "through the SDK",
            Way::Floor => "floor",
            Way::Sdk => "SDK alone",
        }
    }

    /// Returns the way with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.name() == name)
    }
}
