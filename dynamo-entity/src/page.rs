//! What a query that reads page by page gives.

use crate::cursor::Cursor;

/// The items of one or more pages of a query.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the sort key.
    pub items: Vec<T>,
    /// Where the next page starts; `None` where there is none.
    ///
    /// DynamoDB says that a page may follow whenever it stopped at its own limit or at
    /// [`limit`](crate::ReadStep::limit): that page can be empty. After [`take`](crate::ReadStep::take) a cursor means
    /// that another item follows.
    pub cursor: Option<Cursor>,
    /// How many items matched, filters included.
    pub count: u64,
    /// How many items were read, before filters.
    pub scanned_count: u64,
    /// The read capacity units that DynamoDB counted for the requests.
    pub consumed_capacity: f64,
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}
