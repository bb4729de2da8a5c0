//! Reads: `get`, queries, scans and collections, their pages and their cursors.

pub(crate) mod builder;
pub(crate) mod collection;
mod coverage;
pub(crate) mod cursor;
mod ends;
pub(crate) mod get;
mod hydrate;
pub(crate) mod keys;
pub(crate) mod lenient;
pub(crate) mod page;
pub(crate) mod paged_read;
mod pager;
mod paging;
mod post_filter;
pub(crate) mod query;
mod rows;
pub(crate) mod scan;
pub(crate) mod stream;
mod window;
