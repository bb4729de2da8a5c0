//! Splits a batch into the entries that are processed and the unprocessed rest.

use std::ops::Range;

use aws_sdk_dynamodb::config::http::HttpRequest;
use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::RequestInfo;

/// The kind of a request.
pub(super) fn read(number: usize, request: &HttpRequest) -> RequestInfo {
    let target = request.headers().get("x-amz-target").unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
    let bytes = request.body().bytes().unwrap_or_default();
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let transaction = body["TransactItems"].as_array().map(Vec::len);
    let entries = transaction.unwrap_or_else(|| match body["RequestItems"].as_object() {
        Some(tables) => tables.values().map(|entries| list(entries).len()).sum(),
        None => 1,
    });
    RequestInfo {
        number,
        at: Instant::now(),
        operation,
        bytes: bytes.len(),
        entries,
        body,
    }
}

/// The writes or keys of one table.
fn list(entries: &Value) -> &[Value] {
    let entries = entries.as_array().or_else(|| entries["Keys"].as_array());
    entries.map(Vec::as_slice).unwrap_or_default()
}

/// Returns the body with the entries at `places`, and the rest in the form of unprocessed entries. Returns `None` if the
/// request is not a batch.
///
/// Places count the entries of all tables, in the order of the body.
pub(super) fn split(info: &RequestInfo, places: &Range<usize>) -> Option<(Value, Value)> {
    if !["BatchWriteItem", "BatchGetItem"].contains(&info.operation.as_str()) {
        return None;
    }
    let tables = info.body["RequestItems"].as_object()?;
    let (mut processed, mut kept) = (Map::new(), Map::new());
    let mut place = 0;
    for (table, entries) in tables {
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for entry in list(entries) {
            let side = if places.contains(&place) {
                &mut inside
            } else {
                &mut outside
            };
            side.push(entry.clone());
            place += 1;
        }
        for (side, of_side) in [(&mut processed, inside), (&mut kept, outside)] {
            if of_side.is_empty() {
                continue;
            }
            let mut entries = entries.clone();
            if let Some(options) = entries.as_object_mut() {
                options.insert("Keys".to_owned(), of_side.into());
            } else {
                entries = of_side.into();
            }
            side.insert(table.clone(), entries);
        }
    }
    let mut body = info.body.clone();
    body["RequestItems"] = processed.into();
    Some((body, kept.into()))
}

/// Makes the response to a batch of which nothing was processed.
pub(super) fn nothing(info: &RequestInfo) -> Value {
    match info.operation.as_str() {
        "BatchGetItem" => json!({ "Responses": {}, "UnprocessedKeys": {} }),
        _ => json!({ "UnprocessedItems": {} }),
    }
}

/// Adds the unprocessed rest to the engine's response. Items are returned in another order than their keys.
pub(super) fn with_unprocessed(info: &RequestInfo, mut answer: Value, kept: Value) -> Value {
    let member = match info.operation.as_str() {
        "BatchGetItem" => "UnprocessedKeys",
        _ => "UnprocessedItems",
    };
    for items in answer["Responses"]
        .as_object_mut()
        .into_iter()
        .flat_map(Map::values_mut)
    {
        if let Some(items) = items.as_array_mut() {
            items.reverse();
        }
    }
    // Entries that the engine itself left unprocessed, such as keys beyond 16 MB, are kept.
    let mut kept = kept;
    for (table, entries) in answer[member].as_object().into_iter().flatten() {
        let both = list(&kept[table])
            .iter()
            .chain(list(entries))
            .cloned()
            .collect::<Vec<_>>();
        if entries.is_array() {
            kept[table] = both.into();
        } else {
            kept[table] = entries.clone();
            kept[table]["Keys"] = both.into();
        }
    }
    answer[member] = kept;
    answer
}
