//! ElectroDB's dialect: its keys, its numbers and its cursors.

pub(crate) mod cursor;
pub(crate) mod format;
pub(crate) mod number;
