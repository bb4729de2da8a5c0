//! The second read of `hydrate`: whole items by the keys that an index gave, as a batch.

use super::Target;
use super::batch::{Group, How, Plan};
use crate::codec::Item;
use crate::entity::Entity;
use crate::error::Result;
use crate::projection::Projected;

/// How whole items are read by their keys.
#[derive(Debug)]
pub(crate) struct Hydration(How);

impl Hydration {
    pub(super) fn of<E: Entity, T: Projected<E>>(target: &Target<'_>, consistent: bool) -> Result<Self> {
        How::of::<E, T>(&target.key_names(), consistent).map(Hydration)
    }

    /// The read of the items of these rows of an index, in their order.
    pub(crate) fn plan(&self, target: &Target<'_>, rows: &[Item]) -> Result<Plan> {
        let mut plan = Plan::of(target);
        let keys = rows.iter().map(|row| key(row, plan.key_names())).collect();
        plan.add(self.0.clone(), keys, Group::of_rows(rows.len()))?;
        Ok(plan)
    }
}

/// The primary key of a row, without the keys of the index.
fn key(row: &Item, names: &[&str]) -> Item {
    let values = names.iter().filter_map(|name| row.get_key_value(*name));
    values.map(|(name, value)| (name.clone(), value.clone())).collect()
}
