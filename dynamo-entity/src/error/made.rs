//! Errors that are made from their kind, for tests of code that handles errors.

use crate::error::Error;
use crate::error::codec::CodecError;
use crate::error::fault::{Fault, Item, Transport};
use crate::error::kind::ErrorKind;

const MADE: &str = "this error was made from its kind";

impl Error {
    /// Makes an error of this kind, for tests of code that handles errors. The error names no entity, no key and no attribute,
    /// and has no source.
    ///
    /// ```
    /// use dynamo_entity::{Error, ErrorKind};
    ///
    /// let error = Error::from_kind(ErrorKind::Throttled);
    /// assert!(error.is_throttled());
    /// assert_eq!(error.kind(), ErrorKind::Throttled);
    /// ```
    #[must_use]
    pub fn from_kind(kind: ErrorKind) -> Self {
        let transport = |failure| Fault::Transport {
            failure,
            message: MADE.to_owned(),
        };
        let service = |code: &str| Fault::Service {
            code: Some(code.to_owned()),
            message: MADE.to_owned(),
        };
        Error::new(match kind {
            ErrorKind::AlreadyExists => Fault::AlreadyExists(None),
            ErrorKind::NotFound => Fault::NotFound,
            ErrorKind::VersionConflict => Fault::VersionConflict(None),
            ErrorKind::UniqueViolation => Fault::UniqueViolation { field: "value" },
            ErrorKind::ConditionFailed => Fault::ConditionFailed(None),
            ErrorKind::OutOfRange => Fault::OutOfRange {
                path: String::new(),
                range: String::new(),
                item: None,
            },
            ErrorKind::MissingParent => Fault::MissingParent {
                path: String::new(),
                parent: String::new(),
            },
            ErrorKind::OutcomeUnknown => Fault::OutcomeUnknown,
            ErrorKind::NotUnique => Fault::NotUnique,
            ErrorKind::InvalidKey => Fault::Key(MADE.to_owned()),
            ErrorKind::InvalidInput => Fault::Input(MADE.to_owned()),
            ErrorKind::Validation => Fault::Validation {
                attribute: String::new(),
                reason: MADE.to_owned(),
            },
            ErrorKind::EmptyChange => Fault::EmptyChange,
            ErrorKind::Decode => Fault::Decode(CodecError::new(MADE)),
            ErrorKind::InvalidCursor => Fault::Cursor(MADE),
            ErrorKind::TableMismatch => Fault::TableMismatch(Vec::new()),
            ErrorKind::TransactionCanceled => Fault::Canceled(Vec::new()),
            ErrorKind::Conflict => service("TransactionConflictException"),
            ErrorKind::TransactionInProgress => service("TransactionInProgressException"),
            ErrorKind::TokenMismatch => service("IdempotentParameterMismatchException"),
            ErrorKind::Throttled => service("ThrottlingException"),
            ErrorKind::Rejected => service("ValidationException"),
            ErrorKind::ItemCollectionTooLarge => service("ItemCollectionSizeLimitExceededException"),
            ErrorKind::TableNotFound => service("ResourceNotFoundException"),
            ErrorKind::AccessDenied => service("AccessDeniedException"),
            ErrorKind::Construction => transport(Transport::Construction),
            ErrorKind::Dispatch => transport(Transport::Dispatch),
            ErrorKind::Timeout => transport(Transport::Timeout),
            ErrorKind::Response => transport(Transport::Response),
            ErrorKind::Service => service("InternalServerError"),
        })
    }

    /// Sets the current item, if the error is about one.
    pub(crate) fn carrying(mut self, current: Item) -> Self {
        if let Fault::AlreadyExists(item)
        | Fault::VersionConflict(item)
        | Fault::ConditionFailed(item)
        | Fault::OutOfRange { item, .. } = &mut self.0.fault
        {
            *item = Some(current);
        }
        self
    }
}
