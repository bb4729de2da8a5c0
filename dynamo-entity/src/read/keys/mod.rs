//! Reads of any number of items by their keys, split into requests.

pub(crate) mod identity;
pub(crate) mod plan;
mod reading;
pub(crate) mod send;
pub(crate) mod wanted;
