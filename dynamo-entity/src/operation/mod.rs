//! One builder for each DynamoDB operation: a value that holds what to do and builds the request. Nothing here sends.

mod delete;
mod get;
mod guard;
mod put;
mod query;
mod returning;
mod target;
mod update;
mod upsert;
mod verbs;

pub use delete::Delete;
pub use get::Get;
pub(crate) use guard::Guard;
pub use put::Put;
pub use query::{Query, QueryOptions, QueryStep, SortStep};
pub(crate) use query::{QuerySpec, Read, Select};
pub use returning::{New, Nothing, Old, Returning};
pub(crate) use target::Target;
pub use update::{
    Acts, Applied, Blind, Change, Changes, Loaded, PartList, ReadChanges, SetIn, Update, changed, one_part,
    read_changes,
};
pub use upsert::Upsert;
pub use verbs::Operations;
