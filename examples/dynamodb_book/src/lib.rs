//! Two designs of Alex DeBrie's "The DynamoDB Book", written with `dynamo-entity`.
//!
//! The README has the keys of both, and a table of their access patterns beside the requests that they make. The tests run
//! every access pattern, and compare the README with the code.
//!
//! Begin with [`github`]. It has 13 entities in one table: parents with many children, counters, unique names, sparse
//! indexes. [`deals`] adds what GitHub has no use for: items by day, copies of popular items, lists of all brands in one
//! item, messages to many users.

pub mod deals;
pub mod github;
