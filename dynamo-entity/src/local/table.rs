//! `Table::local`: a table in an engine of its own.

use crate::entity::registry::Schema;
use crate::error::{Error, Result};
use crate::local::engine::Engine;
use crate::wire::table::Table;

/// The table's name in its engine.
const NAME: &str = "local";

impl<S: Schema> Table<S> {
    /// Creates a new, empty table from the schema, in an embedded engine of its own.
    ///
    /// The table stays in memory as long as one of its clones. For several tables, or a manual clock, make an [`Engine`]
    /// and pass its client to [`Table::new`].
    ///
    /// The table [verifies](Table::verify_writes) what is written.
    ///
    /// # Errors
    /// If the engine cannot be opened or rejects the schema.
    pub async fn local() -> Result<Self> {
        let engine = Engine::memory().map_err(|error| Error::input(error.to_string()).caused_by(error))?;
        let table = Table::new(engine.client(), NAME);
        table.create().send().await?;
        Ok(table.verify_writes())
    }
}
