//! What kind of error one is: for programs that decide by it.

use crate::error::fault::{Cancellation, Fault};

/// What went wrong, as a value to match on: the kind of an [`Error`](crate::Error), or of one operation's
/// [`Cancellation`](crate::Cancellation).
///
/// Kinds are added as the library grows, so that a match needs an arm for those that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `create` found an item with this key.
    AlreadyExists,
    /// The item that must exist does not.
    NotFound,
    /// The item has another version than the one that was loaded.
    VersionConflict,
    /// Another item has the value of a `unique` field.
    UniqueViolation,
    /// A condition does not hold for the item.
    ConditionFailed,
    /// The number that the write would make is not one of the field's type.
    OutOfRange,
    /// An action is on a path in a map, document or list that the item does not have.
    MissingParent,
    /// An answer was lost, and whether the write was applied cannot be told.
    OutcomeUnknown,
    /// `one` found more than one item.
    NotUnique,
    /// A value cannot be part of a key.
    InvalidKey,
    /// DynamoDB would refuse the request, or a value cannot be an attribute. Nothing was sent.
    InvalidInput,
    /// A value is not what `validate` says. Nothing was sent.
    Validation,
    /// A stored item cannot be read.
    Decode,
    /// A cursor is damaged, or another read's.
    InvalidCursor,
    /// The table has another shape than the schema.
    TableMismatch,
    /// A transaction was canceled, for reasons of more than one kind.
    TransactionCanceled,
    /// Another transaction was at work on the item.
    Conflict,
    /// A transaction with this token is still being carried out.
    TransactionInProgress,
    /// Another transaction had this token.
    TokenMismatch,
    /// DynamoDB refused the request because of its rate.
    Throttled,
    /// DynamoDB, or the way to it, failed in another way; [`Error::code`](crate::Error::code) has DynamoDB's code.
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
