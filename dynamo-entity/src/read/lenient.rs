//! Reads that give what they can.

/// A read in which an item that cannot be read does not hide the others: they are given beside each other.
///
/// Made by `lenient` of a query, a scan, a collection, a batch or a transaction of reads. What was a result `T` is a
/// [`Readable<T>`](crate::Readable), and a [`Page`](crate::Page) has its own place for them.
///
/// Without it the error of such an item has the others, [`Error::into_readable`](crate::Error::into_readable), and where the
/// read goes on, [`Error::cursor`](crate::Error::cursor). A [`stream`](crate::SendQuery::stream) gives an error for each and
/// goes on, with it or without; and `count` counts them.
#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Lenient<R>(pub(crate) R);
