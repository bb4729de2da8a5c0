//! The table that requests are sent to.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;

use crate::entity::registry::Schema;
use crate::error::Result;
use crate::schema::table::TableSchema;
#[cfg(feature = "electrodb")]
use crate::wire::cursor_form;
use crate::wire::event::RequestEvent;
use crate::wire::fault;
use crate::wire::lean::lane::Lane;
use crate::wire::lean::rehearsal::rehearse;
use crate::wire::observers::{CapacityMeter, Observers};
#[cfg(feature = "sealed-cursors")]
use crate::wire::seal::CursorKey;
use crate::wire::seal::Seal;
use crate::wire::target::Target;
use crate::wire::way::{SdkReason, Wire};

/// A DynamoDB table of shape `S`: a client and a name. Cloning it is cheap.
///
/// ```no_run
/// # use dynamo_entity::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
/// # pub struct User { pub user_id: String }
/// #[derive(Table)]
/// #[table(entities(User))]
/// pub struct App;
///
/// # fn connect(aws_config: &aws_sdk_dynamodb::Config) -> Result<(), std::env::VarError> {
/// let client = aws_sdk_dynamodb::Client::from_conf(aws_config.clone());
/// let table = Table::<App>::new(client, std::env::var("TABLE_NAME")?);
/// # Ok(())
/// # }
/// ```
pub struct Table<S> {
    pub(crate) inner: Arc<TableClient>,
    pub(crate) marker: PhantomData<fn() -> S>,
}

/// The part of a table that requests share; it may outlive the `Table`.
#[derive(Debug, Clone)]
pub struct TableClient {
    pub(crate) client: Client,
    pub(crate) name: String,
    pub(crate) schema: &'static TableSchema,
    /// How the table encodes its cursors.
    pub(crate) seal: Seal,
    /// Hooks and meters that observe the requests.
    pub(crate) watch: Observers,
    /// Whether items pass through the SDK's types: set by the user, or because the client [`sees_typed_values`].
    pub(crate) through_attribute_values: bool,
    /// Whether each write is read back before it is sent.
    pub(crate) verify_writes: bool,
    /// The lane of the requests that do not go through the SDK.
    pub(crate) lane: Arc<Lane>,
}

impl TableClient {
    pub(crate) fn target(&self) -> Target<'_> {
        Target {
            name: &self.name,
            schema: self.schema,
            verify: self.verify_writes,
        }
    }

    /// Whether items and values pass through the SDK's types, because an observer or the client's own code sees them.
    pub(super) fn shows_values(&self) -> bool {
        self.through_attribute_values || self.watch.has_observers()
    }
}

impl<S: Schema> Table<S> {
    /// Returns the table with this name or ARN, reached through `client`. Sends nothing.
    ///
    /// The client's credentials, region, endpoint, retries, timeouts and interceptors stay in force.
    ///
    /// Keep the table and clone it where it is needed: its first request goes through the SDK, and the table learns from it
    /// how the client sends ([`warm_up`](Table::warm_up) does it earlier). From then on requests are *lean*: signed with a kept signing key and sent on the client's own
    /// connector, to its endpoint, with its credentials and headers. A lean request takes about a fifth of the SDK's CPU
    /// time. Every answer but a success goes to the SDK as the answer to its first attempt, so errors, retries and backoff
    /// are the SDK's. After a retry, requests go through the SDK until its retry budget is full again.
    ///
    /// [`wire`](Table::wire) tells which way a table's requests take. A client with operation timeouts, adaptive retries,
    /// authentication schemes or anything else that lean requests would bypass sends all of them through the SDK, for the
    /// [reason](SdkReason) that it tells. Lean requests lack the SDK's own `tracing` spans and metrics; the spans of the
    /// feature `tracing` and [observers](Table::observe) are there either way. [`through_sdk`](Table::through_sdk) sends
    /// everything through the SDK.
    ///
    /// A client that has interceptors or retry classifiers of its own, for example one with AWS's database encryption SDK,
    /// sees whole typed inputs and outputs and may change them: its tables are
    /// [`through_attribute_values`](Table::through_attribute_values) from the start.
    #[must_use]
    pub fn new(client: Client, name: impl Into<String>) -> Self {
        Table {
            inner: Arc::new(TableClient {
                through_attribute_values: sees_typed_values(&client),
                lane: Arc::new(Lane::of(&client)),
                client,
                name: name.into(),
                schema: S::schema(),
                seal: Seal::None,
                watch: Observers::default(),
                verify_writes: false,
            }),
            marker: PhantomData,
        }
    }

    /// Returns this table with ElectroDB's cursors: the table writes them and accepts them. A TypeScript program can
    /// continue paging through an entity where this program stopped, and the other way round.
    ///
    /// An ElectroDB cursor is the key in plain text. It does not say which table, index or entity it belongs to. The checks
    /// are that it has the key attributes of the read, belongs to its partition, and lies within its condition on the sort
    /// key. Cursors of the usual form are accepted too.
    #[cfg(feature = "electrodb")]
    #[must_use]
    pub fn electrodb_cursors(self) -> Self {
        self.with(|inner| inner.seal = Seal::Form(cursor_form::ELECTRODB))
    }

    /// Returns this table with sealed cursors, which clients can neither read nor forge. Cursors that are not sealed, or
    /// are sealed with another key, are refused with [`is_invalid_cursor`](crate::Error::is_invalid_cursor).
    #[cfg(feature = "sealed-cursors")]
    #[must_use]
    pub fn seal_cursors(self, key: CursorKey) -> Self {
        self.with(|inner| inner.seal = Seal::Key(key))
    }

