//! The items of a read one by one.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::SelectAll;

use super::pager::Pager;
use crate::error::{Error, Result};

/// The items of a query or scan one by one, read page by page; it ends after the first error.
#[must_use = "streams do nothing unless polled"]
pub struct ItemStream<T> {
    items: VecDeque<T>,
    state: State<T>,
}

type NextPage<T> = Pin<Box<dyn Future<Output = (Pager<T>, Result<Option<Vec<T>>>)> + Send>>;

enum State<T> {
    /// Before a page is asked for.
    Idle(Box<Pager<T>>),
    Reading(NextPage<T>),
    /// Several streams at once, and how many more items are given.
    Merged(Box<SelectAll<ItemStream<T>>>, Option<usize>),
    /// The read could not be built.
    Failed(Error),
    Done,
}

// Nothing is pinned in place: the future is in a box.
impl<T> Unpin for ItemStream<T> {}

impl<T: Send + 'static> ItemStream<T> {
    pub(super) fn new(pager: Result<Pager<T>>) -> Self {
        ItemStream {
            items: VecDeque::new(),
            state: match pager {
                Ok(pager) => State::Idle(Box::new(pager)),
                Err(error) => State::Failed(error),
            },
        }
    }

    /// The items of all of `pagers`, as they come; `take` of them.
    pub(super) fn merged(pagers: Result<Vec<Pager<T>>>, take: Option<usize>) -> Self {
        ItemStream {
            items: VecDeque::new(),
            state: match pagers {
                Ok(pagers) => {
                    let streams = pagers.into_iter().map(|pager| ItemStream::new(Ok(pager)));
                    State::Merged(Box::new(streams.collect()), take)
                }
                Err(error) => State::Failed(error),
            },
        }
    }
}

impl<T: Send + 'static> Stream for ItemStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
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
                        Ok(Some(items)) => {
                            self.items = items.into();
                            self.state = State::Idle(Box::new(pager));
                        }
                        Ok(None) => return Poll::Ready(None),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Merged(_, Some(0)) | State::Done => return Poll::Ready(None),
                State::Merged(mut streams, left) => {
                    let item = match Pin::new(&mut *streams).poll_next(context) {
                        Poll::Ready(Some(Ok(item))) => item,
                        // The end of all, or the first error.
                        Poll::Ready(last) => return Poll::Ready(last),
                        Poll::Pending => {
                            self.state = State::Merged(streams, left);
                            return Poll::Pending;
                        }
                    };
                    self.state = State::Merged(streams, left.map(|left| left - 1));
                    return Poll::Ready(Some(Ok(item)));
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
