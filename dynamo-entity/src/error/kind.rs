//! The kinds of errors, for programs that decide by them.

use crate::error::fault::{Cancellation, Fault};

/// The kind of failure, as a value to match on: the kind of an [`Error`](crate::Error), or of the
/// [`Cancellation`](crate::Cancellation) of one operation.
///
/// New kinds may be added, so a match needs a wildcard arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `create` found an item with this key.
    AlreadyExists,
    /// An item that must exist does not exist.
    NotFound,
    /// The item has another version than the loaded one.
    VersionConflict,
    /// Another item has the value of a `unique` field.
    UniqueViolation,
    /// A condition does not hold for the item.
    ConditionFailed,
    /// The write would make a number that the field's type cannot hold.
    OutOfRange,
    /// An action changes a path in a map, document or list that the item does not have.
    MissingParent,
    /// An answer was lost, and it is unknown whether the write was applied.
    OutcomeUnknown,
    /// `one` found more than one item.
    NotUnique,
    /// A value cannot be part of a key.
    InvalidKey,
    /// DynamoDB would refuse the request, or a value cannot be an attribute. Nothing was sent.
    InvalidInput,
    /// A value fails the field's `validate`. Nothing was sent.
    Validation,
    /// A stored item cannot be read.
    Decode,
    /// A cursor is damaged, or belongs to another read.
    InvalidCursor,
    /// The existing table differs from the schema.
    TableMismatch,
    /// A transaction was canceled, for reasons of more than one kind.
    TransactionCanceled,
    /// Another transaction was changing the item.
    Conflict,
    /// A transaction with this token is still in progress.
    TransactionInProgress,
    /// Another transaction used this token.
    TokenMismatch,
    /// DynamoDB throttled the request.
    Throttled,
    /// DynamoDB, or the connection to it, failed in another way; [`Error::code`](crate::Error::code) has DynamoDB's code.
    Service,
}

impl Fault {
    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Fault::Key(_) => ErrorKind::InvalidKey,
            Fault::Input(_) | Fault::Encode(_) => ErrorKind::InvalidInput,
            Fault::Validation { .. } => ErrorKind::Validation,
            Fault::Decode(_) => ErrorKind::Decode,
            Fault::AlreadyExists(_) => ErrorKind::AlreadyExists,
            Fault::NotFound => ErrorKind::NotFound,
            Fault::VersionConflict(_) => ErrorKind::VersionConflict,
            Fault::UniqueViolation { .. } => ErrorKind::UniqueViolation,
            Fault::OutOfRange { .. } | Fault::VersionExhausted { .. } => ErrorKind::OutOfRange,
            Fault::MissingParent { .. } => ErrorKind::MissingParent,
            Fault::OutcomeUnknown => ErrorKind::OutcomeUnknown,
            Fault::ConditionFailed(_) => ErrorKind::ConditionFailed,
            Fault::NotUnique => ErrorKind::NotUnique,
            Fault::Cursor(_) => ErrorKind::InvalidCursor,
            Fault::TableMismatch(_) => ErrorKind::TableMismatch,
            Fault::Unprocessed => ErrorKind::Throttled,
            Fault::Canceled(cancellations) => {
                let mut kinds = cancellations.iter().filter_map(Cancellation::kind);
                match kinds.next() {
                    Some(kind @ (ErrorKind::Conflict | ErrorKind::Throttled)) if kinds.all(|other| other == kind) => {
                        kind
                    }
                    _ => ErrorKind::TransactionCanceled,
                }
            }
            Fault::Service { code, .. } => of_code(code.as_deref().unwrap_or_default()),
        }
    }
}

fn of_code(code: &str) -> ErrorKind {
    match code {
        "TransactionConflictException" => ErrorKind::Conflict,
        "TransactionInProgressException" => ErrorKind::TransactionInProgress,
        "IdempotentParameterMismatchException" => ErrorKind::TokenMismatch,
        "ProvisionedThroughputExceededException"
        | "ThrottlingException"
        | "RequestLimitExceeded"
        | "LimitExceededException" => ErrorKind::Throttled,
        "TransactionCanceledException" => ErrorKind::TransactionCanceled,
        _ => ErrorKind::Service,
    }
}
