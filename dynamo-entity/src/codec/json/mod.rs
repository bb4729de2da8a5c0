//! Reading and writing JSON text, as far as DynamoDB's protocol needs it.

pub(crate) mod object;
pub(crate) mod parser;
pub(crate) mod write;
