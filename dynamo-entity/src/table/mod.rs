//! Tables: created from a schema, and held against one.

pub(crate) mod create;
mod shape;
mod verify;
