//! The third stage: the resolved input of each derive. The user's types and expressions are the only syntax left, and names
//! are indexes into [`EntityModel::fields`].
//!
//! Resolving reports unknown names. Mistakes that involve several valid parts are left to `check`. A part that could not be
//! resolved is left out or empty, so that the rest is still checked. A model with reported errors is never expanded.

pub(crate) mod attribute_names;
pub(crate) mod changes;
pub(crate) mod collection;
pub(crate) mod dialect;
pub(crate) mod document;
pub(crate) mod electrodb;
pub(crate) mod entity;
pub(crate) mod field;
pub(crate) mod given;
pub(crate) mod group;
pub(crate) mod index;
pub(crate) mod key_part;
pub(crate) mod option;
pub(crate) mod projection;
mod shape;
pub(crate) mod side;
pub(crate) mod table;
pub(crate) mod type_names;

use syn::{Path, parse_quote};

/// Returns the default path of the runtime crate.
fn default_crate_path() -> Path {
    parse_quote!(::dynamo_entity)
}
