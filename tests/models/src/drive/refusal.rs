//! The reason of a failed operation, as far as the oracle predicts it.

use dynamo_entity::{Cancellation, Error};

/// An error of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its kind.
    pub why: Why,
    /// The message, with its causes.
    pub message: String,
}

/// The kinds of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// Nothing was sent.
    Invalid,
    /// `validate` refused.
    Validation,
    /// The item does not exist.
    NotFound,
    /// The item already exists.
    AlreadyExists,
    /// A condition failed.
    Condition,
    /// The item has another version.
    Version,
    /// A unique value is taken.
    Unique,
    /// More than one item was found.
    NotUnique,
    /// An item could not be read.
    Decode,
    /// A result is out of the field's range.
    Range,
    /// The parent of an action's path is absent.
    Parent,
    /// DynamoDB refused a request that should not have been sent.
    Service,
    /// Any other error.
    Other,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let why = match &error {
            error if error.cancellations().is_some() => {
                let reasons = error.cancellations().unwrap_or_default();
                reasons
                    .iter()
                    .find(|reason| !reason.is_ok())
                    .map_or(Why::Other, Why::of)
            }
            error if error.is_not_unique() => Why::NotUnique,
            error if error.is_already_exists() => Why::AlreadyExists,
            error if error.is_not_found() => Why::NotFound,
            error if error.is_out_of_range() => Why::Range,
            error if error.is_missing_parent() => Why::Parent,
            error if error.is_version_conflict() => Why::Version,
            error if error.is_unique_violation() => Why::Unique,
            error if error.is_condition_failed() => Why::Condition,
            error if error.is_validation() => Why::Validation,
            error if error.is_decode() => Why::Decode,
            error if error.is_invalid_key() || error.is_invalid_input() || error.is_invalid_cursor() => Why::Invalid,
            error if error.code().is_some() => Why::Service,
            error if error.to_string().contains("cannot be stored") => Why::Invalid,
            _ => Why::Other,
        };
        let mut message = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            message.push_str(": ");
            message.push_str(&cause.to_string());
            source = cause.source();
        }
        for (at, reason) in error
            .cancellations()
            .into_iter()
            .flatten()
            .enumerate()
            .filter(|(_, reason)| !reason.is_ok())
        {
            message.push_str(&format!("; {at}: {reason}"));
        }
        Refusal { why, message }
    }
}

impl Why {
    /// The kinds that a condition or the caller's values can cause.
    pub const ALL: [Why; 9] = [
        Why::Parent,
        Why::Invalid,
        Why::Validation,
        Why::NotFound,
        Why::AlreadyExists,
        Why::Condition,
        Why::Version,
        Why::Unique,
        Why::Range,
    ];

    fn of(reason: &Cancellation) -> Self {
        match reason {
            reason if reason.is_already_exists() => Why::AlreadyExists,
            reason if reason.is_not_found() => Why::NotFound,
            reason if reason.is_out_of_range() => Why::Range,
            reason if reason.is_missing_parent() => Why::Parent,
            reason if reason.is_version_conflict() => Why::Version,
            reason if reason.is_unique_violation() => Why::Unique,
            reason if reason.is_condition_failed() => Why::Condition,
            reason if reason.is_validation() => Why::Service,
            _ => Why::Other,
        }
    }
}
