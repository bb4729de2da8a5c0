//! Whole items by the keys that an index gave, as a batch.

use std::sync::Arc;

use crate::codec::item::Item;
use crate::codec::stored::Kept;
use crate::error::{Error, Result};
use crate::operation::batch::plan::Found;
use crate::operation::hydrate::Hydration;
use crate::table::batch::read::read_all;
use crate::wire::table::Inner;

/// Items in the order of their keys, and what they cost.
pub(super) struct Hydrated {
    /// `None` for a key that has no item any more.
    pub(super) items: Vec<Option<Kept>>,
    pub(super) capacity: f64,
}

/// Reads the items of these rows of an index.
pub(super) async fn read_items(table: &Arc<Inner>, hydration: &Hydration, rows: &[Item]) -> Result<Hydrated> {
    let plan = hydration.plan(&table.target(), rows);
    let mut plan = plan.map_err(Error::after_sending)?;
    let progress = read_all(Arc::clone(table), &mut plan).await?;
    let found = plan.groups.into_iter().flat_map(|group| group.found);
    let items = found.map(|found| match found {
        Found::Item(item) => Some(item),
        Found::Absent | Found::Unread => None,
    });
    Ok(Hydrated {
        items: items.collect(),
        capacity: progress.consumed_capacity,
    })
}
