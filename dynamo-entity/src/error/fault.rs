//! The cases of an error, and why a transaction was canceled, which is one of them.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::codec::CodecError;

/// The attributes of the item that an error carries.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// The cases of [`Error`](crate::Error).
#[derive(Debug)]
pub(crate) enum Fault {
    /// A key part that no key can hold, or a key over DynamoDB's limits.
    Key(String),
    /// A request that DynamoDB would refuse, found before it was sent.
    Input(String),
    /// A value that `validate` refused.
    Validation { attribute: String, reason: String },
    /// A value that no attribute can hold.
    Encode(CodecError),
    /// A stored item that is not what the entity says.
    Decode(CodecError),
    /// The item to create is there already.
    AlreadyExists(Option<Item>),
    /// The item to change or remove is not there.
    NotFound,
    /// The item that is there has another version than the one that was loaded.
    VersionConflict(Option<Item>),
    /// Another item has the value of this field, of which no two may have the same.
    UniqueViolation { field: &'static str },
    /// The number that an action would make is not one of the field's type.
    OutOfRange {
        path: String,
        /// "0 to 255"
        range: String,
        item: Option<Item>,
    },
    /// The version that was loaded is the highest of its type; found before anything was sent.
    VersionExhausted { attribute: &'static str, version: i128 },
    /// The map or list that the path of an action is in does not exist.
    MissingParent { path: String, parent: String },
    /// An answer was lost, and the item is gone: by this write, or by another one.
    OutcomeUnknown,
    /// The condition of the request did not hold.
    ConditionFailed(Option<Item>),
    /// `one` found more than one item.
    NotUnique,
    /// A cursor that is damaged or belongs to another query.
    Cursor(&'static str),
    /// The table that exists has another shape than the schema.
    TableMismatch(Vec<String>),
    /// DynamoDB answered, again and again, that it had not done a part of the work.
    Unprocessed,
    /// A transaction was canceled; for each operation why.
    Canceled(Vec<Cancellation>),
    /// DynamoDB, or the way to it, failed.
    Service { code: Option<String>, message: String },
}

/// What one operation of a canceled transaction had to do with that: DynamoDB's `CancellationReason`, typed.
///
/// [`Error::cancellations`](crate::Error::cancellations) has one for each operation, in the order in which they were added.
/// Those that did not fail are among them: the transaction was canceled because of others.
///
/// ```no_run
/// # fn handle(error: dynamo_entity::Error) {
/// for (position, cancellation) in error.cancellations().unwrap_or_default().iter().enumerate() {
///     if cancellation.is_already_exists() {
///         println!("operation {position}: {} {:?} exists already", cancellation.entity(), cancellation.key());
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
    /// What it is to an operation on its own.
    pub(crate) fault: Fault,
}
