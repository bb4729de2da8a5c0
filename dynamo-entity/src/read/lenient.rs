//! Reads that also return the items that cannot be decoded.

/// A read that returns the items that cannot be decoded separately, instead of failing.
///
/// Queries, scans, collections, batches and read transactions create it with `lenient`. A result `T` becomes a
/// [`Readable<T>`](crate::Readable); a [`Page`](crate::Page) has its own field for these items.
///
/// Without `lenient` the read fails. The error then holds the other items,
/// [`Error::into_readable`](crate::Error::into_readable), and the position where the read continues,
/// [`Error::cursor`](crate::Error::cursor). A [`stream`](crate::Read::stream) always yields an error for each such item
/// and continues. `count` always counts these items.
///
/// The chapter [Paging](mod@crate::guide::paging) of the guide has examples.
#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Lenient<R>(pub(crate) R);
