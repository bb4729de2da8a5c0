//! `Scan`: every item of an entity, in a table or an index.

pub(crate) mod builder;
mod request;
