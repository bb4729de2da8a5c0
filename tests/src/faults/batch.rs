//! The entries of a request, and a batch in two: the part that is processed and the part that is not.

use std::ops::Range;

use aws_sdk_dynamodb::config::http::HttpRequest;
use serde_json::{Map, Value, json};

use super::RequestInfo;

/// What the request is.
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
        operation,
        bytes: bytes.len(),
        entries,
        body,
    }
}

/// The writes, or keys, of one table.
fn list(entries: &Value) -> &[Value] {
    let entries = entries.as_array().or_else(|| entries["Keys"].as_array());
    entries.map(Vec::as_slice).unwrap_or_default()
}

/// The body with the entries at `places`, and the rest as a batch's answer names what is unprocessed. `None` if the request
/// is no batch.
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

/// The answer to a batch of which nothing was processed.
pub(super) fn nothing(info: &RequestInfo) -> Value {
    match info.operation.as_str() {
        "BatchGetItem" => json!({ "Responses": {}, "UnprocessedKeys": {} }),
        _ => json!({ "UnprocessedItems": {} }),
    }
}

/// The engine's answer to a part of a batch, with the rest as unprocessed. Items come in another order than their keys.
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
    // What the engine itself left undone, such as keys beyond 16 MB, stays so.
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
