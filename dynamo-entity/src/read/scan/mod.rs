//! `Scan`: reads every item of an entity from a table or an index.

pub(crate) mod builder;
mod request;
