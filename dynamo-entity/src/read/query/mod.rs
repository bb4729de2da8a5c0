//! `Query`: builds the key condition of an access pattern part by part, and sends it.

pub(crate) mod along;
pub(crate) mod builder;
mod condition;
pub(crate) mod foreign;
pub(crate) mod isolation;
pub(crate) mod request;
mod second_range;
pub(crate) mod sort;
pub(crate) mod spec;
pub(crate) mod step;
