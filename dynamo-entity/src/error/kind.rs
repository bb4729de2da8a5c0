//! The kinds of errors, for programs that decide by them.

use crate::error::fault::{Cancellation, Fault, Transport};

/// The kind of failure, as a value to match on: the kind of an [`Error`](crate::Error), or of the
/// [`Cancellation`](crate::Cancellation) of one operation.
///
/// New kinds may be added, so a match needs a wildcard arm.
///
/// The chapter [Errors](mod@crate::guide::errors) of the guide has examples.
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
    /// The applied changes keep every field. Nothing was sent.
    EmptyChange,
    /// A stored item cannot be read.
    Decode,
    /// A cursor is damaged, or belongs to another read.
    InvalidCursor,
    /// The existing table differs from the schema.
    TableMismatch,
    /// A transaction was canceled. Each of its [`cancellations`](crate::Error::cancellations) has a kind of its own. If every
    /// operation that failed was throttled or met a conflict, the error has that kind instead.
    TransactionCanceled,
    /// Another write or transaction was changing the item. A retry may succeed.
    Conflict,
    /// A transaction with this token is still in progress.
    TransactionInProgress,
    /// Another transaction used this token.
    TokenMismatch,
    /// DynamoDB throttled the request. [`Error::throttling`](crate::Error::throttling) has the reasons.
    Throttled,
    /// DynamoDB found the request invalid, for example because it adds a number to text: `ValidationException`.
    Rejected,
    /// The items of one partition key would be too large for a local secondary index:
    /// `ItemCollectionSizeLimitExceededException`.
    ItemCollectionTooLarge,
    /// The table or the index does not exist: `ResourceNotFoundException`.
    TableNotFound,
    /// DynamoDB does not accept the credentials, or they lack a permission.
    AccessDenied,
    /// The SDK could not make the request. Nothing was sent.
    Construction,
    /// The request could not be sent, or the connection broke before an answer came. A write may have been applied.
    Dispatch,
    /// No answer came in time. A write may have been applied.
    Timeout,
    /// An answer came that is not one of DynamoDB's. A write may have been applied.
    Response,
    /// DynamoDB failed in another way; [`Error::code`](crate::Error::code) has its code.
    Service,
}

impl Fault {
    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Fault::Key(_) => ErrorKind::InvalidKey,
            Fault::Input(_) | Fault::Encode(_) => ErrorKind::InvalidInput,
            Fault::Validation { .. } => ErrorKind::Validation,
            Fault::EmptyChange => ErrorKind::EmptyChange,
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
            Fault::Transport { failure, .. } => failure.kind(),
            Fault::Service { code, .. } => of_code(code.as_deref().unwrap_or_default()),
        }
    }
}

impl Transport {
    fn kind(self) -> ErrorKind {
        match self {
            Transport::Construction => ErrorKind::Construction,
            Transport::Dispatch => ErrorKind::Dispatch,
            Transport::Timeout => ErrorKind::Timeout,
            Transport::Response => ErrorKind::Response,
        }
    }
}

fn of_code(code: &str) -> ErrorKind {
    match code {
        "TransactionConflictException" | "ReplicatedWriteConflictException" => ErrorKind::Conflict,
        "TransactionInProgressException" => ErrorKind::TransactionInProgress,
        "IdempotentParameterMismatchException" => ErrorKind::TokenMismatch,
        "ProvisionedThroughputExceededException"
        | "ThrottlingException"
        | "RequestLimitExceeded"
        | "LimitExceededException" => ErrorKind::Throttled,
        "TransactionCanceledException" => ErrorKind::TransactionCanceled,
        "ValidationException" => ErrorKind::Rejected,
        "ItemCollectionSizeLimitExceededException" => ErrorKind::ItemCollectionTooLarge,
        "ResourceNotFoundException" => ErrorKind::TableNotFound,
        "AccessDeniedException"
        | "ExpiredTokenException"
        | "IncompleteSignatureException"
        | "InvalidSignatureException"
        | "MissingAuthenticationTokenException"
        | "UnrecognizedClientException" => ErrorKind::AccessDenied,
        _ => ErrorKind::Service,
    }
}

#[cfg(test)]
mod tests {
    use super::ErrorKind;

    /// Returns the kind after `kind`. A new kind does not compile without a place here.
    fn next(kind: ErrorKind) -> Option<ErrorKind> {
        use ErrorKind::{
            AccessDenied, AlreadyExists, ConditionFailed, Conflict, Construction, Decode, Dispatch, EmptyChange,
            InvalidCursor, InvalidInput, InvalidKey, ItemCollectionTooLarge, MissingParent, NotFound, NotUnique,
            OutOfRange, OutcomeUnknown, Rejected, Response, Service, TableMismatch, TableNotFound, Throttled, Timeout,
            TokenMismatch, TransactionCanceled, TransactionInProgress, UniqueViolation, Validation, VersionConflict,
        };
        match kind {
            AlreadyExists => Some(NotFound),
            NotFound => Some(VersionConflict),
            VersionConflict => Some(UniqueViolation),
            UniqueViolation => Some(ConditionFailed),
            ConditionFailed => Some(OutOfRange),
            OutOfRange => Some(MissingParent),
            MissingParent => Some(OutcomeUnknown),
            OutcomeUnknown => Some(NotUnique),
            NotUnique => Some(InvalidKey),
            InvalidKey => Some(InvalidInput),
            InvalidInput => Some(Validation),
            Validation => Some(EmptyChange),
            EmptyChange => Some(Decode),
            Decode => Some(InvalidCursor),
            InvalidCursor => Some(TableMismatch),
            TableMismatch => Some(TransactionCanceled),
            TransactionCanceled => Some(Conflict),
            Conflict => Some(TransactionInProgress),
            TransactionInProgress => Some(TokenMismatch),
            TokenMismatch => Some(Throttled),
            Throttled => Some(Rejected),
            Rejected => Some(ItemCollectionTooLarge),
            ItemCollectionTooLarge => Some(TableNotFound),
            TableNotFound => Some(AccessDenied),
            AccessDenied => Some(Construction),
            Construction => Some(Dispatch),
            Dispatch => Some(Timeout),
            Timeout => Some(Response),
            Response => Some(Service),
            Service => None,
        }
    }

    #[test]
    fn the_guide_gives_every_kind_a_status() {
        let guide = include_str!("../../guide/errors.md");
        let mut kind = Some(ErrorKind::AlreadyExists);
        while let Some(known) = kind {
            assert!(
                guide.contains(&format!("ErrorKind::{known:?}")),
                "the guide has no status for {known:?}"
            );
            kind = next(known);
        }
    }
}
