//! The one error type: what went wrong, on which entity and key, and what DynamoDB said.

mod cancellation;
pub(crate) mod codec;
pub(crate) mod display;
pub(crate) mod fault;
pub(crate) mod kind;

use std::any::Any;

use crate::error::cancellation::all_failed;
use crate::error::codec::CodecError;
use crate::error::fault::{Cancellation, Fault, Item};
use crate::error::kind::ErrorKind;

/// The result of everything here that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync + 'static>;

/// What went wrong, where, and, where DynamoDB refused the request, its own error as [`source`](std::error::Error::source).
///
/// The cases are asked for with predicates, so that new ones can be added:
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
/// The message names the entity, its key and the attribute path; a value appears in it only where it is the text of a key.
pub struct Error(Box<Inner>);

struct Inner {
    fault: Fault,
    entity: Option<&'static str>,
    key: Option<String>,
    source: Option<Source>,
    undone: Option<Undone>,
}

/// What is left of an operation of many requests that failed.
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

    /// An answer that is not what DynamoDB answers.
    pub(crate) fn broken_answer(error: CodecError) -> Self {
        let message = format!("the answer cannot be read: {error}");
        Error::new(Fault::Service { code: None, message }).caused_by(error)
    }

    /// What is wrong with an answer, or with what is made of one: something was sent.
    pub(crate) fn unexpected_answer(message: impl Into<String>) -> Self {
        Error::new(Fault::Service {
            code: None,
            message: message.into(),
        })
    }

    /// What `message` says of a key, or of a part of one.
    pub(crate) fn key_fault(message: String) -> Self {
        Error::new(Fault::Key(message))
    }

    /// Says which entity this is about, unless that is known already.
    pub(crate) fn with_entity(mut self, name: &'static str) -> Self {
        self.0.entity.get_or_insert(name);
        self
    }

    /// Says which item this is about, unless that is known already.
    pub(crate) fn at_key(mut self, key: impl Into<String>) -> Self {
        self.0.key.get_or_insert_with(|| key.into());
        self
    }

    /// The same error, of which more is known.
    pub(crate) fn explained(mut self, fault: Fault) -> Self {
        self.0.fault = fault;
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The error once something was sent: what says that nothing was becomes its source.
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

    /// The same error, without its source and what it takes along.
    pub(crate) fn duplicate(&self) -> Self {
        let fault = match &self.0.fault {
            Fault::Decode(error) => Fault::Decode(error.clone()),
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

    /// Takes along what was done, for the one who goes on from there.
    pub(crate) fn with_done<T: Any + Send + Sync>(self, work: T) -> Self {
        self.with_undone(work, String::new())
    }

    /// Takes along the work that is not known to be done, for the one who may send it again.
    pub(crate) fn with_undone<T: Any + Send + Sync>(mut self, work: T, message: String) -> Self {
        let work = Box::new(work);
        self.0.undone = Some(Undone { message, work });
        self
    }

    /// The work that is not known to be done, if it is a `T`.
    pub(crate) fn undone<T: Any>(&self) -> Option<&T> {
        self.0.undone.as_ref().and_then(|undone| undone.work.downcast_ref())
    }

    /// The work that is not known to be done, or the error as it was.
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

    /// Why a transaction was canceled, to say more of it.
    pub(crate) fn cancellations_mut(&mut self) -> &mut [Cancellation] {
        match &mut self.0.fault {
            Fault::Canceled(cancellations) => cancellations,
            _ => &mut [],
        }
    }

    /// The cancellation of a transaction whose members are of these operations, as one of the operations: each has the first
    /// reason that a member of its has.
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

    /// The cancellation of a transaction of one operation as the error of that operation on its own.
    pub(crate) fn of_only_operation(mut self) -> Self {
        if let Fault::Canceled(cancellations) = &mut self.0.fault
            && let [only] = cancellations.as_mut_slice()
            && let Some(reason) = only.reason.take()
        {
            self.0.fault = reason.fault;
        }
        self
    }

    /// What went wrong, as a value to match on.
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

    /// The item has another version than the one that was loaded, or is not there any more, or is there already though it
    /// was never loaded: somebody else was faster. [`existing`](Error::existing) is what is there.
    #[must_use]
    pub fn is_version_conflict(&self) -> bool {
        matches!(self.0.fault, Fault::VersionConflict(_))
    }

    /// Another item of the entity has the value of a `unique` field; [`unique_field`](Error::unique_field) says of which.
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

    /// The condition of the request did not hold for the item that is there, or a loaded copy was out of date.
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        matches!(self.0.fault, Fault::ConditionFailed(_))
    }

    /// `add`, `subtract` or a version would make a number that the field's type does not hold, so that the item could not be
    /// read again; [`attribute_path`](Error::attribute_path) is whose, [`existing`](Error::existing) what is there. Nothing was
    /// written.
    #[must_use]
    pub fn is_out_of_range(&self) -> bool {
        matches!(self.0.fault, Fault::OutOfRange { .. } | Fault::VersionExhausted { .. })
    }

    /// An action is on a path in a map, document or list that the item does not have;
    /// [`attribute_path`](Error::attribute_path) is the path. Nothing was written. DynamoDB does not say so; the item is read
    /// to tell.
    #[must_use]
    pub fn is_missing_parent(&self) -> bool {
        matches!(self.0.fault, Fault::MissingParent { .. })
    }

    /// DynamoDB's answer to an attempt of `remove`, or of a `delete` of a loaded item with a version, was lost, and the attempt of
    /// the SDK's client after it found no item: this write deleted it, another one did, or there never was one. `once()` tells.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        matches!(self.0.fault, Fault::OutcomeUnknown)
    }

    /// `one` found more than one item.
    #[must_use]
    pub fn is_not_unique(&self) -> bool {
        matches!(self.0.fault, Fault::NotUnique)
    }

    /// A value cannot be part of a key: it is empty, contains the delimiter, is too wide, or the key is too long. Nothing was sent.
    #[must_use]
    pub fn is_invalid_key(&self) -> bool {
        matches!(self.0.fault, Fault::Key(_))
    }

    /// DynamoDB would refuse the request, as over its limits or as empty. Nothing was sent.
    #[must_use]
    pub fn is_invalid_input(&self) -> bool {
        matches!(
            self.0.fault,
            Fault::Input(_) | Fault::Encode(_) | Fault::VersionExhausted { .. }
        )
    }

    /// A value is not what the field's `validate` says; [`attribute_path`](Error::attribute_path) is whose. Nothing was sent.
    #[must_use]
    pub fn is_validation(&self) -> bool {
        matches!(self.0.fault, Fault::Validation { .. })
    }

    /// A stored item does not hold what the entity says.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.fault, Fault::Decode(_))
    }

    /// A cursor is damaged, or belongs to another read: of another table, index, entity, partition or condition on the sort
    /// key. Nothing was sent.
    #[must_use]
    pub fn is_invalid_cursor(&self) -> bool {
        matches!(self.0.fault, Fault::Cursor(_))
    }

    /// The table that exists has another shape than the schema; [`differences`](Error::differences) lists how.
    #[must_use]
    pub fn is_table_mismatch(&self) -> bool {
        matches!(self.0.fault, Fault::TableMismatch(_))
    }

    /// A transaction was canceled; [`cancellations`](Error::cancellations) has the reasons.
    #[must_use]
    pub fn is_transaction_canceled(&self) -> bool {
        self.code() == Some("TransactionCanceledException")
    }

    /// Why a transaction was canceled: one for each operation, in the order in which they were added.
    ///
    /// `None` for every other error.
    #[must_use]
    pub fn cancellations(&self) -> Option<&[Cancellation]> {
        match &self.0.fault {
            Fault::Canceled(cancellations) => Some(cancellations),
            _ => None,
        }
    }

    /// Another transaction was at work on the item: a write on its own that met one, or a transaction that was canceled for
    /// nothing else. Sent again it may succeed.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.code() == Some("TransactionConflictException") || self.all_failed(Cancellation::is_conflict)
    }

    /// A transaction with this client request token is still being carried out: its answer was lost, or did not come in
    /// time. Sent again with the same token it is not done twice.
    #[must_use]
    pub fn is_transaction_in_progress(&self) -> bool {
        self.code() == Some("TransactionInProgressException")
    }

    /// Another transaction had this client request token within the last ten minutes. Nothing was done.
    #[must_use]
    pub fn is_token_mismatch(&self) -> bool {
        self.code() == Some("IdempotentParameterMismatchException")
    }

    fn all_failed(&self, is: fn(&Cancellation) -> bool) -> bool {
        self.cancellations()
            .is_some_and(|cancellations| all_failed(cancellations, is))
    }

    /// DynamoDB refused the request because of its rate, after the retries of the SDK's client; or canceled a transaction
    /// for nothing else, which the SDK's client does not retry; or left a part of a batch unprocessed until the
    /// [`Retries`](crate::Retries) were used up.
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

    /// DynamoDB's error code, such as `ResourceNotFoundException`, where the service answered with one.
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

    /// The name of the entity this is about.
    #[must_use]
    pub fn entity(&self) -> Option<&str> {
        self.0.entity
    }

    /// The primary key of the item this is about, as `PARTITION / SORT`.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.0.key.as_deref()
    }

    /// The path of the attribute that could not be written or read, is not valid, would be out of range, or is in a map or
    /// list that does not exist, such as `address.lines[2]`.
    #[must_use]
    pub fn attribute_path(&self) -> Option<String> {
        self.0.fault.attribute_path()
    }

    /// How the table that exists differs from the schema; empty for every other error.
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

    /// The same, without the item that is there.
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
