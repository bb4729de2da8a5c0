//! The public handle of the engine: one in-memory database, and the SDK client that talks to it.

use std::fmt;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryPartition};
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Config, Credentials, Region, SharedHttpClient};
use dynoxide::Database;

use crate::local::clock::ManualClock;
use crate::local::connector::Embedded;
use crate::local::error::LocalError;

/// A DynamoDB in this process. It is in memory, starts empty, and is dropped with its last clone.
///
/// Clones and clients share one database and may be used from any number of tasks and threads. Requests are applied one
/// at a time, so each request is atomic and a task reads what other tasks wrote before.
///
/// The thread that polls a request also answers it, in well under a millisecond for small items. No socket is opened and
/// no AWS account is used: the client's endpoint is a name that cannot resolve, its credentials are fake, and the
/// process's AWS configuration is not read.
///
/// The chapter [Testing](mod@crate::guide::testing) of the guide has examples.
#[derive(Clone)]
pub struct Engine {
    database: Database,
    client: Client,
    http_client: SharedHttpClient,
}

impl Engine {
    /// Opens an empty engine that uses the system's clock.
    ///
    /// # Errors
    /// Returns [`LocalError`] if the in-memory database cannot be opened.
    pub fn memory() -> Result<Self, LocalError> {
        Self::open(Database::memory())
    }

    /// Opens an empty engine that uses `clock`, so that a test decides when items expire.
    ///
    /// # Errors
    /// Returns [`LocalError`] if the in-memory database cannot be opened.
    pub fn memory_with_clock(clock: &ManualClock) -> Result<Self, LocalError> {
        Self::open(Database::memory_with_clock(clock.share()))
    }

    fn open(database: dynoxide::Result<Database>) -> Result<Self, LocalError> {
        let database = database.map_err(|source| LocalError::new("open its database", source))?;
        let http_client = SharedHttpClient::new(Embedded::new(database.clone()));
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("us-east-1"))
            // `.invalid` never resolves (RFC 2606): a client given another transport by mistake reaches no server.
            .endpoint_url("http://embedded.invalid")
            .credentials_provider(Credentials::new(
                "embedded",
                "embedded",
                None,
                None,
                "dynamo-entity embedded engine",
            ))
            .retry_config(RetryConfig::standard())
            // By default the SDK shares one retry quota across the process: a test that exhausts it would prevent the
            // retries of the other tests.
            .retry_partition(RetryPartition::custom("dynamo-entity embedded engine").build())
            .http_client(http_client.clone())
            .build();
        Ok(Self {
            database,
            client: Client::from_conf(config),
            http_client,
        })
    }

    /// Returns an SDK client that talks to this engine, with the SDK's standard retries.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Returns the configuration of [`client`](Self::client), to build a different client: another transport around
    /// [`http_client`](Self::http_client), interceptors, timeouts, no retries.
    ///
    /// ```
    /// # fn main() -> Result<(), dynamo_entity::local::LocalError> {
    /// use aws_sdk_dynamodb::config::retry::RetryConfig;
    ///
    /// let engine = dynamo_entity::local::Engine::memory()?;
    /// let config = engine.config().retry_config(RetryConfig::disabled()).build();
    /// let impatient = aws_sdk_dynamodb::Client::from_conf(config);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn config(&self) -> Builder {
        self.client.config().to_builder()
    }

    /// Returns the transport of [`client`](Self::client).
    ///
    /// Wrap it to count, delay, refuse or lose requests, while the SDK and the data stay real. It also serves a client of
    /// DynamoDB Streams.
    #[must_use]
    pub fn http_client(&self) -> SharedHttpClient {
        self.http_client.clone()
    }

    /// Deletes the expired items of every table with time to live enabled, and returns how many were deleted.
    ///
    /// DynamoDB does this automatically, within days. Until then expired items can still be read, on DynamoDB and on this
    /// engine.
    ///
    /// # Errors
    /// Returns [`LocalError`] if the database fails; items deleted before that stay deleted.
    pub fn sweep_ttl(&self) -> Result<usize, LocalError> {
        self.database
            .sweep_ttl()
            .map_err(|source| LocalError::new("delete expired items", source))
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}
