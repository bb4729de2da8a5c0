//! Transactions: their operations and limits, their builders, and how they are sent.

mod claims;
pub(crate) mod get;
mod limits;
pub(crate) mod once;
pub(crate) mod operation;
mod parents;
pub(crate) mod read;
mod request;
mod send;
mod stored;
pub(crate) mod subject;
mod token;
pub(crate) mod unique;
pub(crate) mod write;
