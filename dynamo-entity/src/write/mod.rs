//! Writes: one file per verb, from its builder to its `send`.

pub(crate) mod check;
pub(crate) mod delete;
pub(crate) mod put;
pub(crate) mod reindex;
mod sides;
pub(crate) mod update;
pub(crate) mod upsert;
