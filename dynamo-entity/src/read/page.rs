//! What reads give where it is more than items: pages, and what could be read beside what could not.

use std::any::Any;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::cursor::Cursor;

/// The items of one or more pages of a query.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the sort key.
    pub items: Vec<T>,
    /// The items that cannot be read, of a [`lenient`](crate::ReadStep::lenient) read; any other fails where there is one.
    pub unreadable: Vec<Unreadable>,
    /// Where the next page starts; `None` where there is none.
    ///
    /// DynamoDB says that a page may follow whenever it stopped at its own limit or at
    /// [`limit`](crate::ReadStep::limit): that page can be empty. After [`take`](crate::ReadStep::take) a cursor means
    /// that another item follows.
    pub cursor: Option<Cursor>,
    /// How many items matched, filters included: those that can be read and those that cannot.
    pub count: u64,
    /// How many items were read, before filters.
    pub scanned_count: u64,
    /// The read capacity units that DynamoDB counted for the requests.
    pub consumed_capacity: f64,
}

/// What of a read could be read, and beside it what could not: the result of [`lenient`](crate::ReadStep::lenient) reads.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Readable<T> {
    /// What the read gives, without the items that cannot be read. Where each key has a place, as in a batch or a
    /// transaction, the place of such an item is `None`.
    pub items: T,
    /// The items that cannot be read; empty where all can.
    pub unreadable: Vec<Unreadable>,
}

/// What an error takes along of a read that failed.
struct Partial {
    cursor: Option<Cursor>,
    /// A `Readable<T>`.
    readable: Mutex<Box<dyn Any + Send>>,
}

impl<T: Send + 'static> Page<T> {
    /// The page if all of it can be read, or else the error of the first item that cannot.
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
    /// The items if all can be read, or else the error of the first that cannot; it has where the read goes on.
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
            None => Error::unexpected_answer("an item cannot be read"),
        };
        let readable: Box<dyn Any + Send> = Box::new(self);
        error.with_done(Partial {
            cursor,
            readable: Mutex::new(readable),
        })
    }
}

impl Error {
    /// Where a read goes on of which an item could not be read: after the items that [`into_readable`](Error::into_readable)
    /// gives. `None` of other errors, and where there is no more.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        self.undone::<Partial>().and_then(|partial| partial.cursor.as_ref())
    }

    /// What was read beside an item that could not be. `T` is what the read would have given: `Vec<User>` of a query or scan,
    /// also of its pages; `Vec<Option<User>>` of a batch; the struct or the `Vec` of a collection.
    ///
    /// # Errors
    /// The error itself, if it is another one or has no such `T`.
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
            Err(_) => Err(Error::unexpected_answer("what was read is of another type")),
        }
    }
}

impl fmt::Debug for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Partial")
            .field("cursor", &self.cursor)
            .finish_non_exhaustive()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}