    /// Returns this table with items that pass through the SDK's
    /// [`AttributeValue`](aws_sdk_dynamodb::types::AttributeValue)s.
    ///
    /// By default, a request writes its JSON body itself, and the body of the response is decoded in place. Where it goes
    /// [through the SDK](Table::through_sdk), an interceptor replaces the body that the SDK serializes, and keeps the
    /// answer away from the SDK's deserializer. Call this method to turn that off, in case an SDK release changes what the
    /// interceptor relies on. The SDK's input is then parsed from the same body, and its output is read as any response.
    /// Requests, items and errors stay the same, but take more time and memory.
    ///
    /// The setting is already on for a client with interceptors or retry classifiers of its own, which see the SDK's inputs
    /// and outputs, and for a table with an [observer](Table::observe).
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
    /// Table::<App>::new(client, "app").through_attribute_values()
    /// # }
    /// ```
    #[must_use]
    pub fn through_attribute_values(self) -> Self {
        self.with(|inner| inner.through_attribute_values = true)
    }

    /// Returns this table with requests that all go through the SDK, as described at [`new`](Table::new). Requests, items and
    /// errors stay the same, but take more time.
    ///
    /// Call this method for the SDK's own spans and metrics, or in case an SDK release changes what lean requests rely on.
    #[must_use]
    pub fn through_sdk(self) -> Self {
        self.with(|inner| inner.lane = Arc::new(Lane::closed(SdkReason::Chosen)))
    }

    /// Returns this table with a check of each write before it is sent. An item that would not read back unchanged is
    /// refused with [`is_invalid_input`](crate::Error::is_invalid_input), and
    /// [`attribute_path`](crate::Error::attribute_path) says where.
    ///
    /// `put`, `create`, `upsert` and the puts of batches and transactions decode the encoded item and encode it again: the
    /// attributes must be the same. `update`, `patch` and `edit` decode each value that they set. The first test that
    /// writes a type finds out if its `Serialize` writes what its `Deserialize` does not read. A table in the embedded
    /// engine, `Table::local()`, verifies by default. On AWS the check costs the time of encoding each item twice and
    /// decoding it.
    #[must_use]
    pub fn verify_writes(self) -> Self {
        self.with(|inner| inner.verify_writes = true)
    }

    /// Returns this table without [`verify_writes`](Table::verify_writes), for items that are deliberately written in
    /// another form than they are read.
    #[must_use]
    pub fn trust_writes(self) -> Self {
        self.with(|inner| inner.verify_writes = false)
    }

    fn with(self, change: impl FnOnce(&mut TableClient)) -> Self {
        let mut table = self;
        change(Arc::make_mut(&mut table.inner));
        table
    }

    pub(crate) fn inner(&self) -> Arc<TableClient> {
        Arc::clone(&self.inner)
    }

    pub(crate) fn target(&self) -> Target<'_> {
        self.inner.target()
    }
}

/// Whether code of the client's owner sees, and may change, the SDK's inputs and outputs: an interceptor at every stage of
/// a request, a retry classifier after each attempt. Nothing else in a configuration does. The SDK's own interceptors and
/// classifiers are not listed in the configuration.
fn sees_typed_values(client: &Client) -> bool {
    let config = client.config();
    config.interceptors().next().is_some() || config.retry_classifiers().next().is_some()
}

impl<S> Table<S> {
    /// The name, or ARN, of the table.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Which way the table's requests take, and why. A table whose client is plain is [`Lean`](Wire::Lean) from the start,
    /// although its first request goes through the SDK.
    ///
    /// ```no_run
    /// # use dynamo_entity::{Table, prelude::*};
    /// # fn check<S>(table: &Table<S>) {
    /// println!("requests go {}", table.wire());
    /// # }
    /// ```
    #[must_use]
    pub fn wire(&self) -> Wire {
        match self.inner.lane.wire() {
            Wire::Lean if self.inner.shows_values() => Wire::Sdk(SdkReason::AttributeValues),
            wire => wire,
        }
    }

    /// Prepares the table's requests without sending one: resolves the credentials, derives the signing key, and learns how
    /// the client sends, so that the first request is lean too. In a Lambda function, call it before the handler runs.
    ///
    /// Does nothing for a table whose requests all go [through the SDK](Table::wire).
    ///
    /// # Errors
    /// If the SDK cannot prepare a request, for example because there are no credentials or no region.
    ///
    /// ```no_run
    /// # async fn start<S>(table: dynamo_entity::Table<S>) -> dynamo_entity::Result<()> {
    /// table.warm_up().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn warm_up(&self) -> Result<()> {
        let TableClient { client, name, lane, .. } = &*self.inner;
        if self.wire() != Wire::Lean || !lane.is_learning() {
            return Ok(());
        }
        Box::pin(rehearse(client, name, lane)).await.map_err(fault::service)
    }

    /// The client, for requests that you build yourself.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.inner.client
    }
}

impl<S> Clone for Table<S> {
    fn clone(&self) -> Self {
        Table {
            inner: Arc::clone(&self.inner),
            marker: PhantomData,
        }
    }
}

impl<S> fmt::Debug for Table<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("name", &self.inner.name)
            .finish_non_exhaustive()
    }
}

impl<S: Schema> Table<S> {
    /// Returns this table with a `hook` that is called after each of its requests. The hook runs on the task that polls the
    /// request, so it should be quick. Every hook that was added is called. The requests then ask for the capacity they
    /// consume, `ReturnConsumedCapacity = TOTAL`.
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

    /// Returns this table with a `meter` of the capacity its requests consume. The requests then ask for it,
    /// `ReturnConsumedCapacity = TOTAL`.
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
