//! Why each operation of a transaction did or did not cancel it.

use std::fmt;

use crate::error::fault::Item;
use crate::error::fault::{Cancellation, Fault};
use crate::error::kind::ErrorKind;

impl Cancellation {
    /// The operation did not fail: another operation canceled the transaction.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.reason.is_none()
    }

    /// Returns why the operation failed, as a value to match on: the kind that the error of the operation alone would have.
    /// `None` if the operation did not fail.
    #[must_use]
    pub fn kind(&self) -> Option<ErrorKind> {
        self.fault().map(Fault::kind)
    }

    /// `create` found an item with this key.
    #[must_use]
    pub fn is_already_exists(&self) -> bool {
        matches!(self.fault(), Some(Fault::AlreadyExists(_)))
    }

    /// `patch`, `edit` or `remove` found no item.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self.fault(), Some(Fault::NotFound))
    }

    /// The item has another version than the loaded one, as
    /// [`Error::is_version_conflict`](crate::Error::is_version_conflict) says. [`existing`](Cancellation::existing) returns
    /// the current item.
    #[must_use]
    pub fn is_version_conflict(&self) -> bool {
        matches!(self.fault(), Some(Fault::VersionConflict(_)))
    }

    /// Another item has the value of a `unique` field; [`unique_field`](Cancellation::unique_field) names the field.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self.fault(), Some(Fault::UniqueViolation { .. }))
    }

    /// The `unique` field whose value another item has.
    #[must_use]
    pub fn unique_field(&self) -> Option<&str> {
        match self.fault() {
            Some(Fault::UniqueViolation { field }) => Some(field),
            _ => None,
        }
    }

    /// The condition of the operation did not hold, or a loaded copy was out of date.
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        matches!(self.fault(), Some(Fault::ConditionFailed(_)))
    }

    /// The operation would make a number that the field's type cannot hold, as
    /// [`Error::is_out_of_range`](crate::Error::is_out_of_range) says. [`attribute_path`](Cancellation::attribute_path)
    /// names the attribute.
    #[must_use]
    pub fn is_out_of_range(&self) -> bool {
        matches!(self.fault(), Some(Fault::OutOfRange { .. }))
    }

    /// An action of the operation changes a path in a map, document or list that the item does not have.
    /// [`attribute_path`](Cancellation::attribute_path) is the path. DynamoDB's code is `ValidationError`.
    #[must_use]
    pub fn is_missing_parent(&self) -> bool {
        matches!(self.fault(), Some(Fault::MissingParent { .. }))
    }

    /// Returns the path of the attribute that would be out of range, or whose map or list does not exist.
    #[must_use]
    pub fn attribute_path(&self) -> Option<String> {
        self.fault()?.attribute_path()
    }

    /// Another write or transaction was changing the item: `TransactionConflict`.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.code() == Some("TransactionConflict")
    }

    /// DynamoDB throttled the operation: `ThrottlingError` or `ProvisionedThroughputExceeded`.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        matches!(self.code(), Some("ThrottlingError" | "ProvisionedThroughputExceeded"))
    }

    /// DynamoDB refuses the operation for the current item, for example adding a number to text: `ValidationError`. The kind
    /// is [`ErrorKind::Rejected`].
    #[must_use]
    pub fn is_validation(&self) -> bool {
        self.code() == Some("ValidationError")
    }

    /// The items of one partition key would be too large for a local secondary index:
    /// `ItemCollectionSizeLimitExceeded`.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.code() == Some("ItemCollectionSizeLimitExceeded")
    }

    /// Returns DynamoDB's code, such as `ConditionalCheckFailed`; `None` if the operation did not fail.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.reason.as_ref().map(|reason| reason.code.as_str())
    }

    /// The name of the entity that the operation is about.
    #[must_use]
    pub fn entity(&self) -> &str {
        self.entity
    }

    /// The primary key of the item that the operation is about, as `PARTITION / SORT`.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    fn fault(&self) -> Option<&Fault> {
        self.reason.as_ref().map(|reason| &reason.fault)
    }

    pub(crate) fn existing_item(&self) -> Option<&Item> {
        self.fault()?.existing_item()
    }
}

impl fmt::Display for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.entity)?;
        if let Some(key) = &self.key {
            write!(f, " at {key}")?;
        }
        match self.fault() {
            Some(fault) => write!(f, ": {fault}"),
            None => f.write_str(": did not fail"),
        }
    }
}

impl fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cancellation")
            .field("message", &self.to_string())
            .field("code", &self.code())
            .finish()
    }
}
