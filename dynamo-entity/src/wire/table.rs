//! The table that requests are sent to.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;

use crate::entity::registry::Schema;
use crate::schema::table::TableSchema;
#[cfg(feature = "electrodb")]
use crate::wire::cursor_form;
use crate::wire::event::RequestEvent;
use crate::wire::observers::{CapacityMeter, Observers};
#[cfg(feature = "sealed-cursors")]
use crate::wire::seal::CursorKey;
use crate::wire::seal::Seal;
use crate::wire::target::Target;

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
    /// By default, items are serialized straight into the body of a request and decoded straight from the body of the
    /// response. A client that has interceptors or retry classifiers of its own, for example one with AWS's database
    /// encryption SDK, sees whole typed inputs and outputs and may change them: its tables are
    /// [`through_attribute_values`](Table::through_attribute_values) from the start, which takes more time and memory.
    #[must_use]
    pub fn new(client: Client, name: impl Into<String>) -> Self {
        Table {
            inner: Arc::new(TableClient {
                through_attribute_values: sees_typed_values(&client),
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
    #[cfg_attr(docsrs, doc(cfg(feature = "electrodb")))]
    #[must_use]
    pub fn electrodb_cursors(self) -> Self {
        self.with(|inner| inner.seal = Seal::Form(cursor_form::ELECTRODB))
    }

    /// Returns this table with sealed cursors, which clients can neither read nor forge. Cursors that are not sealed, or
    /// are sealed with another key, are refused with [`is_invalid_cursor`](crate::Error::is_invalid_cursor).
    #[cfg(feature = "sealed-cursors")]
    #[cfg_attr(docsrs, doc(cfg(feature = "sealed-cursors")))]
    #[must_use]
    pub fn seal_cursors(self, key: CursorKey) -> Self {
        self.with(|inner| inner.seal = Seal::Key(key))
    }

    /// Returns this table with items that pass through the SDK's
    /// [`AttributeValue`](aws_sdk_dynamodb::types::AttributeValue)s.
    ///
    /// By default, a request writes its JSON body itself, and the body of the response is decoded in place. The client
    /// still signs, sends, retries and reads errors: an interceptor on each request replaces the body that the SDK
    /// serializes, and the SDK's deserializer. Call this method to turn that off, in case an SDK release changes what the
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
