//! How much of a read is wanted, and where it starts.

use crate::error::{Error, Result};
use crate::read::cursor::Cursor;

/// The limits of a read, and its start.
#[derive(Debug, Clone, Default)]
pub(crate) struct Window {
    /// DynamoDB's `Limit`: the maximum number of items read per page.
    pub(crate) limit: Option<u32>,
    /// The maximum number of items returned, over all pages.
    pub(crate) take: Option<usize>,
    pub(crate) pages: Option<u32>,
    pub(crate) cursor: Option<Cursor>,
    /// Whether items that cannot be decoded are returned along with the others, by their keys.
    pub(crate) lenient: bool,
}

impl Window {
    /// Refuses limits of 0: an empty page without a cursor would look like the end of the data.
    pub(super) fn check(&self) -> Result<()> {
        let message = if self.limit == Some(0) {
            "`limit` is 0; DynamoDB takes 1 or more"
        } else if self.take == Some(0) {
            "`take` is 0, but an empty page would look like the end of the data; take 1 or more, or do not send the \
             read"
        } else if self.pages == Some(0) {
            "`pages` is 0, but an empty page would look like the end of the data; read 1 or more, or do not send the \
             read"
        } else {
            return Ok(());
        };
        Err(Error::input(message))
    }
}

/// Selects whether a read returns items or their count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Select {
    Items,
    Count,
}
