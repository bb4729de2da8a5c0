//! One builder for each DynamoDB operation: a value that holds what to do and builds the request. Nothing here sends.

pub(crate) mod batch;
pub(crate) mod reindex;
pub(crate) mod verbs;
