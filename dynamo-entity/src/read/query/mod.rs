//! `Query`: an access pattern, narrowed part by part.

pub(crate) mod along;
pub(crate) mod builder;
mod condition;
pub(crate) mod foreign;
pub(crate) mod isolation;
pub(crate) mod request;
pub(crate) mod send;
pub(crate) mod sort;
pub(crate) mod spec;
pub(crate) mod step;
