//! Sends the requests of a read plan.

use std::sync::Arc;

use crate::error::Result;
use crate::read::keys::plan::ReadPlan;
use crate::read::keys::wanted::{KeyOutcome, Wanted};
use crate::wire::in_flight::InFlight;
use crate::wire::options::Options;
use crate::wire::progress::Progress;
use crate::wire::table::TableClient;

/// Fills the plan with results, using the default options of a batch.
pub(crate) async fn read_all(table: Arc<TableClient>, plan: &mut ReadPlan) -> Result<Progress> {
    read(table, plan, Options::default()).await
}

/// Fills the plan with results, until all keys are read or a request fails.
pub(crate) async fn read(table: Arc<TableClient>, plan: &mut ReadPlan, options: Options) -> Result<Progress> {
    let reading = plan.reading();
    let mut flights = InFlight::together(table, reading, options, plan.len());
    for chunk in plan.take_chunks() {
        while !flights.has_room() {
            put(plan, flights.next_completed().await);
        }
        if flights.failed() {
            break;
        }
        flights.start(chunk);
    }
    while !flights.is_empty() {
        put(plan, flights.next_completed().await);
    }
    let progress = flights.progress;
    match flights.into_left() {
        (Some(error), _) => Err(error),
        (None, _) => Ok(progress),
    }
}

fn put(plan: &mut ReadPlan, done: Option<Vec<(Wanted, KeyOutcome)>>) {
    for (wanted, found) in done.into_iter().flatten() {
        plan.put(wanted, found);
    }
}
