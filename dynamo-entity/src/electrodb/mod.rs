//! ElectroDB tables: one model for ElectroDB programs and for this library.
#![cfg_attr(all(any(doc, doctest), feature = "local"), doc = "")]
#![cfg_attr(all(any(doc, doctest), feature = "local"), doc = include_str!("../electrodb.md"))]

pub(crate) mod cursor;
pub(crate) mod format;
pub(crate) mod number;
