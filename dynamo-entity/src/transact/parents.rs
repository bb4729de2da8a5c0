//! Finds out why DynamoDB refused an update: a path lies in a map or list that does not exist.
//!
//! DynamoDB answers such an update with a `ValidationException` that names neither the reason nor the path. The item is then
//! read to find the path.

use aws_sdk_dynamodb::operation::get_item::builders::GetItemInputBuilder;

use crate::codec::item::Item;
use crate::entity::sides::KeyAttributes;
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::expression::placeholders::Placeholders;
use crate::expression::requirement::Requirements;
use crate::transact::subject::TransactionItem;
use crate::wire::fault;
use crate::wire::table::TableClient;
use crate::wire::target::key_item;

impl TableClient {
    /// Adds the missing path to the error of an update, if a path lies in a map or list that the item does not have.
    pub(crate) async fn explain(&self, error: Error, key: &KeyAttributes, requirements: &Requirements) -> Error {
        if error.code() != Some("ValidationException") {
            return error;
        }
        match self.missing_parent(key, requirements).await {
            Some(fault) => error.explained(fault),
            None => error,
        }
    }

    /// Does the same for each operation of a canceled transaction.
    pub(crate) async fn explain_each(&self, mut error: Error, subjects: &[TransactionItem]) -> Error {
        for (cancellation, subject) in error.cancellations_mut().iter_mut().zip(subjects) {
            if let Some(reason) = &mut cancellation.reason
                && reason.code == "ValidationError"
                && let Some(fault) = self.missing_parent(&subject.key, &subject.requirements).await
            {
                reason.fault = fault;
            }
        }
        error
    }

    /// Returns `None` if the item cannot be read; DynamoDB's own error is then kept.
    async fn missing_parent(&self, key: &KeyAttributes, requirements: &Requirements) -> Option<Fault> {
        if !requirements.has_nested() {
            return None;
        }
        let attributes = requirements.nested_attributes().map(str::to_owned);
        let item = self.read_attributes(key, attributes.collect()).await.ok()?;
        requirements.missing_parent(Some(&item))
    }

    /// Reads these attributes of the item with a consistent `GetItem`.
    pub(crate) async fn read_attributes(&self, key: &KeyAttributes, mut attributes: Vec<String>) -> Result<Item> {
        attributes.sort_unstable();
        attributes.dedup();
        let mut placeholders = Placeholders::default();
        let mut projection = String::new();
        for attribute in attributes {
            if !projection.is_empty() {
                projection.push_str(", ");
            }
            placeholders.name(attribute, &mut projection);
        }
        let projection = Some(projection);
        let (names, _) = placeholders.finish(&[&projection])?;
        let request = GetItemInputBuilder::default()
            .table_name(&self.name)
            .set_key(Some(key_item(key.clone())))
            .consistent_read(true)
            .set_projection_expression(projection)
            .set_expression_attribute_names(names);
        let output = self.call(request).await.map_err(fault::service)?;
        Ok(output.item.unwrap_or_default())
    }
}
