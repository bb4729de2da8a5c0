//! Who looks on as requests are sent: hooks, and meters of the capacity they consume.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::entity::registry::Schema;
use crate::table::Table;
use crate::table::event::RequestEvent;

type Observer = Arc<dyn Fn(&RequestEvent<'_>) + Send + Sync>;

/// Who looks on.
#[derive(Clone, Default)]
pub(crate) struct Watch {
    observers: Vec<Observer>,
    meters: Vec<CapacityMeter>,
}

impl Watch {
    pub(super) fn is_off(&self) -> bool {
        self.observers.is_empty() && self.meters.is_empty()
    }

    pub(super) fn has_observers(&self) -> bool {
        !self.observers.is_empty()
    }

    pub(super) fn observe(&self, event: &RequestEvent<'_>) {
        for observer in &self.observers {
            observer(event);
        }
    }

    pub(super) fn measure(&self, operation: &str, units: Option<f64>) {
        for meter in &self.meters {
            meter.add(operation, units.unwrap_or_default());
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("observers", &self.observers.len())
            .field("meters", &self.meters)
            .finish()
    }
}

/// The capacity units that the requests of one or more tables consumed, as DynamoDB counted them: over the pages of a
/// query, the requests of a batch, or whatever else was sent while it was held. Clones count together.
///
/// A request that fails, as by its condition, consumes capacity that DynamoDB does not tell, and that is not counted here.
#[derive(Clone, Default)]
pub struct CapacityMeter(Arc<Mutex<Totals>>);

#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    requests: u64,
    read: f64,
    write: f64,
}

impl CapacityMeter {
    /// A meter at zero.
    #[must_use]
    pub fn new() -> Self {
        CapacityMeter::default()
    }

    /// How many requests were sent, those that failed included; attempts of the SDK's client are not told apart.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.totals().requests
    }

    /// The read capacity units of gets, queries and scans.
    #[must_use]
    pub fn read_units(&self) -> f64 {
        self.totals().read
    }

    /// The write capacity units of puts, updates and deletes, their indexes included.
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

impl<S: Schema> Table<S> {
    /// This table with `hook` called after each of its requests, by whoever polls it: it should be quick. Several are all
    /// called. The requests then ask for the capacity they consume, `ReturnConsumedCapacity = TOTAL`.
    ///
    /// ```no_run
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
    /// # pub struct User { pub user_id: String }
    /// # #[derive(Table)]
    /// # #[table(entities(User))]
    /// # pub struct App;
    /// # fn connect(client: aws_sdk_dynamodb::Client) -> Table<App> {
    /// Table::<App>::new(client, "app").observe(|event| {
    ///     println!("{} took {:?} and {:?} units", event.operation, event.elapsed, event.consumed_capacity);
    /// })
    /// # }
    /// ```
    #[must_use]
    pub fn observe(self, hook: impl Fn(&RequestEvent<'_>) + Send + Sync + 'static) -> Self {
        self.with(|inner| inner.watch.observers.push(Arc::new(hook)))
    }

    /// This table with what its requests consume added to `meter`: they ask for it, `ReturnConsumedCapacity = TOTAL`.
    ///
    /// ```no_run
    /// # use dynamo_entity::prelude::*;
    /// # use dynamo_entity::observe::CapacityMeter;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
    /// # pub struct User { pub user_id: String }
    /// # #[derive(Table)]
    /// # #[table(entities(User))]
    /// # pub struct App;
    /// # async fn report(table: &Table<App>) -> dynamo_entity::Result<()> {
    /// let meter = CapacityMeter::new();
    /// let users = User::scan().segments(4).all(&table.metered(&meter)).await?;
    /// println!("{} users for {} units", users.len(), meter.read_units());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn metered(&self, meter: &CapacityMeter) -> Self {
        self.clone().with(|inner| inner.watch.meters.push(meter.clone()))
    }
}
