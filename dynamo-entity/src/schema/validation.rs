//! How a field is validated, as the derive says it.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Result;
use crate::key::part::TextPart;

/// Checks one stored value.
pub(crate) type Validate = fn(&AttributeValue) -> Result<(), Invalid>;

/// Why a value is not valid.
#[doc(hidden)]
#[derive(Debug)]
pub enum Invalid {
    /// The function said no.
    Refused,
    /// The function said why, perhaps with the value.
    Because(String),
    /// The text is not what this regular expression says.
    Mismatch(&'static str),
}

/// A type that `validate(regex = …)` works on: one that is stored as text.
#[diagnostic::on_unimplemented(
    message = "a regular expression cannot validate a `{Self}`",
    label = "not stored as text",
    note = "strings, newtypes of them and unit enums with `#[derive(KeyPart)]` can be; for others write a function, `validate = path`"
)]
pub trait PatternText {}
#[diagnostic::do_not_recommend]
impl<T: TextPart> PatternText for T {}
