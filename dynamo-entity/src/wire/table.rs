//! The table that requests are sent to.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;

use crate::codec::written::Encoding;
use crate::entity::registry::Schema;
use crate::schema::table::TableSchema;
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

/// What a request needs of its table; it outlives the `Table` it came from.
#[derive(Debug, Clone)]
pub(crate) struct TableClient {
    pub(crate) client: Client,
    pub(crate) name: String,
    pub(crate) schema: &'static TableSchema,
    /// What is done to the cursors of its pages.
    pub(crate) seal: Seal,
    /// Who looks on as requests are sent.
    pub(crate) watch: Observers,
    /// Whether items pass through the SDK's types, as asked for or because the client [`sees_typed_values`].
    pub(crate) through_attribute_values: bool,
    /// Whether what is written is read back before it is sent.
    pub(crate) verify_writes: bool,
}

impl TableClient {
    pub(crate) fn target(&self) -> Target<'_> {
        Target {
            name: &self.name,
            schema: self.schema,
            verify: self.verify_writes,
            form: if self.shows_values() {
                Encoding::Attributes
            } else {
                Encoding::Json
            },
        }
    }

    /// Whether items and values pass through the SDK's types, because somebody is to see them there.
    pub(super) fn shows_values(&self) -> bool {
        self.through_attribute_values || self.watch.has_observers()
    }
}

impl<S: Schema> Table<S> {
    /// The table `name`, or the table with this ARN, through `client`. Nothing is sent.
    ///
    /// The client's credentials, region, endpoint, retries, timeouts and interceptors stay in force.
    ///
    /// Items go straight into the body of a request and are read straight from the body of the answer, except where the client
    /// has interceptors or retry classifiers of its own. Such a client, for example one with AWS's database encryption SDK,
    /// sees whole typed inputs and outputs and may change them: its tables are
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

    /// This table with cursors as ElectroDB writes them, and takes them: whoever pages through one of its entities can go on
    /// in a TypeScript program, and the other way round.
    ///
    /// Such a cursor is the key in plain text, and says neither which table nor which index or entity it is of. What is
    /// checked is that it has the key attributes of the read, is of its partition, and lies within its condition on the sort
    /// key. Cursors of the usual form are taken too.
    #[must_use]
    pub fn electrodb_cursors(self) -> Self {
        self.with(|inner| inner.seal = Seal::Json)
    }

    /// This table with cursors that clients can neither read nor forge; those that are not sealed, or were sealed with
    /// another key, are refused with [`is_invalid_cursor`](crate::Error::is_invalid_cursor).
    #[cfg(feature = "sealed-cursors")]
    #[cfg_attr(docsrs, doc(cfg(feature = "sealed-cursors")))]
    #[must_use]
    pub fn seal_cursors(self, key: CursorKey) -> Self {
        self.with(|inner| inner.seal = Seal::Key(key))
    }

    /// This table with items that pass through the SDK's [`AttributeValue`](aws_sdk_dynamodb::types::AttributeValue)s.
    ///
    /// By default a write puts its items straight into the body of the request, and a read decodes the body of the response in
    /// place. The client still signs, sends, retries and reads errors: an interceptor of the one request adds the items to what
    /// the SDK serializes, and replaces its deserializer. This method turns that off, should a release of the SDK change what it
    /// relies on. The requests, items and errors are the same, and cost more time and memory.
    ///
    /// It is on already for a client with interceptors or retry classifiers of its own, which see the SDK's inputs and outputs,
    /// and for a table that somebody [observes](Table::observe).
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

    /// This table with a check of each write before it is sent: an item that would not read back as it is, is refused with
    /// [`is_invalid_input`](crate::Error::is_invalid_input), and [`attribute_path`](crate::Error::attribute_path) says where.
    ///
    /// `put`, `create`, `upsert` and the puts of batches and transactions read the item that they encoded and write it again: the
    /// attributes must be the same. `update`, `patch` and `edit` read each value that they set. So a type whose `Serialize`
    /// writes what its `Deserialize` does not read is found by the first test that writes it. A table in the embedded engine,
    /// `Table::local()`, does so by itself; on AWS it costs the time of encoding each item twice and decoding it.
    #[must_use]
    pub fn verify_writes(self) -> Self {
        self.with(|inner| inner.verify_writes = true)
    }

    /// This table without [`verify_writes`](Table::verify_writes), for items that are meant to be written in another way than
    /// they are read.
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

    /// Where requests go that are shown.
    pub(crate) fn target(&self) -> Target<'_> {
        self.inner.target().in_full()
    }
}

/// Whether code of the client's owner sees, and may change, the SDK's inputs and outputs of each request: an interceptor at
/// every stage, a retry classifier after each attempt. Nothing else that a configuration can hold does, and the interceptors
/// and classifiers of the SDK itself are not part of it.
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

    /// The client, for requests made by hand.
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
