//! Finds out why DynamoDB refused an update: a path lies in a map or list that does not exist.
//!
//! DynamoDB answers such an update with a `ValidationException` that names neither the reason nor the path. The item is then
//! read to find the path.

use crate::codec::item::Item;
use crate::entity::sides::KeyAttributes;
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::expression::placeholders::{BoundProjection, Placeholders};
use crate::expression::requirement::Requirements;
use crate::transact::subject::TransactionItem;
use crate::wire::single_read::SingleRead;
use crate::wire::table::TableClient;
use crate::wire::{answer, fault};

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
        let read = SingleRead {
            key,
            projection: &BoundProjection::new(Some(projection), placeholders)?,
        };
        let answer = self
            .exchange(read.get(&self.name, true))
            .await
            .map_err(fault::service)?;
        let item = answer::item(&answer.text().await?, "Item", |item| {
            item.into_attributes().map_err(Error::broken_answer)
        })?;
        Ok(item.unwrap_or_default())
    }
}
