//! Collections: the items of several entities, read by one query.

pub(crate) mod builder;
mod send;
