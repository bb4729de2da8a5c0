//! The second read of `hydrate`: fetches whole items by the keys from an index, as a batch.

use std::sync::Arc;

use crate::codec::item::Item;
use crate::codec::stored::OwnedItem;
use crate::entity::Entity;
use crate::entity::projection::{Projected, attributes, expression};
use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::expression::placeholders::Placeholders;
use crate::read::coverage::IndexCoverage;
use crate::read::keys::plan::{Group, ReadPlan};
use crate::read::keys::send::read_all;
use crate::read::keys::wanted::{KeyOutcome, ReadOptions};
use crate::read::post_filter::PostFilter;
use crate::read::window::{Select, Window};
use crate::wire::table::TableClient;
use crate::wire::target::Target;

/// The options of the second read.
#[derive(Debug)]
pub(crate) struct Hydration(ReadOptions);

impl Hydration {
    /// Returns the second read, if it is requested. Otherwise, unless items are only counted, checks that
    /// the index holds the attributes that are read.
    pub(crate) fn of<E: Entity, T: Projected<E>>(
        is_asked: bool,
        consistent: bool,
        target: &Target<'_>,
        held: &IndexCoverage,
        select: Select,
    ) -> Result<Option<Self>> {
        match select {
            Select::Count => Ok(None),
            Select::Items if is_asked => {
                let how = ReadOptions::of::<E, T>(target, consistent)?;
                Ok(Some(Hydration(how)))
            }
            Select::Items => held.check_items::<E, T>().map(|()| None),
        }
    }

    /// Plans the read of the items that these index rows point to, in the order of the rows.
    pub(crate) fn plan(&self, target: &Target<'_>, rows: &[Item]) -> Result<ReadPlan> {
        let mut plan = ReadPlan::of(target);
        let keys = rows.iter().map(|row| key(row, plan.key_names())).collect();
        plan.add(self.0.clone(), keys, Group::of_rows(rows.len()))?;
        Ok(plan)
    }
}

/// Builds the projection expression of the first read. For hydrated reads and counts it contains only the keys; otherwise it
/// contains the attributes of `T` and those that identify the entity, and also the keys if a cursor may be needed at any
/// item. The attributes that post-filters look at are always included.
pub(super) fn rows<E: Entity, T: Projected<E>>(
    select: Select,
    hydrate: bool,
    window: &Window,
    (keys, identifying, rest): (&[&'static str], &[&'static str], &[PostFilter]),
    placeholders: &mut Placeholders,
) -> Option<String> {
    if hydrate || select == Select::Count {
        return attributes(&needed(keys, rest), placeholders);
    }
    let keys = if window.take.is_some() || window.lenient || !rest.is_empty() {
        keys
    } else {
        &[]
    };
    let needed = needed(keys, rest);
    expression::<E, T>(needed.iter().chain(identifying).copied(), placeholders)
}

/// Returns these keys and the attributes that post-filters look at.
pub(super) fn needed(keys: &[&'static str], rest: &[PostFilter]) -> Vec<&'static str> {
    let mut names = keys.to_vec();
    for name in rest.iter().flat_map(PostFilter::attributes) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Extracts the primary key from an index row.
fn key(row: &Item, names: &[&'static str]) -> KeyAttributes {
    let value = |name: &&'static str| Some((*name, row.get(*name)?.clone()));
    names.iter().filter_map(value).collect()
}

/// The items in the order of their keys, and the capacity they consumed.
pub(super) struct Hydrated {
    /// `None` for a key whose item no longer exists.
    pub(crate) items: Vec<Option<OwnedItem>>,
    pub(crate) capacity: f64,
}

/// Reads the items that these index rows point to.
pub(super) async fn read_items(table: &Arc<TableClient>, hydration: &Hydration, rows: &[Item]) -> Result<Hydrated> {
    let plan = hydration.plan(&table.target(), rows);
    let mut plan = plan.map_err(Error::after_sending)?;
    let progress = read_all(Arc::clone(table), &mut plan).await?;
    let found = plan.groups.into_iter().flat_map(|group| group.found);
    let items = found.map(|found| match found {
        KeyOutcome::Item(item) => Some(item),
        KeyOutcome::Absent | KeyOutcome::Unread => None,
    });
    Ok(Hydrated {
        items: items.collect(),
        capacity: progress.consumed_capacity,
    })
}
