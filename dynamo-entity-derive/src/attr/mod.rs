//! The first stage: parses attributes into structs of their options. Each option keeps its literal, so that later stages can
//! point at it. Names are not resolved here.

pub(crate) mod changes;
pub(crate) mod collection;
pub(crate) mod document;
pub(crate) mod electrodb;
pub(crate) mod entity;
pub(crate) mod field;
pub(crate) mod generated;
pub(crate) mod index;
pub(crate) mod key_part;
pub(crate) mod option;
pub(crate) mod projection;
mod rename;
pub(crate) mod serde;
pub(crate) mod symbol;
pub(crate) mod table;
pub(crate) mod value;
