//! Tables: creating one from a schema, and comparing one with its schema.

pub(crate) mod create;
mod shape;
mod verify;
