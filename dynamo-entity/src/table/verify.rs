//! Comparing the existing table with the schema: `Table::verify`.

use crate::entity::registry::Schema;
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::table::shape::Shape;
use crate::wire::sending::Sending;
use crate::wire::table::{Table, TableClient};

impl<S: Schema> Table<S> {
    /// Compares the existing table with the schema, and changes nothing: `DescribeTable`.
    ///
    /// The comparison covers keys, indexes and the attributes in the indexes. Indexes that the schema does not know are
    /// ignored. If an entity has a field with `#[entity(ttl)]`, time to live must be enabled on it. This takes one more
    /// request, `DescribeTimeToLive`.
    ///
    /// # Errors
    /// [`is_table_mismatch`](Error::is_table_mismatch), with the differences, if the table is missing or of another shape;
    /// or if the request fails.
    pub fn verify(&self) -> Sending<()> {
        let table = self.inner();
        Sending::new(async move {
            let differences = match table.describe().await? {
                Some(described) => {
                    let mut differences = Shape::described(&described).differences(&Shape::wanted(table.schema));
                    differences.extend(table.time_to_live_difference().await?);
                    differences
                }
                None => vec!["the table is missing".to_owned()],
            };
            if differences.is_empty() {
                Ok(())
            } else {
                Err(Error::new(Fault::TableMismatch(differences)))
            }
        })
    }
}

impl TableClient {
    async fn time_to_live_difference(&self) -> Result<Option<String>> {
        let Some(wanted) = self.schema.time_to_live() else {
            return Ok(None);
        };
        Ok(match self.time_to_live().await? {
            Some(found) if found == wanted => None,
            Some(found) => Some(format!("time to live is on `{found}`, not on `{wanted}`")),
            None => Some(format!("time to live is not enabled on `{wanted}`")),
        })
    }
}
