//! The one error type: what went wrong, on which entity and key, and what DynamoDB said.

mod cancellation;
pub(crate) mod codec;
pub(crate) mod display;
pub(crate) mod fault;
pub(crate) mod invalid;
pub(crate) mod kind;

use std::any::Any;

use crate::error::cancellation::all_failed;
use crate::error::codec::CodecError;
use crate::error::fault::{Cancellation, Fault, Item};
use crate::error::kind::ErrorKind;

/// The result of this crate's fallible functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync + 'static>;

/// What went wrong, and where. If DynamoDB refused the request, its own error is the
/// [`source`](std::error::Error::source).
///
/// Predicates tell the cases apart, so that new cases can be added:
///
/// ```no_run
/// # fn handle(error: dynamo_entity::Error) -> u16 {
/// if error.is_already_exists() {
///     409
/// } else if error.is_not_found() {
///     404
/// } else if error.is_throttled() {
///     503
/// } else {
///     500
/// }
/// # }
/// ```
///
/// The message names the entity, its key and the attribute path. It contains values only as part of the key.
pub struct Error(Box<Inner>);

struct Inner {
    fault: Fault,
    entity: Option<&'static str>,
    key: Option<String>,
    source: Option<Source>,
    undone: Option<Undone>,
}

/// The work that is left when an operation of many requests fails.
struct Undone {
    /// "12 of 100 writes are not known to be done, …"
    message: String,
    work: Box<dyn Any + Send + Sync>,
}

impl Error {
    pub(crate) fn new(fault: Fault) -> Self {
        Error(Box::new(Inner {
            fault,
            entity: None,
            key: None,
            source: None,
            undone: None,
        }))
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Error::new(Fault::Input(message.into()))
    }

    pub(crate) fn encode(error: CodecError) -> Self {
        Error::new(Fault::Encode(error))
    }

    pub(crate) fn decode(error: CodecError) -> Self {
        Error::new(Fault::Decode(error))
    }

    /// Makes the error of an answer that is not in DynamoDB's form.
    pub(crate) fn broken_answer(error: CodecError) -> Self {
        let message = format!("the response cannot be read: {error}");
        Error::new(Fault::Service { code: None, message }).caused_by(error)
    }

    /// Makes the error of an answer, or of what is derived from an answer. A request was sent.
    pub(crate) fn unexpected_answer(message: impl Into<String>) -> Self {
        Error::new(Fault::Service {
            code: None,
            message: message.into(),
        })
    }

    /// Makes the error of a key or of a part of one.
    pub(crate) fn key_fault(message: String) -> Self {
        Error::new(Fault::Key(message))
    }

    /// Sets the entity that the error is about, unless it is already set.
    pub(crate) fn with_entity(mut self, name: &'static str) -> Self {
        self.0.entity.get_or_insert(name);
        self
    }

    /// Sets the key of the item that the error is about, unless it is already set.
    pub(crate) fn at_key(mut self, key: impl Into<String>) -> Self {
        self.0.key.get_or_insert_with(|| key.into());
        self
    }

