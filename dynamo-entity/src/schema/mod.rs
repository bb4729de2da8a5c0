//! Entities and tables as `'static` data, used by keys, checks, table creation and documentation.

pub(crate) mod changes;
pub(crate) mod check;
pub(crate) mod definition;
pub(crate) mod dialect;
pub(crate) mod flattening;
mod language;
pub(crate) mod meeting;
pub(crate) mod message;
mod ownership;
pub(crate) mod table;
mod visitors;
