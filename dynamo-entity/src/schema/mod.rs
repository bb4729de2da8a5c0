//! The shape of entities and tables as `'static` data: what keys, checks, table creation and documentation read.

mod check;
mod definition;
mod field;
mod language;
mod meeting;
mod message;
mod ownership;
mod registry;
mod table;
mod visitors;

pub use check::check_table;
pub use definition::{EntitySchema, Index, IndexKind, Projection, Side, field, lit, template};
pub use field::{Field, FieldPart, Upkeep};
pub use meeting::meetings;
pub(crate) use message::{Message, same};
pub use registry::{Registers, Schema};
pub use table::{IndexKeys, TableSchema};
pub(crate) use table::{KeyNames, side_type};
