//! Results of reads with more than items: pages, and results with items that cannot be decoded.

use std::any::Any;
use std::sync::{Mutex, PoisonError};

use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::cursor::Cursor;

/// The items of one or more pages of a query.
///
/// The chapter [Paging](mod@crate::guide::paging) of the guide has examples.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the sort key.
    pub items: Vec<T>,
    /// The items that a [`lenient`](crate::Read::lenient) read cannot decode. Other reads fail on such an item.
    pub unreadable: Vec<Unreadable>,
    /// The position where the next page starts; `None` if there is no next page.
    ///
    /// DynamoDB returns a cursor whenever it stopped at its own limit or at [`limit`](crate::Read::limit), so the next
    /// page can be empty. After [`take`](crate::Read::take) a cursor means that another item follows.
    pub cursor: Option<Cursor>,
    /// The number of items that matched, filters included, also those that cannot be decoded.
    pub count: u64,
    /// The number of items that were read, before filters.
    pub scanned_count: u64,
    /// The read capacity units that DynamoDB reported for the requests.
    pub consumed_capacity: f64,
}

/// The result of a [`lenient`](crate::Read::lenient) read: the decoded items, and the items that cannot be decoded.
///
/// The chapter [Paging](mod@crate::guide::paging) of the guide has examples.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Readable<T> {
    /// The result of the read without the items that cannot be decoded. In batches and transactions, which have one entry
    /// per key, such an item is `None`.
    pub items: T,
    /// The items that cannot be decoded.
    pub unreadable: Vec<Unreadable>,
}

/// The part of a failed read that its error keeps.
struct Partial {
    cursor: Option<Cursor>,
    /// A `Readable<T>`.
    readable: Mutex<Box<dyn Any + Send>>,
}

impl<T: Send + 'static> Page<T> {
    /// Returns the page, or the error of the first item that cannot be decoded.
    pub(crate) fn strictly(self) -> Result<Self> {
        if self.unreadable.is_empty() {
            return Ok(self);
        }
        let readable = Readable {
            items: self.items,
            unreadable: self.unreadable,
        };
        Err(readable.into_error(self.cursor))
    }
}

impl<T: Send + 'static> Readable<T> {
    /// Returns the items, or the error of the first item that cannot be decoded, with the cursor where the read continues.
    pub(crate) fn strictly(self, cursor: impl FnOnce() -> Result<Option<Cursor>>) -> Result<T> {
        if self.unreadable.is_empty() {
            return Ok(self.items);
        }
        let cursor = cursor()?;
        Err(self.into_error(cursor))
    }

    fn into_error(self, cursor: Option<Cursor>) -> Error {
        let error = match self.unreadable.first() {
            Some(first) => first.error.duplicate(),
            None => Error::after_answer("an item cannot be read"),
        };
        let readable: Box<dyn Any + Send> = Box::new(self);
        error.with_done(Partial {
            cursor,
            readable: Mutex::new(readable),
        })
    }
}

impl Error {
    /// Returns the position where a read continues after an item could not be decoded: after the items that
    /// [`into_readable`](Error::into_readable) returns. `None` for other errors, and if nothing follows.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        self.undone::<Partial>().and_then(|partial| partial.cursor.as_ref())
    }

    /// Returns the items of a read that failed because an item could not be decoded. `T` is the result type of the read:
    /// `Vec<User>` for a query or scan and for its pages, `Vec<Option<User>>` for a batch, the struct or the `Vec` for a
    /// collection.
    ///
    /// # Errors
    /// Returns the error itself if it has another cause or holds no such `T`.
    pub fn into_readable<T: 'static>(self) -> Result<Readable<T>> {
        let is_there = self.undone::<Partial>().is_some_and(|partial| {
            let readable = partial.readable.lock().unwrap_or_else(PoisonError::into_inner);
            readable.is::<Readable<T>>()
        });
        if !is_there {
            return Err(self);
        }
        let partial = self.into_undone::<Partial>()?;
        let readable = partial.readable.into_inner().unwrap_or_else(PoisonError::into_inner);
        match readable.downcast::<Readable<T>>() {
            Ok(readable) => Ok(*readable),
            Err(_) => Err(Error::after_answer("the items that were read have another type")),
        }
    }
}

impl<T> Page<T> {
    /// Makes a page, for tests of code that takes pages. Both counts are the number of items.
    ///
    /// ```
    /// use dynamo_entity::Page;
    ///
    /// let page = Page::new(["Ada", "Bob"], None);
    /// assert_eq!((page.count, page.consumed_capacity), (2, 0.0));
    /// ```
    #[must_use]
    pub fn new(items: impl Into<Vec<T>>, cursor: Option<Cursor>) -> Self {
        let items = items.into();
        let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
        Page {
            items,
            unreadable: Vec::new(),
            cursor,
            count,
            scanned_count: count,
            consumed_capacity: 0.0,
        }
    }

    /// Converts every item, for example to the type of a response. Everything else stays.
    ///
    /// ```
    /// use dynamo_entity::Page;
    ///
    /// let page = Page::new(["Ada", "Bob"], None).map(str::len);
    /// assert_eq!(page.items, [3, 3]);
    /// assert_eq!(serde_json::to_string(&page).unwrap(), r#"{"items":[3,3],"cursor":null}"#);
    /// ```
    #[must_use]
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            unreadable: self.unreadable,
            cursor: self.cursor,
            count: self.count,
            scanned_count: self.scanned_count,
            consumed_capacity: self.consumed_capacity,
        }
    }
}

/// Serializes what a client needs: `items`, and `cursor`, which is text or null.
impl<T: Serialize> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut page = serializer.serialize_struct("Page", 2)?;
        page.serialize_field("items", &self.items)?;
        page.serialize_field("cursor", &self.cursor)?;
        page.end()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}