    /// Replaces the fault by a more specific one.
    pub(crate) fn explained(mut self, fault: Fault) -> Self {
        self.0.fault = fault;
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Converts the error for use after a request was sent. If its kind would say that nothing was sent, the error becomes
    /// the source of a new one.
    pub(crate) fn after_sending(self) -> Self {
        let message = match &self.0.fault {
            Fault::Key(_) | Fault::Input(_) | Fault::Validation { .. } | Fault::Encode(_) | Fault::Cursor(_) => {
                self.0.fault.to_string()
            }
            _ => return self,
        };
        Error(Box::new(Inner {
            fault: Fault::Service { code: None, message },
            entity: self.0.entity,
            key: self.0.key.clone(),
            source: Some(Box::new(self)),
            undone: None,
        }))
    }

    /// Copies the error without its source and its undone work. An error of a request that was sent loses its kind.
    pub(crate) fn duplicate(&self) -> Self {
        let fault = match &self.0.fault {
            Fault::Decode(error) => Fault::Decode(error.clone()),
            Fault::Encode(error) => Fault::Encode(error.clone()),
            Fault::Key(message) => Fault::Key(message.clone()),
            Fault::Input(message) => Fault::Input(message.clone()),
            Fault::Cursor(message) => Fault::Cursor(message),
            Fault::Validation { attribute, reason } => Fault::Validation {
                attribute: attribute.clone(),
                reason: reason.clone(),
            },
            fault => Fault::Service {
                code: None,
                message: fault.to_string(),
            },
        };
        Error(Box::new(Inner {
            fault,
            entity: self.0.entity,
            key: self.0.key.clone(),
            source: None,
            undone: None,
        }))
    }

    /// Attaches the work that is done, so that the caller can continue from there.
    pub(crate) fn with_done<T: Any + Send + Sync>(self, work: T) -> Self {
        self.with_undone(work, String::new())
    }

    /// Attaches the work that is not known to be done, so that the caller can retry it.
    pub(crate) fn with_undone<T: Any + Send + Sync>(mut self, work: T, message: String) -> Self {
        let work = Box::new(work);
        self.0.undone = Some(Undone { message, work });
        self
    }

    /// Returns the attached work, if it is a `T`.
    pub(crate) fn undone<T: Any>(&self) -> Option<&T> {
        self.0.undone.as_ref().and_then(|undone| undone.work.downcast_ref())
    }

    /// Returns the attached work if it is a `T`, or the unchanged error.
    pub(crate) fn into_undone<T: Any>(mut self) -> Result<T> {
        match self.0.undone.take() {
            None => Err(self),
            Some(Undone { message, work }) => match work.downcast() {
                Ok(work) => Ok(*work),
                Err(work) => {
                    self.0.undone = Some(Undone { message, work });
                    Err(self)
                }
            },
        }
    }

    pub(crate) fn existing_item(&self) -> Option<&Item> {
        self.0.fault.existing_item()
    }

    /// Returns the cancellations of a transaction, to add details.
    pub(crate) fn cancellations_mut(&mut self) -> &mut [Cancellation] {
        match &mut self.0.fault {
            Fault::Canceled(cancellations) => cancellations,
            _ => &mut [],
        }
    }

    /// Folds the cancellations of a transaction's members into one for each operation. `operations` has the operation of
    /// each member. An operation gets the first reason that one of its members has.
    pub(crate) fn of_operations(mut self, operations: &[usize]) -> Self {
        if let Fault::Canceled(members) = &mut self.0.fault {
            let mut folded: Vec<Cancellation> = Vec::new();
            for (member, operation) in members.drain(..).zip(operations) {
                match folded.get_mut(*operation) {
                    None => folded.push(member),
                    Some(known) if known.reason.is_none() => known.reason = member.reason,
                    Some(_) => {}
                }
            }
            *members = folded;
        }
        self
    }

    /// Turns the cancellation of a transaction with one operation into the error of that operation alone.
    pub(crate) fn of_only_operation(mut self) -> Self {
        if let Fault::Canceled(cancellations) = &mut self.0.fault
            && let [only] = cancellations.as_mut_slice()
            && let Some(reason) = only.reason.take()
        {
            self.0.fault = reason.fault;
        }
        self
    }

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

    /// A value fails the field's `validate`; [`attribute_path`](Error::attribute_path) names the field's attribute. Nothing
    /// was sent.
    #[must_use]
    pub fn is_validation(&self) -> bool {
        matches!(self.0.fault, Fault::Validation { .. })
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

    /// Another transaction was changing the item. The request is a single write, or a transaction that was canceled for no
    /// other reason. A retry may succeed.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.code() == Some("TransactionConflictException") || self.all_failed(Cancellation::is_conflict)
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

    fn all_failed(&self, is: fn(&Cancellation) -> bool) -> bool {
        self.cancellations()
            .is_some_and(|cancellations| all_failed(cancellations, is))
    }

    /// DynamoDB throttled the work, in one of three ways: it refused the request after the retries of the SDK's client; it
    /// canceled a transaction for no other reason, which the SDK's client does not retry; or it left a part of a batch
    /// unprocessed until the [`Retries`](crate::Retries) were used up.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        let unprocessed = matches!(self.0.fault, Fault::Unprocessed);
        let canceled = self.all_failed(Cancellation::is_throttled);
        unprocessed
            || canceled
            || matches!(
                self.code(),
                Some(
                    "ProvisionedThroughputExceededException"
                        | "ThrottlingException"
                        | "RequestLimitExceeded"
                        | "LimitExceededException"
                )
            )
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
