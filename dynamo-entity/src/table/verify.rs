//! Comparing the table that exists with the schema.

use super::shape::Shape;
use super::{Sending, Table};
use crate::error::{Error, Fault};
use crate::schema::Schema;

impl<S: Schema> Table<S> {
    /// Compares the table that exists with the schema, and changes nothing: `DescribeTable`.
    ///
    /// Keys and indexes are compared, with the attributes the indexes hold. An index that the schema does not know is no
    /// difference.
    ///
    /// # Errors
    /// [`is_table_mismatch`](Error::is_table_mismatch), with the differences, if the table is missing or of another shape;
    /// or if DynamoDB or the way to it failed.
    pub fn verify(&self) -> Sending<()> {
        let table = self.inner();
        Sending::new(async move {
            let differences = match table.describe().await? {
                Some(described) => Shape::described(&described).differences(&Shape::wanted(table.schema)),
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
