//! Collections: the items of several entities, read with one query.

pub(crate) mod builder;
mod send;
