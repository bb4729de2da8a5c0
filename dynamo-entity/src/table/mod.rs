//! Tables: created from a schema, and held against one.

pub(crate) mod batch;
pub(crate) mod create;
mod item;
mod parents;
mod shape;
pub(crate) mod transact;
mod verify;
