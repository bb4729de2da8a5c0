//! `UpdateItem`: `update`, `patch` and `edit`.

pub(crate) mod builder;
pub(crate) mod draft;
pub(crate) mod folding;
pub(crate) mod reliance;
mod send;
