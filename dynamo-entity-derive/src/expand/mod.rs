//! The last stage: expands models into tokens, one generated artefact per file. Nothing is validated here, and expansion
//! cannot fail.
//!
//! Generated code is hygienic: it uses absolute paths, has the visibility of the input, and keeps impls inside one `const
//! _`, where `__p` is the runtime crate.

pub(crate) mod changes;
pub(crate) mod collection;
pub(crate) mod document;
mod document_builder;
mod document_option;
pub(crate) mod entity;
pub(crate) mod fallback;
mod flattening;
pub(crate) mod key_part;
mod left_out;
mod names;
mod option;
mod place;
pub(crate) mod projection;
pub(crate) mod table;
mod told;
