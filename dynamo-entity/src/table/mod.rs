//! Tables: created from a schema, and held against one.

pub(crate) mod batch;
mod collection;
pub(crate) mod create;
mod ends;
mod hydrate;
mod item;
mod pager;
mod parents;
pub(crate) mod query;
mod rows;
mod scan;
mod shape;
pub(crate) mod stream;
pub(crate) mod transact;
mod verify;
