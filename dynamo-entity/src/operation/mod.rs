//! One builder for each DynamoDB operation: a value that holds what to do and builds the request. Nothing here sends.

mod batch;
mod delete;
mod get;
mod guard;
mod paging;
mod put;
mod query;
mod returning;
mod target;
mod update;
mod upsert;
mod verbs;

pub use batch::{BatchAnswer, BatchDelete, BatchGet, BatchItem, BatchPut, BatchReads, Unprocessed, Unread};
pub(crate) use batch::{Found, Group, Identity, Plan, Reading, Settled, Wanted, Write, WriteChunk, Writes, Writing};
pub use delete::Delete;
pub use get::Get;
pub(crate) use guard::Guard;
pub(crate) use paging::{Paged, Read, Window};
pub use put::Put;
pub(crate) use query::Select;
pub use query::{Query, QueryOptions, QueryStep, SortStep};
pub use returning::{New, Nothing, Old, Returning};
pub(crate) use target::Target;
pub use update::{Acts, Blind, Loaded, PartList, SetIn, Update, one_part};
pub use upsert::Upsert;
pub use verbs::Operations;
