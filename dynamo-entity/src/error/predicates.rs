//! The questions that a program asks of an [`Error`]: predicates that tell the cases apart, and accessors of the details.

use crate::error::Error;
use crate::error::fault::{Cancellation, Fault};
use crate::error::kind::ErrorKind;

impl Error {
    /// Returns what went wrong, as a value to match on.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.fault.kind()
    }

    /// `create` found an item with this key.
    #[must_use]
    pub fn is_already_exists(&self) -> bool {
        matches!(self.0.fault, Fault::AlreadyExists(_))
    }

    /// `patch`, `remove`, `edit` or `one` found no item.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self.0.fault, Fault::NotFound)
    }

    /// Somebody else changed the item first: it has another version than the loaded one, it no longer exists, or it already
    /// exists although it was never loaded. [`existing`](Error::existing) returns the current item.
    #[must_use]
    pub fn is_version_conflict(&self) -> bool {
        matches!(self.0.fault, Fault::VersionConflict(_))
    }

    /// Another item of the entity has the value of a `unique` field; [`unique_field`](Error::unique_field) names the field.
    /// Nothing was written.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self.0.fault, Fault::UniqueViolation { .. })
    }

    /// The `unique` field whose value another item has.
    #[must_use]
    pub fn unique_field(&self) -> Option<&str> {
        match &self.0.fault {
            Fault::UniqueViolation { field } => Some(field),
            _ => None,
        }
    }

    /// The condition of the request did not hold for the current item, or a loaded copy was out of date.
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        matches!(self.0.fault, Fault::ConditionFailed(_))
    }

    /// `add`, `subtract` or a version would make a number that the field's type cannot hold, so that the item could no
    /// longer be read. [`attribute_path`](Error::attribute_path) names the attribute, and [`existing`](Error::existing)
    /// returns the current item. Nothing was written.
    #[must_use]
    pub fn is_out_of_range(&self) -> bool {
        matches!(self.0.fault, Fault::OutOfRange { .. } | Fault::VersionExhausted { .. })
    }

    /// An action changes a path in a map, document or list that the item does not have.
    /// [`attribute_path`](Error::attribute_path) is the path. Nothing was written. DynamoDB does not report this case, so
    /// the library reads the item to find out.
    #[must_use]
    pub fn is_missing_parent(&self) -> bool {
        matches!(self.0.fault, Fault::MissingParent { .. })
    }

    /// It is unknown whether the write was applied. DynamoDB's answer to an attempt of `remove`, or of a `delete` of a
    /// loaded item with a version, was lost, and the next attempt of the SDK's client found no item. Either this write
    /// deleted the item, another write did, or the item never existed. Use `once()` where that must be known.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        matches!(self.0.fault, Fault::OutcomeUnknown)
    }

    /// `one` found more than one item.
    #[must_use]
    pub fn is_not_unique(&self) -> bool {
        matches!(self.0.fault, Fault::NotUnique)
    }

    /// A value cannot be part of a key: it is empty, contains the delimiter, or is too wide; or the key is too long.
    /// Nothing was sent.
    #[must_use]
    pub fn is_invalid_key(&self) -> bool {
        matches!(self.0.fault, Fault::Key(_))
    }

    /// DynamoDB would refuse the request, for example because it is empty or over a limit. Nothing was sent.
    #[must_use]
    pub fn is_invalid_input(&self) -> bool {
        matches!(
            self.0.fault,
            Fault::Input(_) | Fault::Encode(_) | Fault::VersionExhausted { .. }
        )
    }

    /// A value fails the field's `validate`; or changes given to `apply` have some but not all parts of an index key, or
    /// remove a required field. [`attribute_path`](Error::attribute_path) names the field's attribute. Nothing was sent.
    #[must_use]
    pub fn is_validation(&self) -> bool {
        matches!(self.0.fault, Fault::Validation { .. })
    }

    /// The changes given to `apply` keep every field, and the update has no other action. Nothing was sent.
    #[must_use]
    pub fn is_empty_change(&self) -> bool {
        matches!(self.0.fault, Fault::EmptyChange)
    }

    /// A stored item does not match the entity.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.fault, Fault::Decode(_))
    }

    /// A cursor is damaged, or belongs to another read: another table, index, entity, partition or condition on the sort
    /// key. Nothing was sent.
    #[must_use]
    pub fn is_invalid_cursor(&self) -> bool {
        matches!(self.0.fault, Fault::Cursor(_))
    }

    /// The existing table differs from the schema; [`differences`](Error::differences) lists the differences.
    #[must_use]
    pub fn is_table_mismatch(&self) -> bool {
        matches!(self.0.fault, Fault::TableMismatch(_))
    }

    /// A transaction was canceled; [`cancellations`](Error::cancellations) returns the reasons.
    #[must_use]
    pub fn is_transaction_canceled(&self) -> bool {
        self.code() == Some("TransactionCanceledException")
    }

    /// Returns why a transaction was canceled: one entry for each operation, in the order in which they were added.
    ///
    /// Returns `None` for every other error.
    #[must_use]
    pub fn cancellations(&self) -> Option<&[Cancellation]> {
        match &self.0.fault {
            Fault::Canceled(cancellations) => Some(cancellations),
            _ => None,
        }
    }

    /// Another transaction, or a write in another region of a global table, was changing the item. The request is a single
    /// write, or a transaction that was canceled for no other reason. A retry may succeed.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.kind() == ErrorKind::Conflict
    }

    /// No answer came in time, from the connection or within the client's timeouts. A write may have been applied.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// A transaction with this client request token is still in progress: its answer was lost, or did not come in time. A
    /// retry with the same token does not apply it twice.
    #[must_use]
    pub fn is_transaction_in_progress(&self) -> bool {
        self.code() == Some("TransactionInProgressException")
    }

    /// Another transaction used this client request token within the last ten minutes. Nothing was done.
    #[must_use]
    pub fn is_token_mismatch(&self) -> bool {
        self.code() == Some("IdempotentParameterMismatchException")
    }

    /// DynamoDB throttled the work, in one of three ways: it refused the request after the retries of the SDK's client; it
    /// canceled a transaction for no other reason, which the SDK's client does not retry; or it left a part of a batch
    /// unprocessed until the [`Retries`](crate::Retries) were used up. [`throttling`](Error::throttling) has the reasons of a
    /// refused request.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.kind() == ErrorKind::Throttled
    }

    /// Returns DynamoDB's error code, such as `ResourceNotFoundException`, if the service answered with one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match &self.0.fault {
            Fault::Service { code, .. } => code.as_deref(),
            Fault::Canceled(_) => Some("TransactionCanceledException"),
            Fault::AlreadyExists(_)
            | Fault::NotFound
            | Fault::VersionConflict(_)
            | Fault::UniqueViolation { .. }
            | Fault::OutOfRange { .. }
            | Fault::OutcomeUnknown
            | Fault::ConditionFailed(_) => self.0.source.as_ref().map(|_| "ConditionalCheckFailedException"),
            Fault::MissingParent { .. } => Some("ValidationException"),
            _ => None,
        }
    }

    /// The name of the entity that the error is about.
    #[must_use]
    pub fn entity(&self) -> Option<&str> {
        self.0.entity
    }

    /// The primary key of the item that the error is about, as `PARTITION / SORT`.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.0.key.as_deref()
    }

    /// Returns the path of the attribute, such as `address.lines[2]`, that could not be written or read, is not valid,
    /// would be out of range, or whose map or list does not exist.
    #[must_use]
    pub fn attribute_path(&self) -> Option<String> {
        self.0.fault.attribute_path()
    }

    /// Returns how the existing table differs from the schema; empty for every other error.
    #[must_use]
    pub fn differences(&self) -> &[String] {
        match &self.0.fault {
            Fault::TableMismatch(differences) => differences,
            _ => &[],
        }
    }
}
