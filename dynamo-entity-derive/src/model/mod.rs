//! The third stage: what a derive is about, resolved. No syntax is left to interpret here but types
//! and expressions of the user's, and names are indexes into [`EntityModel::fields`].
//!
//! Resolving reports names that mean nothing; what each part says right and several say wrong
//! together is for `check`. A part that could not be resolved is left out or stands empty, so that
//! the rest is still checked: a model with which errors were reported is never expanded.

pub(crate) mod collection;
pub(crate) mod document;
pub(crate) mod electrodb;
pub(crate) mod entity;
pub(crate) mod field;
pub(crate) mod group;
pub(crate) mod index;
pub(crate) mod key_part;
pub(crate) mod option;
pub(crate) mod projection;
mod shape;
pub(crate) mod side;
pub(crate) mod table;

use syn::{Path, parse_quote};

/// Where generated code finds the runtime crate, if its user does not say.
fn default_crate_path() -> Path {
    parse_quote!(::dynamo_entity)
}
