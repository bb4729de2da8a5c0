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
    let mut in_flight = InFlight::together(table, reading, options, plan.len());
    for chunk in plan.take_chunks() {
        while !in_flight.has_room() {
            put(plan, in_flight.next_completed().await);
        }
        if in_flight.failed() {
            break;
        }
        in_flight.start(chunk);
    }
    while !in_flight.is_empty() {
        put(plan, in_flight.next_completed().await);
    }
    let progress = in_flight.progress;
    match in_flight.into_left() {
        (Some(error), _) => Err(error),
        (None, _) => Ok(progress),
    }
}

fn put(plan: &mut ReadPlan, done: Option<Vec<(Wanted, KeyOutcome)>>) {
    for (wanted, found) in done.into_iter().flatten() {
        plan.put(wanted, found);
    }
}
