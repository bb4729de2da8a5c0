//! JSON text, as far as DynamoDB's protocol needs it: what values mean is said elsewhere.

mod members;
mod parser;
pub(crate) mod write;

pub(crate) use members::Members;
pub use parser::Parser;
pub(super) use parser::Tag;
