//! The one error type: what went wrong, on which entity and key, and what DynamoDB said. The predicates are in `predicates`.

mod cancellation;
pub(crate) mod codec;
pub(crate) mod display;
pub(crate) mod fault;
pub(crate) mod invalid;
pub(crate) mod kind;
mod made;
mod predicates;
pub(crate) mod throttling;

use std::any::Any;

use crate::error::codec::CodecError;
use crate::error::fault::{Cancellation, Fault, Item, Transport};

/// The result of this crate's fallible functions.
///
/// The chapter [Errors](mod@crate::guide::errors) of the guide has examples.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync + 'static>;

/// The failure of an operation, and where it happened. If DynamoDB refused the request, its own error is the
/// [`source`](std::error::Error::source).
///
/// Predicates tell the cases apart, and [`kind`](Error::kind) returns the case as a value to match on:
///
/// ```no_run
/// # fn handle(error: dynamo_entity::Error) -> u16 {
/// use dynamo_entity::ErrorKind;
///
/// match error.kind() {
///     ErrorKind::AlreadyExists => 409,
///     ErrorKind::NotFound => 404,
///     ErrorKind::Throttled => 503,
///     _ => 500,
/// }
/// # }
/// ```
///
/// The guide maps [every kind](crate::guide::errors) to a status of HTTP.
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
        Error::unexpected_answer(format!("the response cannot be read: {error}")).caused_by(error)
    }

    /// Makes the error of an answer that DynamoDB should not give.
    pub(crate) fn unexpected_answer(message: impl Into<String>) -> Self {
        Error::new(Fault::Transport {
            failure: Transport::Response,
            message: message.into(),
        })
    }

    /// Makes the error of work that failed after an answer came.
    pub(crate) fn after_answer(message: impl Into<String>) -> Self {
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
            Fault::Key(_)
            | Fault::Input(_)
            | Fault::Validation { .. }
            | Fault::EmptyChange
            | Fault::Encode(_)
            | Fault::Cursor(_) => self.0.fault.to_string(),
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

    /// Copies the error without its source and its undone work. The error of a failed condition loses its kind, because its
    /// item is not copied.
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
            Fault::Transport { failure, message } => Fault::Transport {
                failure: *failure,
                message: message.clone(),
            },
            Fault::Service { code, message } => Fault::Service {
                code: code.clone(),
                message: message.clone(),
            },
            Fault::EmptyChange => Fault::EmptyChange,
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
}
