//! One builder for each DynamoDB operation: a value that holds what to do and builds the request. Nothing here sends.

pub(crate) mod batch;
pub(crate) mod check;
pub(crate) mod collection;
pub(crate) mod delete;
pub(crate) mod get;
mod held;
pub(crate) mod hydrate;
pub(crate) mod lenient;
pub(crate) mod paging;
pub(crate) mod put;
pub(crate) mod query;
pub(crate) mod read;
pub(crate) mod reindex;
pub(crate) mod rest;
pub(crate) mod scan;
pub(crate) mod transact;
pub(crate) mod unique;
pub(crate) mod update;
pub(crate) mod upsert;
pub(crate) mod verbs;
