//! Observers of requests: hooks, and meters of consumed capacity.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::wire::event::RequestEvent;

type Observer = Arc<dyn Fn(&RequestEvent<'_>) + Send + Sync>;

/// The hooks and meters of a table.
#[derive(Clone, Default)]
pub(crate) struct Observers {
    pub(super) observers: Vec<Observer>,
    pub(super) meters: Vec<CapacityMeter>,
}

impl Observers {
    pub(crate) fn is_off(&self) -> bool {
        self.observers.is_empty() && self.meters.is_empty()
    }

    pub(crate) fn has_observers(&self) -> bool {
        !self.observers.is_empty()
    }

    pub(crate) fn observe(&self, event: &RequestEvent<'_>) {
        for observer in &self.observers {
            observer(event);
        }
    }

    pub(crate) fn measure(&self, operation: &str, units: Option<f64>) {
        for meter in &self.meters {
            meter.add(operation, units.unwrap_or_default());
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observers")
            .field("observers", &self.observers.len())
            .field("meters", &self.meters)
            .finish()
    }
}

/// Sums the capacity units that the requests of one or more tables consumed, as DynamoDB counted them: over the pages of a
/// query, the requests of a batch, or everything else that is sent through a metered table. Clones share their totals.
///
/// A request that fails, for example by its condition, consumes capacity too. DynamoDB does not report it, so it is not
/// counted here.
///
/// The chapter [Observability](mod@crate::guide::observability) of the guide has examples.
#[derive(Clone, Default)]
pub struct CapacityMeter(pub(super) Arc<Mutex<Totals>>);

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    requests: u64,
    read: f64,
    write: f64,
}

impl CapacityMeter {
    /// Creates a meter at zero.
    #[must_use]
    pub fn new() -> Self {
        CapacityMeter::default()
    }

    /// How many requests were sent, including failed ones. The attempts of the SDK's client at one request count once.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.totals().requests
    }

    /// The read capacity units of gets, queries and scans.
    #[must_use]
    pub fn read_units(&self) -> f64 {
        self.totals().read
    }

    /// The write capacity units of puts, updates and deletes, including their indexes.
    #[must_use]
    pub fn write_units(&self) -> f64 {
        self.totals().write
    }

    fn totals(&self) -> Totals {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, operation: &str, units: f64) {
        let mut totals = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        totals.requests += 1;
        match operation {
            "GetItem" | "Query" | "Scan" | "BatchGetItem" | "TransactGetItems" => totals.read += units,
            _ => totals.write += units,
        }
    }
}

impl fmt::Debug for CapacityMeter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Totals { requests, read, write } = self.totals();
        f.debug_struct("CapacityMeter")
            .field("requests", &requests)
            .field("read_units", &read)
            .field("write_units", &write)
            .finish()
    }
}
