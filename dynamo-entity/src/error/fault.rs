//! The cases of an error with their details, and the cancellation reasons of a transaction.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::codec::CodecError;

/// The attributes of the item that an error carries.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// The cases of [`Error`](crate::Error).
#[derive(Debug)]
pub(crate) enum Fault {
    /// A value that cannot be part of a key, or a key over DynamoDB's limits.
    Key(String),
    /// A request that DynamoDB would refuse, found before it was sent.
    Input(String),
    /// A value that `validate` refused.
    Validation { attribute: String, reason: String },
    /// Applied changes that keep every field. Found before anything was sent.
    EmptyChange,
    /// A value that no attribute can hold.
    Encode(CodecError),
    /// A stored item that does not match the entity.
    Decode(CodecError),
    /// The item to create already exists.
    AlreadyExists(Option<Item>),
    /// The item to change or remove does not exist.
    NotFound,
    /// The stored item has another version than the loaded one.
    VersionConflict(Option<Item>),
    /// Another item has the same value of this field, which is unique.
    UniqueViolation { field: &'static str },
    /// An action would make a number that the field's type cannot hold.
    OutOfRange {
        path: String,
        /// "0 to 255"
        range: String,
        item: Option<Item>,
    },
    /// The loaded version is the highest of its type. Found before anything was sent.
    VersionExhausted { attribute: &'static str, version: i128 },
    /// The map or list that holds the path of an action does not exist.
    MissingParent { path: String, parent: String },
    /// An answer was lost, and the item does not exist now: this write or another one deleted it.
    OutcomeUnknown,
    /// The condition of the request did not hold.
    ConditionFailed(Option<Item>),
    /// `one` found more than one item.
    NotUnique,
    /// A cursor that is damaged, or belongs to another read.
    Cursor(&'static str),
    /// The existing table differs from the schema.
    TableMismatch(Vec<String>),
    /// DynamoDB left a part of the work unprocessed until the retries were used up.
    Unprocessed,
    /// A transaction was canceled, with the reason for each operation.
    Canceled(Vec<Cancellation>),
    /// The request did not reach DynamoDB, or no answer of DynamoDB came back.
    Transport { failure: Transport, message: String },
    /// DynamoDB failed.
    Service { code: Option<String>, message: String },
}

/// Where a request failed that DynamoDB did not answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Transport {
    /// The request could not be made.
    Construction,
    /// The request could not be sent, or the connection broke.
    Dispatch,
    /// No answer came in time.
    Timeout,
    /// The answer is not one of DynamoDB's.
    Response,
}

impl Fault {
    pub(crate) fn attribute_path(&self) -> Option<String> {
        match self {
            Fault::Encode(error) | Fault::Decode(error) => Some(error.path().to_string()),
            Fault::Validation { attribute, .. } => Some(attribute.clone()),
            Fault::OutOfRange { path, .. } | Fault::MissingParent { path, .. } => Some(path.clone()),
            Fault::VersionExhausted { attribute, .. } => Some((*attribute).to_owned()),
            _ => None,
        }
    }

    /// Removes the current item from the fault.
    pub(crate) fn without_item(self) -> Self {
        match self {
            Fault::AlreadyExists(_) => Fault::AlreadyExists(None),
            Fault::VersionConflict(_) => Fault::VersionConflict(None),
            Fault::ConditionFailed(_) => Fault::ConditionFailed(None),
            fault => fault,
        }
    }

    pub(crate) fn existing_item(&self) -> Option<&Item> {
        match self {
            Fault::AlreadyExists(item)
            | Fault::VersionConflict(item)
            | Fault::ConditionFailed(item)
            | Fault::OutOfRange { item, .. } => item.as_ref(),
            _ => None,
        }
    }
}

/// The outcome of one operation of a canceled transaction: DynamoDB's `CancellationReason`, typed.
///
/// [`Error::cancellations`](crate::Error::cancellations) has one for each operation, in the order in which they were added.
/// The list includes operations that did not fail: other operations canceled the transaction.
///
/// ```no_run
/// # fn handle(error: dynamo_entity::Error) {
/// for (position, cancellation) in error.cancellations().unwrap_or_default().iter().enumerate() {
///     if cancellation.is_already_exists() {
///         println!("operation {position}: {} {:?} already exists", cancellation.entity(), cancellation.key());
///     }
/// }
/// # }
/// ```
pub struct Cancellation {
    pub(crate) entity: &'static str,
    pub(crate) key: Option<String>,
    pub(crate) reason: Option<Reason>,
}

/// Why an operation failed.
pub(crate) struct Reason {
    /// DynamoDB's code, such as `TransactionConflict`.
    pub(crate) code: String,
    /// The error that the operation would have on its own.
    pub(crate) fault: Fault,
}
