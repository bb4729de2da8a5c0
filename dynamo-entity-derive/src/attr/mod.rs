//! The first stage: attributes to structs of their options, each still with its literal, so that
//! later stages can point at it. Nothing is looked up here.

pub(crate) mod collection;
pub(crate) mod document;
pub(crate) mod electrodb;
pub(crate) mod entity;
pub(crate) mod field;
pub(crate) mod index;
pub(crate) mod key_part;
pub(crate) mod option;
pub(crate) mod projection;
mod rename;
pub(crate) mod serde;
pub(crate) mod symbol;
pub(crate) mod table;
pub(crate) mod value;
