//! The validation of fields, as the derive macro declares it.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Result;
use crate::key::part::TextPart;

/// Validates one stored value.
pub(crate) type Validate = fn(&AttributeValue) -> Result<(), Invalid>;

/// Why a value is invalid.
#[derive(Debug)]
pub enum Invalid {
    /// The function refused the value without a reason.
    Refused,
    /// The function gave a reason, which may contain the value.
    Because(String),
    /// The text does not match this regular expression.
    Mismatch(&'static str),
}

/// A type that `validate(regex = …)` supports: a type that is stored as text.
#[diagnostic::on_unimplemented(
    message = "a regular expression cannot validate a `{Self}`",
    label = "not stored as text",
    note = "strings, newtypes of them and unit enums with `#[derive(KeyPart)]` can be; for others write a function, `validate = path`"
)]
pub trait PatternText {}
#[diagnostic::do_not_recommend]
impl<T: TextPart> PatternText for T {}
