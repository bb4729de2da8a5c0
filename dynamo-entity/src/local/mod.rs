//! The embedded engine (feature `local`): DynamoDB in this process, in memory, behind the SDK's own client.
//!
//! This module contains what is between `aws-sdk-dynamodb` and the engine: the transport that the SDK calls instead of a
//! socket, the table of operations, the wire format of refusals, and the clock that expires items. Tables and entities
//! are defined elsewhere: everything above the SDK's `Client` runs unchanged on this engine and on AWS.
//!
//! Serialization, signing, retries, timeouts and error parsing are done by the SDK as usual; only the network is missing.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use dynamo_entity::local::Engine;
//!
//! let engine = Engine::memory()?;
//! let tables = engine.client().list_tables().send().await?;
//! assert!(tables.table_names().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! # Limitations
//! The engine does not throttle, has no transaction conflicts and is always strongly consistent; wrap
//! [`Engine::http_client`] to inject faults. Backups, global tables, imports and exports return
//! `UnknownOperationException`. Match error codes rather than messages, because the messages follow no published wording.

mod clock;
mod connector;
mod engine;
mod error;
mod operation;
mod refusal;
mod table;

pub use clock::ManualClock;
pub use engine::Engine;
pub use error::LocalError;
