//! One builder for each DynamoDB operation: a value that holds what to do and builds the request. Nothing here sends.

mod check;
mod delete;
mod get;
mod guard;
mod paging;
mod put;
mod query;
mod returning;
mod target;
mod transact;
mod update;
mod upsert;
mod verbs;

pub use check::{Check, Conditional, HasCondition, Unconditional};
pub use delete::Delete;
pub use get::Get;
pub(crate) use guard::Guard;
pub(crate) use paging::{Paged, Read, Window};
pub use put::Put;
pub(crate) use query::Select;
pub use query::{Query, QueryOptions, QueryStep, SortStep};
pub use returning::{GivesNothing, New, Nothing, Old, Returning};
pub(crate) use target::{Target, incomplete};
pub(crate) use transact::{Prepare, ReadItems, Subject, check_reads, check_token, write_items};
pub use transact::{ReadOperation, WriteOperation};
pub use update::{Acts, Blind, Loaded, PartList, SetIn, Update, one_part};
pub use upsert::Upsert;
pub use verbs::Operations;
