//! One builder for each DynamoDB operation: a value that holds what to do and builds the request. Nothing here sends.

mod batch;
mod check;
mod collection;
mod delete;
mod get;
mod guard;
mod held;
mod hydrate;
mod lenient;
mod paging;
mod put;
mod query;
mod read;
mod reindex;
mod request;
mod rest;
mod returning;
mod scan;
mod single;
mod target;
mod transact;
mod unique;
mod update;
mod upsert;
mod verbs;

pub use batch::{BatchAnswer, BatchDelete, BatchGet, BatchItem, BatchPut, BatchReads, Unprocessed, Unread};
pub(crate) use batch::{
    BatchFound, Decoding, Found, HashIdentity, Identity, Plan, Reading, Settled, Wanted, Write, WriteChunk, Writes,
    Writing,
};
pub use check::{Check, Conditional, HasCondition, Unconditional};
pub use collection::CollectionQuery;
pub(crate) use collection::Unknown;
pub use delete::Delete;
pub use get::Get;
pub(crate) use guard::{Guard, fault_of};
pub(crate) use hydrate::Hydration;
use hydrate::rows;
pub use lenient::Lenient;
use paging::check_options;
pub(crate) use paging::{Paged, Read, Window};
pub use put::Put;
pub(crate) use query::Select;
pub use query::{Padded, Query, QueryOptions, QueryStep, SortStep, Sorted, Sorts, Unpadded};
pub(crate) use read::ReadOptions;
pub use read::ReadStep;
pub use reindex::Reindex;
pub(crate) use request::{Attempts, Request};
pub(crate) use rest::Rest;
pub use returning::{GivesNothing, New, Nothing, Old, Returning};
pub(crate) use scan::ScanSpec;
pub use scan::{ParallelScan, Scan};
pub(crate) use single::{Expressions, SingleWrite, Verb};
pub(crate) use target::{Target, incomplete, key_item, write_key};
pub(crate) use transact::{
    Marks, Prepare, PreparedWrite, ReadItems, Subject, check_reads, check_token, checked, transact_get, transaction,
    write_items,
};
pub use transact::{ReadOperation, WriteOperation};
pub(crate) use unique::{Claim, ClaimChange, Mark};
pub use update::{Acts, Blind, Loaded, PartList, SetIn, Update, one_part};
pub use upsert::Upsert;
pub use verbs::Operations;
