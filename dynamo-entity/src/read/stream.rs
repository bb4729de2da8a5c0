//! Streams over the items of a read.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::SelectAll;

use crate::entity::unreadable::Unreadable;
use crate::error::{Error, Result};
use crate::read::pager::Pager;

/// A stream of the items of a query or scan, read page by page.
///
/// An item that cannot be decoded yields an error with [`is_decode`](Error::is_decode); the stream then continues with the
/// next item. Any other error ends the stream.
///
/// The chapter [Reads](mod@crate::guide::read) of the guide has examples.
#[must_use = "streams do nothing unless polled"]
pub struct ItemStream<T> {
    rows: VecDeque<Row<T>>,
    state: State<T>,
}

/// A decoded item, or an item that cannot be decoded.
type Row<T> = Result<T, Unreadable>;

type NextPage<T> = Pin<Box<dyn Future<Output = (Pager<T>, Result<Option<Vec<Row<T>>>>)> + Send>>;

enum State<T> {
    /// No request is in flight.
    Idle(Box<Pager<T>>),
    Reading(NextPage<T>),
    /// Several streams at once, and the number of items still to return.
    Merged(Box<SelectAll<RowStream<T>>>, Option<usize>),
    /// The read could not be built.
    Failed(Error),
    Done,
}

// The future is boxed, so nothing is pinned in place.
impl<T> Unpin for ItemStream<T> {}

impl<T: Send + 'static> ItemStream<T> {
    pub(crate) fn new(pager: Result<Pager<T>>) -> Self {
        ItemStream {
            rows: VecDeque::new(),
            state: match pager {
                Ok(pager) => State::Idle(Box::new(pager)),
                Err(error) => State::Failed(error),
            },
        }
    }

    /// Merges the items of all `pagers`, in order of arrival; returns at most `take` items.
    pub(crate) fn merged(pagers: Result<Vec<Pager<T>>>, take: Option<usize>) -> Self {
        ItemStream {
            rows: VecDeque::new(),
            state: match pagers {
                Ok(pagers) => {
                    let streams = pagers.into_iter().map(|pager| RowStream(ItemStream::new(Ok(pager))));
                    State::Merged(Box::new(streams.collect()), take)
                }
                Err(error) => State::Failed(error),
            },
        }
    }
}

/// The same stream, with the keys of items that cannot be decoded. Every error of this stream ends it.
pub(super) struct RowStream<T>(pub(crate) ItemStream<T>);

impl<T: Send + 'static> Stream for RowStream<T> {
    type Item = Result<Row<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_row(context)
    }
}

impl<T: Send + 'static> Stream for ItemStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let row = self.poll_row(context);
        row.map(|row| row.map(|row| row.and_then(|row| row.map_err(|unreadable| unreadable.error))))
    }
}

impl<T: Send + 'static> ItemStream<T> {
    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Row<T>>>> {
        loop {
            if let Some(row) = self.rows.pop_front() {
                return Poll::Ready(Some(Ok(row)));
            }
            match std::mem::replace(&mut self.state, State::Done) {
                State::Idle(pager) => {
                    self.state = State::Reading(Box::pin(async move {
                        let mut pager = *pager;
                        let page = pager.next().await;
                        (pager, page)
                    }));
                }
                State::Reading(mut reading) => {
                    let Poll::Ready((pager, page)) = reading.as_mut().poll(context) else {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    match page {
                        Ok(Some(rows)) => {
                            self.rows = rows.into();
                            self.state = State::Idle(Box::new(pager));
                        }
                        Ok(None) => return Poll::Ready(None),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Merged(_, Some(0)) | State::Done => return Poll::Ready(None),
                State::Merged(mut streams, left) => {
                    let row = match Pin::new(&mut *streams).poll_next(context) {
                        Poll::Ready(Some(Ok(row))) => row,
                        // All streams have ended, or one has failed.
                        Poll::Ready(last) => return Poll::Ready(last),
                        Poll::Pending => {
                            self.state = State::Merged(streams, left);
                            return Poll::Pending;
                        }
                    };
                    self.state = State::Merged(streams, left.map(|left| left - 1));
                    return Poll::Ready(Some(Ok(row)));
                }
            }
        }
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ItemStream(..)")
    }
}
