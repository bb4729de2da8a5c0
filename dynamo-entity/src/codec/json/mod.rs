//! JSON text, as far as DynamoDB's protocol needs it: what values mean is said elsewhere.

pub(crate) mod members;
pub(crate) mod parser;
pub(crate) mod write;
