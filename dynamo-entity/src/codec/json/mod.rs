//! JSON text, as far as DynamoDB's protocol needs it: what values mean is said elsewhere.

mod parser;
pub(crate) mod write;

pub use parser::Parser;
pub(super) use parser::Tag;
