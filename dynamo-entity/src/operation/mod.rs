//! One builder for each DynamoDB operation: a value that holds what to do and builds the request. Nothing here sends.

pub(crate) mod batch;
pub(crate) mod check;
pub(crate) mod delete;
pub(crate) mod put;
pub(crate) mod reindex;
pub(crate) mod transact;
pub(crate) mod unique;
pub(crate) mod update;
pub(crate) mod upsert;
pub(crate) mod verbs;
