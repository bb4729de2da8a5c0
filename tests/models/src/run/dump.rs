//! The stored items of the table.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::shape::Model;

pub(super) type RawItem = HashMap<String, AttributeValue>;

/// The items by key.
pub(super) type Dump = BTreeMap<String, RawItem>;

/// Reads the table.
pub(super) async fn dump(client: &Client, model: &Model) -> Result<Dump, String> {
    let (pk, sk) = model.key_names.unwrap_or(("pk", "sk"));
    let mut dump = Dump::new();
    let mut start = None;
    loop {
        let scan = client
            .scan()
            .table_name(crate::drive::TABLE)
            .consistent_read(true)
            .set_exclusive_start_key(start);
        let page = scan.send().await.map_err(|error| format!("{error:?}"))?;
        for item in page.items.unwrap_or_default() {
            let key = format!("{:?} / {:?}", item.get(pk), item.get(sk));
            dump.insert(key, item);
        }
        start = page.last_evaluated_key;
        if start.is_none() {
            return Ok(dump);
        }
    }
}

/// Whether the item reserves a unique value.
pub(super) fn is_marker(item: &RawItem, model: &Model) -> bool {
    let (pk, _) = model.key_names.unwrap_or(("pk", "sk"));
    matches!(item.get(pk), Some(AttributeValue::S(text)) if text.starts_with("$unique#"))
}

/// Adds an attribute that no entity has, with the longest number and rare types.
pub(super) fn add_unknown(item: &RawItem) -> RawItem {
    let number = AttributeValue::N("1234567890123456789012345678901234567".into());
    let inner = HashMap::from([
        ("n".to_owned(), number.clone()),
        ("none".into(), AttributeValue::Null(true)),
    ]);
    let mut item = item.clone();
    item.insert("unknown number".into(), number);
    item.insert("unknown map".into(), AttributeValue::M(inner));
    item
}
