//! Displays errors without the values of items.

use std::fmt;

use crate::error::Error;
use crate::error::fault::Fault;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_fault(f)?;
        match &self.0.undone {
            Some(undone) if !undone.message.is_empty() => write!(f, "; {}", undone.message),
            _ => Ok(()),
        }
    }
}

impl Error {
    /// Writes the message without the part about the work that is left.
    fn fmt_fault(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.entity, &self.0.key) {
            (Some(entity), Some(key)) => write!(f, "`{entity}` at {key}: ")?,
            (Some(entity), None) => write!(f, "`{entity}`: ")?,
            (None, Some(key)) => write!(f, "item at {key}: ")?,
            (None, None) => {}
        }
        fmt::Display::fmt(&self.0.fault, f)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Key(message)
            | Fault::Input(message)
            | Fault::Transport { message, .. }
            | Fault::Service { code: None, message } => f.write_str(message),
            Fault::Validation { attribute, reason } => write!(f, "`{attribute}` {reason}"),
            Fault::EmptyChange => f.write_str("the changes are empty, so nothing was written"),
            Fault::Encode(error) => write!(f, "cannot be written: {error}"),
            Fault::Decode(error) => write!(f, "cannot be read: {error}"),
            Fault::AlreadyExists(_) => f.write_str("already exists"),
            Fault::NotFound => f.write_str("does not exist"),
            Fault::UniqueViolation { field } => write!(f, "another item already has this unique `{field}`"),
            Fault::VersionConflict(_) => f.write_str("the item was changed after it was loaded"),
            Fault::OutOfRange { path, range, .. } => {
                write!(
                    f,
                    "the change would move `{path}` out of the range of its type, {range}"
                )
            }
            Fault::VersionExhausted { version, .. } => write!(
                f,
                "the version is {version}, the maximum of its type; give the field a wider integer type"
            ),
            Fault::MissingParent { path, parent, .. } => write!(
                f,
                "`{path}` cannot be changed because the item has no `{parent}`: set `{parent}` as a whole first"
            ),
            Fault::OutcomeUnknown => f.write_str(
                "a response was lost and the item does not exist now, so this write or another one deleted it; use \
                 `once` if you must know which",
            ),
            Fault::ConditionFailed(_) => f.write_str("the condition does not hold"),
            Fault::NotUnique => f.write_str("more than one item matches"),
            Fault::Cursor(message) => f.write_str(message),
            Fault::TableMismatch(differences) => {
                f.write_str("the table differs from the schema")?;
                for (i, difference) in differences.iter().enumerate() {
                    f.write_str(if i == 0 { ": " } else { "; " })?;
                    f.write_str(difference)?;
                }
                Ok(())
            }
            Fault::Unprocessed => f.write_str("DynamoDB left work unprocessed until the retries were exhausted"),
            Fault::Canceled(cancellations) => {
                f.write_str("the transaction was canceled")?;
                let failed = cancellations.iter().filter(|cancellation| !cancellation.is_ok());
                for (i, cancellation) in failed.enumerate() {
                    f.write_str(if i == 0 { ": " } else { "; " })?;
                    cancellation.fmt(f)?;
                }
                Ok(())
            }
            Fault::Service {
                code: Some(code),
                message,
            } => write!(f, "{code}: {message}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("message", &self.to_string())
            .field("code", &self.code())
            .field("source", &self.0.source.as_ref().map(|source| Chain(source.as_ref())))
            .finish()
    }
}

/// Shows an error and its causes by their messages. DynamoDB's errors printed with `Debug` would show the item they hold.
pub(crate) struct Chain<'e>(pub(crate) &'e (dyn std::error::Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        match self.0.source() {
            Some(source) => write!(f, ": {}", Chain(source)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match (&self.0.source, &self.0.fault) {
            (Some(source), _) => Some(source.as_ref()),
            (None, Fault::Encode(error) | Fault::Decode(error)) => Some(error),
            (None, _) => None,
        }
    }
}
