//! Whole items by the keys that an index gave: `BatchGetItem`, until there are no unprocessed keys.

use super::backoff::Backoff;
use super::{Inner, Retries, fault};
use crate::codec::Item;
use crate::error::{Error, Fault, Result};
use crate::operation::Hydration;

/// DynamoDB's limit on the keys of one request. Source: "`BatchGetItem`" in the Amazon DynamoDB API Reference.
pub(super) const BATCH: usize = 100;

/// Items in the order of their keys, and what they cost.
pub(super) struct Hydrated {
    /// `None` for a key that has no item any more.
    pub(super) items: Vec<Option<Item>>,
    pub(super) capacity: f64,
}

/// Reads the items of these rows of an index, up to [`BATCH`] of them.
pub(super) async fn read_items(table: &Inner, hydration: &Hydration, rows: &[Item]) -> Result<Hydrated> {
    let mut hydrated = Hydrated {
        items: vec![None; rows.len()],
        capacity: 0.0,
    };
    let mut pending: Vec<(usize, Item)> = rows.iter().map(|row| hydration.key(row)).enumerate().collect();
    let mut backoff = Backoff::new(Retries::default());
    while !pending.is_empty() {
        let keys = pending.iter().map(|(_, key)| key.clone()).collect();
        let request = hydration.request(keys)?;
        let output = table.call(request).await.map_err(fault::service)?;
        for capacity in output.consumed_capacity.unwrap_or_default() {
            hydrated.capacity += capacity.capacity_units.unwrap_or_default();
        }
        for item in output.responses.unwrap_or_default().into_values().flatten() {
            let key = hydration.key(&item);
            let place = pending
                .iter()
                .find(|(_, wanted)| *wanted == key)
                .map(|(place, _)| *place);
            if let Some(found) = place.and_then(|place| hydrated.items.get_mut(place)) {
                *found = Some(item);
            }
        }
        // What was neither given nor left is not there any more.
        let left = output.unprocessed_keys.unwrap_or_default();
        let left: Vec<Item> = left.into_values().flat_map(|left| left.keys).collect();
        let before = pending.len();
        pending.retain(|(_, key)| left.contains(key));
        if pending.is_empty() {
            break;
        }
        if pending.len() < before {
            backoff.progress();
        }
        if !backoff.pause().await {
            return Err(Error::new(Fault::Service {
                code: None,
                message: format!(
                    "DynamoDB left {} of {} keys unprocessed after all attempts; read less at a time, or later",
                    pending.len(),
                    rows.len()
                ),
            }));
        }
    }
    Ok(hydrated)
}
