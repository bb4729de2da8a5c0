//! Why a `validate` function refused a value.

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
